"""What the screens that change lessons share: the lesson asked, the way back, the fields of a moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page
from preau.kernel import words
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.timetable.queries.bells import grid_serving, grids_of
from preau.timetable.queries.lessons import LessonHead, lesson_head
from preau.timetable.queries.ties import Choice
from preau.timetable.rules import LONGEST_LESSON

#: Those who may be given the capability; without it they meet a page that does not exist.
CHANGERS = (Profile.DIRECTION, Profile.VIE_SCOLAIRE, Profile.STAFF)
#: This lesson, or all those to come of its course.
ONE, ALL = "une", "toutes"


class ChangeForm(forms.Form):
    """A change that may be confirmed in spite of a conflict: the box shows when there is one."""

    confirmed = forms.BooleanField(
        label=gettext_lazy("Je le fais quand même"), required=False, widget=forms.CheckboxInput()
    )

    def with_choices(self, name: str, choices: tuple[Choice, ...], first: str = "") -> None:
        """What a list of this form offers."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*([("", first)] if first else []), *((choice.key, choice.label) for choice in choices)]


class ScopeField(forms.ChoiceField):
    """This lesson or all: one radio button for each."""

    def __init__(self, all_of_them: Any) -> None:
        super().__init__(
            label=gettext_lazy("Quelles séances"),
            widget=forms.RadioSelect(),
            choices=[(ONE, gettext_lazy("Cette séance seulement")), (ALL, all_of_them)],
            initial=ONE,
        )


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A date, chosen or typed; the words may be lazy ones."""
    return forms.DateField(label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}))


class MomentForm(ChangeForm):
    """A day, an hour, a length, a room."""

    on = day_field(gettext_lazy("Jour"))
    starts_at = forms.TimeField(
        label=gettext_lazy("Heure de début"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Durée en minutes"), min_value=1, max_value=LONGEST_LESSON,
        widget=forms.NumberInput(attrs={"type": "number"}),
    )  # fmt: skip
    room = forms.CharField(label=gettext_lazy("Salle"), required=False, max_length=60)

    def ring(self, school_id: int, group_ids: Sequence[int] = (), room: str = "") -> None:
        """Say when bells ring for these groups, or in that room; on each site when nothing tells which."""
        grids = grids_of(school_id, group_ids=group_ids, room=room)
        grid = grid_serving(grids)
        said = [
            ", ".join(words.hour(slot.starts_at) for slot in one.slots if not slot.weekday)
            + ("" if grid else f" ({one.label})")
            for one in ([grid] if grid else grids)
        ]
        if any(said):
            self.fields["starts_at"].help_text = _("Sonneries\u202f: %(hours)s.") % {
                "hours": "\u202f; ".join(said)
            }


def lesson_asked(school: SchoolRef, lesson_id: int) -> LessonHead:
    """The lesson of the address, or a page that does not exist."""
    head = lesson_head(school.id, lesson_id)
    if head is None:
        raise NotAllowed
    return head


def lesson_page(school: SchoolRef, lesson_id: int) -> str:
    """Where the lesson is shown."""
    return reverse("timetable:lesson", kwargs={"uai": school.uai, "lesson_id": lesson_id})


def day_page(school: SchoolRef, lesson: LessonHead, on: date) -> str:
    """The timetable of its first class on that day."""
    path = reverse("timetable:school", kwargs={"uai": school.uai})
    return f"{path}?classe={lesson.groups[0].key}&jour={on.isoformat()}" if lesson.groups else path


def form_page(
    request: HttpRequest, school: SchoolRef, form: forms.Form, *, title: str, lead: str, back: str, button: str,
    intention: str = "primary",
) -> HttpResponse:  # fmt: skip
    """The form on a page of its own: this works without a script."""
    return page(
        request, "timetable/change.html", title=title, school=school, form=form, lead=lead, back=back,
        button=button, intention=intention,
    )  # fmt: skip
