"""Forgotten password: ask for a code, then choose a new password."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.actions.ask_password_reset import ask_password_reset
from preau.access.actions.reset_password import reset_password
from preau.access.cookies import device_of, keep_device
from preau.access.logins import normalised_login
from preau.access.web.doors import remembering_device, tried
from preau.access.web.new_password import NewPasswordForm
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import EVERYONE, screen


class ForgottenForm(forms.Form):
    """Whose password is forgotten."""

    login = forms.CharField(label=gettext_lazy("Identifiant"), max_length=200)


class ResetForm(NewPasswordForm):
    """The code received, then the new password."""

    field_order = ("login", "code", "password", "again")

    login = forms.CharField(label=gettext_lazy("Identifiant"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Code reçu"),
        max_length=40,
        help_text=gettext_lazy("Huit lettres et chiffres, avec ou sans le tiret."),
    )


@screen("Mot de passe oublié", open_to=EVERYONE, writes=True)
def ask(request: Request) -> HttpResponse:
    """The answer never tells whether the login exists."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask_password_reset(actor=request.actor, login=form.cleaned_data["login"], device=device_of(request))
        saying = _(
            "Si ce compte existe et qu’une adresse y est confirmée, un code vient d’y partir. "
            "Il sert pendant 20 minutes."
        )
        return remembering_device(request, redirect_saying(reverse("access:new-password"), saying))
    return remembering_device(
        request, page(request, "access/forgotten.html", title=_("Mot de passe oublié"), form=form)
    )


@screen("Choisir un nouveau mot de passe", open_to=EVERYONE, writes=True)
def choose(request: Request) -> HttpResponse:
    """The code and the new password; then the person signs in with it."""
    form = ResetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        device, given = device_of(request), form.cleaned_data
        tried(
            form,
            lambda: reset_password(
                actor=request.actor,
                login=given["login"],
                code=given["code"],
                password=given["password"],
                device=device,
            ),
        )
        if form.is_valid():
            saying = _("Votre mot de passe est changé. Connectez-vous.")
            response = redirect_saying(reverse("access:sign-in"), saying)
            keep_device(response, device.having_opened(normalised_login(given["login"])))
            return response
    return remembering_device(
        request, page(request, "access/new_password.html", title=_("Nouveau mot de passe"), form=form)
    )
