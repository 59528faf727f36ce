"""« Être prévenu des absences »: which channels one wants, besides the page."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.devices import has_device
from preau.attendance.actions.choose_alerts import choose_alerts
from preau.attendance.alerting import contacts_of
from preau.foundation.notices.sms import sms_is_configured
from preau.foundation.push.keys import public_key
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile


class AlertsForm(forms.Form):
    """Two boxes."""

    courriel = forms.BooleanField(label=gettext_lazy("Par courriel"), required=False)
    sms = forms.BooleanField(label=gettext_lazy("Par SMS"), required=False)


@screen("Être prévenu des absences", open_to=(Profile.GUARDIAN,), writes=True)
def show(request: Request) -> HttpResponse:
    """What Préau knows of how to reach the reader, and what she chooses."""
    contact = contacts_of([request.actor.person_id])[0]
    form = AlertsForm(
        request.POST if request.method == "POST" else None,
        initial={"courriel": contact.by_mail and bool(contact.email), "sms": contact.by_sms},
        auto_id="champ-%s",
    )
    if form.is_valid():
        with refusal_shown_in(form):
            choose_alerts(
                actor=request.actor, by_mail=form.cleaned_data["courriel"], by_sms=form.cleaned_data["sms"]
            )
        if not form.errors:
            return redirect_saying(url("attendance:alerts"), _("Votre choix est enregistré."))
    return page(
        request,
        "attendance/alerts.html",
        title=_("Être prévenu des absences"),
        status=422 if form.errors else 200,
        form=form,
        contact=contact,
        has_sms=sms_is_configured(),
        key=public_key(),
        is_on=has_device(request.actor.session_id),
    )
