"""Add a lesson that the timetable does not have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.timetable.actions.add_lesson import add_lesson
from preau.timetable.policies import CHANGE_LESSONS
from preau.timetable.queries.lessons import subjects_of
from preau.timetable.queries.ties import readable_groups, readable_teachers
from preau.timetable.web.change import CHANGERS, MomentForm, form_page


class AddForm(MomentForm):
    """For whom, by whom, of what, when and where."""

    group = forms.ChoiceField(label=gettext_lazy("Classe ou groupe"))
    subject = forms.ChoiceField(label=gettext_lazy("Matière"))
    teacher = forms.ChoiceField(label=gettext_lazy("Enseignant"), required=False)
    field_order = ("group", "subject", "teacher", "on", "starts_at", "minutes", "room", "confirmed")


@screen("Ajouter une séance", open_to=CHANGERS, writes=True, capability=CHANGE_LESSONS)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The form, then the day of the class."""
    groups = readable_groups(request.actor, school.id)
    group = next((one.key for one in groups if one.key == request.GET.get("groupe")), "")
    form = AddForm(
        request.POST if request.method == "POST" else None,
        initial={"group": group, "on": clock.today(), "minutes": 55},
    )
    form.with_choices("group", groups, _("Choisir…"))
    form.with_choices("subject", subjects_of(school.id), _("Choisir…"))
    form.with_choices("teacher", readable_teachers(request.actor, school.id), _("Personne\u202f: une étude"))
    form.ring(school.id, [int(group)] if group else [])
    if form.is_valid():
        asked: dict[str, Any] = dict(form.cleaned_data)
        group, subject, teacher = (asked.pop(name) for name in ("group", "subject", "teacher"))
        with refusal_shown_in(form):
            add_lesson(
                actor=request.actor, school_id=school.id, subject_id=int(subject), group_ids=[int(group)],
                teacher_ids=[int(teacher)] if teacher else [], **asked,
            )  # fmt: skip
        if form.is_valid():
            path = reverse("timetable:school", kwargs={"uai": school.uai})
            return redirect_saying(f"{path}?classe={group}&jour={asked['on']}", _("La séance est ajoutée."))
    return form_page(
        request, school, form, title=_("Ajouter une séance"), lead=school.name,
        back=reverse("timetable:school", kwargs={"uai": school.uai}), button=_("Ajouter"),
    )  # fmt: skip
