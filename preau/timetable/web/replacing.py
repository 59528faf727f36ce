"""Who stands in for whom: for a lesson, for some days; and the replacements under way."""

from __future__ import annotations

from datetime import timedelta
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
from preau.kernel.refusals import NotAllowed
from preau.timetable.actions.give_replacement import give_replacement
from preau.timetable.actions.replace_teacher import replace_teacher
from preau.timetable.actions.shorten_replacement import shorten_replacement
from preau.timetable.policies import CHANGE_LESSONS
from preau.timetable.queries.substitutes import replacements_of
from preau.timetable.queries.ties import readable_teachers
from preau.timetable.rules import ENTRY_AFTER
from preau.timetable.web.change import (
    CHANGERS,
    ChangeForm,
    day_field,
    day_page,
    form_page,
    lesson_asked,
    lesson_page,
)

_NOBODY = gettext_lazy("Choisir…")


class SubstituteForm(ChangeForm):
    """Who does not give this lesson, who gives it, and until when she may write."""

    absent = forms.ChoiceField(label=gettext_lazy("Qui est remplacé"))
    substitute = forms.ChoiceField(label=gettext_lazy("Qui remplace"))
    end_of_entry_on = day_field(
        gettext_lazy("Fin de la saisie"),
        gettext_lazy("Jusqu’à ce jour compris, le remplaçant peut noter et écrire pour ces élèves."),
    )
    field_order = ("absent", "substitute", "begins_on", "ends_on", "end_of_entry_on", "confirmed")


class LongForm(SubstituteForm):
    """The same for some days."""

    begins_on = day_field(gettext_lazy("Premier jour"))
    ends_on = day_field(gettext_lazy("Dernier jour"))


class ShortenForm(forms.Form):
    """A new last day."""

    ends_on = day_field(gettext_lazy("Dernier jour"))


@screen("Remplacer l’enseignant d’une séance", open_to=CHANGERS, writes=True, capability=CHANGE_LESSONS)
def one(request: Request, *, school: SchoolRef, lesson_id: int) -> HttpResponse:
    """For this lesson alone."""
    lesson = lesson_asked(school, lesson_id)
    form = SubstituteForm(
        request.POST if request.method == "POST" else None,
        initial={"end_of_entry_on": lesson.held_on + ENTRY_AFTER},
    )
    form.with_choices("absent", lesson.teachers)
    form.with_choices("substitute", readable_teachers(request.actor, school.id), str(_NOBODY))
    if form.is_valid():
        asked: dict[str, Any] = dict(form.cleaned_data)
        people: dict[str, Any] = {
            "absent_id": int(asked.pop("absent")),
            "substitute_id": int(asked.pop("substitute")),
        }
        with refusal_shown_in(form):
            replace_teacher(actor=request.actor, school_id=school.id, lesson_id=lesson_id, **people, **asked)
        if form.is_valid():
            return redirect_saying(day_page(school, lesson, lesson.held_on), _("Le remplacement est enregistré."))
    return form_page(
        request, school, form, title=_("Faire remplacer"), lead=f"{lesson.title}, {lesson.moment}",
        back=lesson_page(school, lesson_id), button=_("Enregistrer"),
    )  # fmt: skip


@screen("Remplacements", open_to=CHANGERS, writes=True, capability=CHANGE_LESSONS)
def several(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those under way, and the form of a new one."""
    today = clock.today()
    begins = {"begins_on": today, "ends_on": today, "end_of_entry_on": today + ENTRY_AFTER}
    form = LongForm(request.POST if request.method == "POST" else None, initial=begins)
    teachers = readable_teachers(request.actor, school.id)
    for name in ("absent", "substitute"):
        form.with_choices(name, teachers, str(_NOBODY))
    del form.fields["confirmed"]
    if form.is_valid():
        asked: dict[str, Any] = dict(form.cleaned_data)
        people: dict[str, Any] = {
            "absent_id": int(asked.pop("absent")),
            "substitute_id": int(asked.pop("substitute")),
        }
        with refusal_shown_in(form):
            give_replacement(actor=request.actor, school_id=school.id, **people, **asked)
        if form.is_valid():
            return redirect_saying(request.path, _("Le remplacement est enregistré."))
    lines = replacements_of(school.id, today)
    return page(
        request, "timetable/replacements.html", title=_("Remplacements"), school=school, form=form, lines=lines,
        today=today,
    )  # fmt: skip


@screen("Raccourcir un remplacement", open_to=CHANGERS, writes=True, capability=CHANGE_LESSONS)
def shorten(request: Request, *, school: SchoolRef, replacement_id: int) -> HttpResponse:
    """The teacher comes back earlier."""
    today = clock.today()
    back = reverse("timetable:replacements", kwargs={"uai": school.uai})
    line = next((one for one in replacements_of(school.id, today) if one.id == replacement_id), None)
    if line is None or line.is_of_one_lesson:
        raise NotAllowed
    form = ShortenForm(request.POST if request.method == "POST" else None, initial={"ends_on": today})
    if form.is_valid():
        with refusal_shown_in(form):
            shorten_replacement(
                actor=request.actor, school_id=school.id, replacement_id=replacement_id, **form.cleaned_data
            )
        if form.is_valid():
            return redirect_saying(back, _("Les cours d’après ce jour reviennent à leur enseignant."))
    said = {"absent": line.absent, "substitute": line.substitute, "day": words.day(line.ends_on)}
    lead = _("%(substitute)s remplace %(absent)s jusqu’au %(day)s.") % said
    form.fields["ends_on"].help_text = _("La veille du premier jour (%(eve)s au plus tôt) le retire.") % {
        "eve": words.day(line.begins_on - timedelta(days=1))
    }
    return form_page(
        request, school, form, title=_("Raccourcir le remplacement"), lead=lead, back=back, button=_("Enregistrer")
    )
