"""The two fields of a new password, wherever one is chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.rules import MOST_LENGTH

_HELP = gettext_lazy("10 caractères au moins, sans votre nom ni une date. Une phrase se retient mieux.")


class NewPasswordForm(forms.Form):
    """A password typed twice. The rules of `check_new_password` are the action's to apply."""

    password = forms.CharField(
        label=gettext_lazy("Nouveau mot de passe"), max_length=MOST_LENGTH, strip=False, help_text=_HELP
    )
    again = forms.CharField(label=gettext_lazy("Le même, encore une fois"), max_length=MOST_LENGTH, strip=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "password" in given and "again" in given and given["password"] != given["again"]:
            self.add_error("again", _("Les deux mots de passe ne sont pas les mêmes."))
        return given
