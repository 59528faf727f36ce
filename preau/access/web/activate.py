"""First sign-in: the code of the sheet, and a password of one's own."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.actions.activate_account import activate_account
from preau.access.cookies import device_of
from preau.access.labels import device_label
from preau.access.outcome import Outcome
from preau.access.web.doors import entered, remembering_device, tried
from preau.access.web.new_password import NewPasswordForm
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import EVERYONE, screen


class ActivationForm(NewPasswordForm):
    """What the sheet says, then what the person chooses."""

    field_order = ("login", "code", "password", "again", "email")

    login = forms.CharField(label=gettext_lazy("Identifiant"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Code d’activation"),
        max_length=40,
        help_text=gettext_lazy("Douze lettres et chiffres, avec ou sans les tirets."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Adresse électronique"),
        required=False,
        help_text=gettext_lazy("La vôtre. Elle sert à retrouver un mot de passe oublié."),
    )


@screen("Activer son compte", open_to=EVERYONE, writes=True)
def show(request: Request) -> HttpResponse:
    """The form; once it is accepted the person is in."""
    form = ActivationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        outcome = tried(
            form,
            lambda: activate_account(
                actor=request.actor,
                login=given["login"],
                code=given["code"],
                password=given["password"],
                email=given["email"],
                device=device_of(request),
                label=device_label(request.headers.get("User-Agent", "")),
            ),
        )
        if form.is_valid():
            return _welcome(request, outcome, login=given["login"], email=given["email"])
    return remembering_device(
        request, page(request, "access/activate.html", title=_("Activer mon compte"), form=form)
    )


def _welcome(request: Request, outcome: Outcome, *, login: str, email: str) -> HttpResponse:
    saying = _("Votre compte est ouvert.")
    if email:
        saying = _("Votre compte est ouvert. Un code part vers votre adresse : tapez-le dans « Mon compte ».")
    if outcome.opened is None:
        return redirect_saying(reverse("access:sign-in"), saying)
    return entered(request, outcome.opened, login=login, saying=saying)
