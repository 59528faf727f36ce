"""How presence is kept in the school, and the list of its reasons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.change_attendance_settings import Choices, change_attendance_settings
from preau.attendance.models import AttendanceSettings
from preau.attendance.policies import SET
from preau.attendance.queries.reasons import catalogue_of
from preau.attendance.web.reasons import FLAG_BADGES, KINDS, SETTERS
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef


def _whole(label: Any, help_text: Any = "", *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        error_messages={"invalid": gettext_lazy("Écrivez un nombre entier.")},
    )


class SettingsForm(forms.Form):
    """The choices of `AttendanceSettings`, in plain words."""

    grace_minutes = _whole(
        gettext_lazy("Minutes avant de prévenir les familles"),
        gettext_lazy("Le temps de corriger une erreur d’appel. 0\u202f: tout de suite\u202f; 60 au plus."),
    )
    correction_hours = _whole(
        gettext_lazy("Heures pendant lesquelles un enseignant corrige son appel"),
        gettext_lazy("Comptées après la fin du cours. 0\u202f: jusqu’au soir du même jour\u202f; 72 au plus."),
    )
    splits_double_lessons = forms.BooleanField(
        label=gettext_lazy("Deux heures qui se suivent ont chacune leur appel"), required=False
    )
    counting = forms.ChoiceField(
        label=gettext_lazy("Ce que compte le bulletin"), choices=AttendanceSettings.Counting.choices
    )
    late_as_absence_from = _whole(
        gettext_lazy("Minutes de retard à partir desquelles un retard compte pour une absence"),
        gettext_lazy("Laissez vide pour qu’un retard reste toujours un retard."),
        required=False,
    )
    alert_absences = _whole(
        gettext_lazy("Absences qui déclenchent une alerte"),
        gettext_lazy("Chaque motif dit s’il compte pour les alertes."),
    )
    alert_late = _whole(gettext_lazy("Retards qui déclenchent une alerte"))
    sms_a_month = _whole(
        gettext_lazy("Courriers par SMS, au plus, chaque mois"),
        gettext_lazy("Les alertes d’absence ne sont pas comptées. 0\u202f: aucun."),
    )


@screen("Réglages de la présence", open_to=SETTERS, writes=True, capability=SET)
def change(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The choices in force, those of the house when the school made none."""
    kept = AttendanceSettings.objects.filter(school_id=school.id).first() or AttendanceSettings()
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(kept, name) for name in SettingsForm.base_fields},
    )
    if form.is_valid():
        with refusal_shown_in(form):
            change_attendance_settings(
                actor=request.actor, school_id=school.id, choices=Choices(**form.cleaned_data)
            )
        if not form.errors:
            path = reverse("attendance:settings", kwargs={"uai": school.uai})
            return redirect_saying(path, _("Les réglages sont enregistrés."))
    return page(
        request,
        "attendance/settings.html",
        title=_("Réglages de la présence"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        kinds=KINDS,
        badges=FLAG_BADGES,
        reasons=catalogue_of(school.id),
    )
