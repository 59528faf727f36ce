"""The quiet hours of a school: the head adapts them (boarding, examinations)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile, SchoolRef
from preau.outreach.actions.choose_quiet_hours import choose_quiet_hours
from preau.outreach.models import OutreachSettings
from preau.outreach.policies import SET_QUIET

_HOUR = {
    "required": gettext_lazy("Donnez une heure."),
    "invalid": gettext_lazy("Écrivez une heure, par exemple 20:00."),
}


class QuietForm(forms.Form):
    """The evening, the morning, week-ends."""

    since = forms.TimeField(label=gettext_lazy("La pause commence le soir à"), error_messages=_HOUR)
    until = forms.TimeField(label=gettext_lazy("Elle finit le matin à"), error_messages=_HOUR)
    weekends = forms.BooleanField(
        label=gettext_lazy("La pause dure du vendredi soir au lundi matin"), required=False
    )


@screen("Heures calmes de l’établissement", open_to=(Profile.DIRECTION,), writes=True, capability=SET_QUIET)
def change(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those in force, the defaults when the school chose none."""
    kept = OutreachSettings.objects.filter(school_id=school.id).first() or OutreachSettings(school_id=school.id)
    initial = {
        "since": f"{kept.quiet_from:%H:%M}", "until": f"{kept.quiet_until:%H:%M}", "weekends": kept.quiet_weekends,
    }  # fmt: skip
    form = QuietForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusal_shown_in(form):
            choose_quiet_hours(actor=request.actor, school_id=school.id, **form.cleaned_data)
        if form.is_valid():
            return redirect_saying(
                url("outreach:quiet", uai=school.uai), _("Les heures calmes sont enregistrées.")
            )
    return page(
        request, "outreach/quiet.html", title=_("Heures calmes"), school=school, form=form,
        status=422 if form.errors else 200,
    )  # fmt: skip
