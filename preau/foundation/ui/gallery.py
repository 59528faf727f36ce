"""Sample contents of the gallery: long names, empty lists, errors; nothing here comes from a school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from preau.kernel import clock


class SampleForm(forms.Form):
    """One field of each kind, the first in error."""

    nom = forms.CharField(label="Nom d’usage", help_text="Tel qu’il figure sur la carte d’identité.")
    courriel = forms.EmailField(label="Adresse électronique", required=False)
    regime = forms.ChoiceField(
        label="Régime", choices=[("ext", "Externe"), ("dp", "Demi-pensionnaire"), ("int", "Interne")]
    )
    accord = forms.BooleanField(label="Recevoir un résumé chaque soir", required=False)


@dataclass(frozen=True, slots=True)
class SampleNotice:
    """A notice that nobody received."""

    title: str
    detail: str
    path: str
    is_new: bool
    at: datetime


def sample_context() -> dict[str, Any]:
    """What the gallery prints."""
    form = SampleForm({"nom": "", "courriel": "maelle@example.org", "regime": "dp"})
    form.is_valid()
    now = clock.now()
    return {
        "form": form,
        "notices": (
            SampleNotice("Léa est absent·e", "Mathématiques, mardi 24 novembre, 10 h 10 – 11 h 05", "", True, now),
            SampleNotice(
                "Tom est arrivé·e en retard", "Français, lundi 23 novembre à 8 h : 7 min", "", False, now
            ),
        ),
        "long_name": "Marie-Antoinette de La Rochefoucauld-Castelnaudary-Bœuf",
        "new_key": lambda: "00000000-0000-0000-0000-000000000000",
    }
