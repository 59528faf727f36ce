"""Change my e-mail address, then confirm it."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.actions.ask_email_change import ask_email_change
from preau.access.actions.confirm_email import confirm_email
from preau.access.queries import account_of
from preau.access.rules import MOST_LENGTH
from preau.access.web.doors import tried
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, screen


class EmailForm(forms.Form):
    """A new address, and the proof of who asks."""

    email = forms.EmailField(label=gettext_lazy("Nouvelle adresse électronique"))
    current = forms.CharField(label=gettext_lazy("Mot de passe actuel"), max_length=MOST_LENGTH, strip=False)


class EmailCodeForm(forms.Form):
    """The code received at the new address."""

    code = forms.CharField(
        label=gettext_lazy("Code reçu"),
        max_length=40,
        help_text=gettext_lazy("Huit lettres et chiffres, avec ou sans le tiret."),
    )


@screen("Changer son adresse électronique", open_to=SIGNED_IN, writes=True)
def change(request: Request) -> HttpResponse:
    """The former address serves until the new one is confirmed."""
    form = EmailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        tried(form, lambda: ask_email_change(actor=request.actor, **given))
        if form.is_valid():
            return redirect_saying(reverse("access:confirm-email"), _("Un code vient de partir à cette adresse."))
    return page(request, "access/email.html", title=_("Changer mon adresse électronique"), form=form)


@screen("Confirmer son adresse électronique", open_to=SIGNED_IN, writes=True)
def confirm(request: Request) -> HttpResponse:
    """The code of the address that waits."""
    form = EmailCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        tried(form, lambda: confirm_email(actor=request.actor, **given))
        if form.is_valid():
            return redirect_saying(reverse("access:account"), _("Votre adresse est confirmée."))
    return page(
        request,
        "access/email_code.html",
        title=_("Confirmer mon adresse électronique"),
        form=form,
        waiting=account_of(request.actor).waiting_email,
    )
