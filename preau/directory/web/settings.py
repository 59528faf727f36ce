"""The settings of a school's calendar."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.actions.change_school_settings import change_school_settings
from preau.directory.models import SchoolSettings
from preau.directory.policies import MANAGE_CALENDAR
from preau.directory.rules import ZONES
from preau.directory.web.doors import OFFICE
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef


class SettingsForm(forms.Form):
    """Midday, zone, Saturday."""

    midday = forms.TimeField(
        label=gettext_lazy("Limite entre le matin et l’après-midi"),
        help_text=gettext_lazy(
            "Un cours qui commence avant cette heure est du matin. Les demi-journées d’absence se comptent ainsi."
        ),
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Zone de vacances"),
        choices=[(zone, zone) for zone in ZONES],
        help_text=gettext_lazy("Toulouse et Montpellier sont de la zone C."),
    )
    has_saturday_class = forms.BooleanField(label=gettext_lazy("Des cours ont lieu le samedi"), required=False)


@screen("Réglages du calendrier", open_to=OFFICE, writes=True, capability=MANAGE_CALENDAR)
def change(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The choices in force, those of the house when the school made none."""
    kept = SchoolSettings.objects.filter(school_id=school.id).first() or SchoolSettings(school_id=school.id)
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "midday": f"{kept.midday:%H:%M}",
            "zone": kept.zone,
            "has_saturday_class": kept.has_saturday_class,
        },
    )
    if form.is_valid():
        with refusal_shown_in(form):
            change_school_settings(actor=request.actor, school_id=school.id, **form.cleaned_data)
        if form.is_valid():
            path = reverse("directory:calendar", kwargs={"uai": school.uai})
            return redirect_saying(path, _("Les réglages sont enregistrés."))
    return page(request, "directory/settings.html", title=_("Réglages du calendrier"), school=school, form=form)
