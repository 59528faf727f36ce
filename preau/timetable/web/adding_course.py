"""Add a course that comes back each week: for whom first, then when, by the bells they hear."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef
from preau.timetable.actions.add_weekly_course import Moment, add_weekly_course
from preau.timetable.policies import CHANGE_LESSONS
from preau.timetable.queries.bells import GridLine, SlotLine, grid_serving, grids_of
from preau.timetable.queries.lessons import subjects_of
from preau.timetable.queries.ties import readable_groups, readable_teachers
from preau.timetable.queries.year_weeks import Pattern, YearWeeks, year_weeks
from preau.timetable.rules import LONGEST_LESSON, SLOTS_CHOSEN
from preau.timetable.web.change import CHANGERS, ChangeForm, day_field

_DAYS = tuple((str(n), day) for n, day in enumerate(words.WEEKDAYS[:6], 1))
_SLOTS = tuple(f"slot_{n}" for n in range(1, SLOTS_CHOSEN + 1))


class CourseForm(ChangeForm):
    """What is taught, by whom, with which other groups; the slots chosen, in which weeks, from when to when."""

    subject = forms.ChoiceField(label=gettext_lazy("Matière"))
    teachers = forms.MultipleChoiceField(label=gettext_lazy("Enseignants"), required=False)
    others = forms.MultipleChoiceField(label=gettext_lazy("Autres classes et groupes, ensemble"), required=False)
    weekday = forms.ChoiceField(label=gettext_lazy("Jour"), required=False, choices=[("", "—"), *_DAYS])
    starts_at = forms.TimeField(
        label=gettext_lazy("Heure de début"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Durée en minutes"), required=False, min_value=1, max_value=LONGEST_LESSON,
        widget=forms.NumberInput(attrs={"type": "number"}),
    )  # fmt: skip
    room = forms.CharField(label=gettext_lazy("Salle"), required=False, max_length=60)
    pattern = forms.ChoiceField(
        label=gettext_lazy("Quelles semaines"),
        widget=forms.RadioSelect(),
        initial=Pattern.EVERY.value,
        choices=[
            (Pattern.EVERY.value, gettext_lazy("Toutes les semaines")),
            (Pattern.A.value, gettext_lazy("Les semaines A")),
            (Pattern.B.value, gettext_lazy("Les semaines B")),
            (Pattern.CHOSEN.value, gettext_lazy("Des semaines à cocher")),
        ],
    )
    weeks = forms.MultipleChoiceField(label=gettext_lazy("Semaines à cocher"), required=False)
    begins_on = day_field(gettext_lazy("Premier jour"))
    ends_on = day_field(gettext_lazy("Dernier jour"))

    def with_slots(self, grid: GridLine | None) -> None:
        """The slots of each day of the grid; without a grid, an hour is typed."""
        self.slots: dict[str, tuple[int, SlotLine]] = {}
        for weekday in range(1, 7) if grid else ():
            self.slots |= (
                {f"{weekday}-{slot.id}": (weekday, slot) for slot in grid.of_day(weekday)} if grid else {}
            )
        offered = [(key, _said(weekday, slot)) for key, (weekday, slot) in self.slots.items()]
        for number, name in enumerate(_SLOTS if grid else (), 1):
            label = _("Créneau %(number)s") % {"number": number}
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[("", "—"), *offered])

    def clean(self) -> dict[str, Any]:
        """`moments`: those chosen, slots that follow one another as one lesson."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [self.slots[found[name]] for name in _SLOTS if found.get(name)]
        hour = [found.get(name) for name in ("weekday", "starts_at", "minutes")]
        if any(hour) and not all(hour) and not self.errors:
            self.add_error("weekday", _("Donnez le jour, l’heure et la durée, ou rien des trois."))
        typed = (Moment(int(found["weekday"]), found["starts_at"], found["minutes"]),) if all(hour) else ()
        found["moments"] = (*moments_of(chosen), *typed)
        return found

    def words(self) -> dict[str, Any]:
        """What the action is asked, but for whom and in which school."""
        found = self.cleaned_data
        return {
            "subject_id": int(found["subject"]),
            "teacher_ids": [int(key) for key in found["teachers"]],
            "moments": found["moments"],
            "room": found["room"],
            "pattern": Pattern(found["pattern"]),
            "chosen": frozenset(date.fromisoformat(key) for key in found["weeks"]),
            "begins_on": found["begins_on"],
            "ends_on": found["ends_on"],
            "confirmed": found["confirmed"],
        }


