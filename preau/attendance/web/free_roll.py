"""« Appel libre »: a roll without a timetable (capability C56)."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.open_free_roll import open_free_roll
from preau.attendance.queries.free_roll import callable_groups, callable_subjects
from preau.attendance.web.roll import CALLERS
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef

_HOUR = {"invalid": gettext_lazy("Écrivez l’heure ainsi\u202f: 10:40.")}


class FreeRollForm(forms.Form):
    """Which group, from when to when, in which subject."""

    groupe = forms.ChoiceField(label=gettext_lazy("Classe ou groupe"))
    debut = forms.TimeField(label=gettext_lazy("De"), error_messages=_HOUR)
    fin = forms.TimeField(label=gettext_lazy("À"), error_messages=_HOUR)
    matiere = forms.ChoiceField(label=gettext_lazy("Matière"), required=False)


@screen("Appel sans emploi du temps", open_to=CALLERS, writes=True)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Today, from now on for an hour unless somebody says otherwise; leads to the sheet."""
    actor = request.actor
    groups = callable_groups(actor, school.id)
    now = clock.local(clock.now())
    begun = now - timedelta(minutes=now.minute % 5)
    form = FreeRollForm(
        request.POST if request.method == "POST" else None,
        initial={"debut": f"{begun:%H:%M}", "fin": f"{begun + timedelta(minutes=55):%H:%M}"},
    )
    groupe, matiere = form.fields["groupe"], form.fields["matiere"]
    assert isinstance(groupe, forms.ChoiceField)
    assert isinstance(matiere, forms.ChoiceField)
    groupe.choices = [(str(group.id), group.label) for group in groups]
    subjects = [(str(pk), label) for pk, label in callable_subjects(actor, school.id)]
    matiere.choices = [("", _("Appel libre")), *subjects]
    if form.is_valid():
        said = form.cleaned_data
        with refusal_shown_in(form):
            lesson_id = open_free_roll(
                actor=actor,
                school_id=school.id,
                group_id=int(said["groupe"]),
                starts_at=said["debut"],
                ends_at=said["fin"],
                subject_id=int(said["matiere"]) if said["matiere"] else None,
            )
        if not form.errors:
            return redirect_saying(reverse("attendance:roll", kwargs={"uai": school.uai, "lesson_id": lesson_id}))
    return page(
        request, "attendance/free_roll.html", title=_("Appel libre"), school=school,
        status=422 if form.errors else 200, form=form, groups=groups,
    )  # fmt: skip
