"""Sign in. Federated doors (ÉduConnect, académies, agricultural desk) will stand above the form."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.actions.sign_in import sign_in
from preau.access.cookies import device_of
from preau.access.labels import address_of, device_label
from preau.access.rules import MOST_LENGTH
from preau.access.web.doors import asked_path, entered, remembering_device, tried
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import EVERYONE, screen


class SignInForm(forms.Form):
    """What is asked at the door."""

    login = forms.CharField(
        label=gettext_lazy("Identifiant"),
        max_length=MOST_LENGTH,
        help_text=gettext_lazy("Il est sur votre fiche d’activation, par exemple lea.martin."),
    )
    password = forms.CharField(label=gettext_lazy("Mot de passe"), max_length=MOST_LENGTH, strip=False)
    stay = forms.BooleanField(
        label=gettext_lazy("Rester connecté sur cet appareil"),
        required=False,
        help_text=gettext_lazy("Pour les élèves et les familles, pendant 30 jours. Pas sur un appareil partagé."),
    )


@screen("Se connecter", open_to=EVERYONE, writes=True)
def show(request: Request) -> HttpResponse:
    """The form; who is already in goes on to the page asked."""
    path = asked_path(request)
    if request.method != "POST" and not request.actor.is_anonymous:
        return HttpResponseRedirect(path or reverse("home"))
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        outcome = tried(
            form,
            lambda: sign_in(
                actor=request.actor,
                **given,
                device=device_of(request),
                label=device_label(request.headers.get("User-Agent", "")),
                address=address_of(request),
            ),
        )
        if outcome.opened is not None:
            return entered(request, outcome.opened, login=given["login"], path=path)
    door = reverse("access:sign-in") + (f"?{urlencode({'suite': path})}" if path else "")
    return remembering_device(
        request, page(request, "access/sign_in.html", title=_("Se connecter"), form=form, door=door)
    )