def moments_of(chosen: list[tuple[int, SlotLine]]) -> tuple[Moment, ...]:
    """(weekday, slot) in any order -> moments: two slots with no break between them are one lesson, one roll."""
    moments: list[Moment] = []
    ends: tuple[int, time] | None = None
    for weekday, slot in sorted(set(chosen), key=lambda one: (one[0], one[1].starts_at)):
        if ends == (weekday, slot.starts_at):
            last = moments.pop()
            moments.append(Moment(weekday, last.starts_at, last.minutes + slot.minutes))
        else:
            moments.append(Moment(weekday, slot.starts_at, slot.minutes))
        ends = (weekday, slot.ends_at)
    return tuple(moments)


@screen("Ajouter un cours", open_to=CHANGERS, writes=True, capability=CHANGE_LESSONS)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Whose course (`?groupe=`), then the form, then the week of its first lesson."""
    groups = readable_groups(request.actor, school.id)
    group = next((one for one in groups if one.key == request.GET.get("groupe")), None)
    back = reverse("timetable:school", kwargs={"uai": school.uai})
    context: dict[str, Any] = {"school": school, "groups": groups, "group": group, "back": back}
    if group is None:
        return page(request, "timetable/course_group.html", title=_("Ajouter un cours"), **context)
    weeks = year_weeks(school.id, clock.today())
    form = CourseForm(request.POST if request.method == "POST" else None, initial=_initial(weeks))
    form.with_choices("subject", subjects_of(school.id), _("Choisir…"))
    form.with_choices("teachers", readable_teachers(request.actor, school.id))
    form.with_choices("others", tuple(one for one in groups if one is not group))
    _offer_weeks(form, weeks)
    grid = grid_serving(grids_of(school.id, group_ids=[int(group.key)]))
    form.with_slots(grid)
    if form.is_valid():
        asked = form.words()
        everybody = [int(group.key), *(int(key) for key in form.cleaned_data["others"])]
        with refusal_shown_in(form):
            add_weekly_course(actor=request.actor, school_id=school.id, group_ids=everybody, **asked)
        if form.is_valid():
            first = asked["begins_on"].isoformat()
            return redirect_saying(
                f"{back}?classe={group.key}&vue=semaine&jour={first}", _("Le cours est ajouté.")
            )
    context |= {"form": form, "grid": grid, "slots": [form[name] for name in _SLOTS if name in form.fields]}
    return page(request, "timetable/course_form.html", title=_("Ajouter un cours"), **context)


def _initial(weeks: YearWeeks | None) -> dict[str, Any]:
    if weeks is None:
        return {}
    return {"begins_on": max(clock.today(), weeks.calendar.starts_on), "ends_on": weeks.calendar.ends_on}


def _offer_weeks(form: CourseForm, weeks: YearWeeks | None) -> None:
    field = form.fields["weeks"]
    assert isinstance(field, forms.ChoiceField)
    today = clock.today()
    this_week = date.fromordinal(today.toordinal() - today.weekday())
    field.choices = [
        (one.monday.isoformat(), one.label) for one in (weeks.weeks if weeks else ()) if one.monday >= this_week
    ]


def _said(weekday: int, slot: SlotLine) -> str:
    day = words.WEEKDAYS[weekday - 1]
    return f"{day} {slot.label}, {words.hour(slot.starts_at)} – {words.hour(slot.ends_at)}"
