"""To which schools: the question that forms above schools add."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from preau.news.above import ALL, COLLEGES, LYCEES, TYPED
from preau.news.web.banner_form import BannerForm
from preau.news.web.item_form import ItemForm

_CHOICES = (
    (ALL, gettext_lazy("Tous ceux de mon périmètre")),
    (COLLEGES, gettext_lazy("Les collèges")),
    (LYCEES, gettext_lazy("Les lycées")),
    (TYPED, gettext_lazy("Seulement ceux-ci")),
)


def ask_schools(form: forms.Form) -> None:
    """Add the two fields."""
    form.fields["schools"] = forms.ChoiceField(
        label=gettext_lazy("Quels établissements"), choices=_CHOICES, initial=ALL,
        help_text=gettext_lazy("Ce choix ne change plus ensuite."),
    )  # fmt: skip
    form.fields["uais"] = forms.CharField(
        label=gettext_lazy("Leurs UAI"), required=False, max_length=40_000,
        help_text=gettext_lazy("Un par ligne, pour «\u202fSeulement ceux-ci\u202f»."),
    )  # fmt: skip


class ItemAboveForm(ItemForm):
    """An item for several schools: no thread, no class, no comment."""

    def __init__(self, *args: Any, is_new: bool, files: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(threads=(), places=(), files=files)
        if is_new:
            ask_schools(self)


class BannerAboveForm(BannerForm):
    """A banner for several schools."""

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            ask_schools(self)
