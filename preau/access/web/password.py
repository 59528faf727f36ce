"""Change my password."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.actions.change_password import change_password
from preau.access.rules import MOST_LENGTH
from preau.access.web.doors import tried
from preau.access.web.new_password import NewPasswordForm
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, screen


class ChangePasswordForm(NewPasswordForm):
    """The current password, then the new one."""

    field_order = ("current", "password", "again")

    current = forms.CharField(label=gettext_lazy("Mot de passe actuel"), max_length=MOST_LENGTH, strip=False)


@screen("Changer son mot de passe", open_to=SIGNED_IN, writes=True)
def show(request: Request) -> HttpResponse:
    """The form; the other sessions end when it is accepted."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        tried(
            form,
            lambda: change_password(actor=request.actor, current=given["current"], password=given["password"]),
        )
        if form.is_valid():
            saying = _("Votre mot de passe est changé. Vos autres appareils sont déconnectés.")
            return redirect_saying(reverse("access:account"), saying)
    return page(request, "access/password.html", title=_("Changer mon mot de passe"), form=form)
