"""Sample contents of the gallery: long names, empty lists, errors; nothing here comes from a school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import forms

from preau.foundation.bodies.field import BodyField
from preau.kernel import clock

LONG_NAME = "LA ROCHEFOUCAULD-CASTELNAUDARY Marie-Antoinette"


class SampleForm(forms.Form):
    """One field of each kind; shown with and without errors."""

    nom = forms.CharField(label="Nom d’usage", help_text="Tel qu’il figure sur la carte d’identité.")
    courriel = forms.EmailField(label="Adresse électronique", required=False)
    mot_de_passe = forms.CharField(label="Mot de passe", help_text="Douze caractères au moins.")
    motif = forms.CharField(label="Motif", required=False)
    regime = forms.ChoiceField(
        label="Régime",
        choices=[("ext", "Externe"), ("dp", "Demi-pensionnaire"), ("int", "Interne")],
        help_text="Le régime dit où l’élève déjeune et dort.",
    )
    classe = forms.ChoiceField(label="Classe", choices=[("6A", "6e A"), ("4B", "4e B")])
    accord = forms.BooleanField(
        label="Recevoir un résumé chaque soir", required=False, help_text="À 18\u202fh, les jours de classe."
    )


class SampleLetter(forms.Form):
    """A text with a little shape."""

    texte = BodyField(label="Votre message", help_text="Il est lu par les familles de la classe.")


@dataclass(frozen=True, slots=True)
class SampleNotice:
    """A notice that nobody received."""

    title: str
    detail: str
    path: str
    is_new: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class SamplePupil:
    """A row of the roll: standing is present, absent or retard."""

    name: str
    standing: str
    minutes: int | None = None
    before: str = ""


def _curves() -> list[dict[str, Any]]:
    dots = [{"x": 20, "y": 90}, {"x": 60, "y": 40}, {"x": 100, "y": 22}, {"x": 240, "y": 54}]
    spans = [{"begins": 6, "ends": 110, "y": 48}]
    path = " ".join(f"{dot['x']},{dot['y']}" for dot in dots)
    said = "Trimestre 1\u202f: 3 notes, de 3/20 à 17,5/20, moyenne 12,1. Trimestre 2\u202f: 1 note, moyenne 11."
    return [
        {"subject": "Histoire, géographie, enseignement moral et civique", "said": said, "path": path,
         "dots": dots, "spans": spans},
        {"subject": "Occitan", "said": "Trimestre 1\u202f: 0 note.", "path": "", "dots": [], "spans": []},
    ]  # fmt: skip


def _notices() -> tuple[SampleNotice, ...]:
    today = clock.today()
    return (
        SampleNotice(
            "Léa est absente",
            "Mathématiques, mardi 24 novembre, 10\u202fh\u202f10 – 11\u202fh\u202f05",
            "#nouvelles",
            True,
            clock.instant(today, time(10, 14)),
        ),
        SampleNotice(
            "Tom est arrivé en retard de 7 minutes",
            "Français, lundi 23 novembre, 8\u202fh",
            "",
            False,
            clock.instant(today, time(8, 9)),
        ),
    )


@dataclass(frozen=True, slots=True)
class SampleDuty:
    """Something to do."""

    child: str
    division: str
    title: str
    detail: str
    school: str
    due: str
    is_late: bool
    verb: str
    path: str = "#a-faire"


def _duties() -> tuple[SampleDuty, ...]:
    outing = "Autorisation de sortie au musée des Augustins, retour après dix-huit heures"
    school = "Collège Jean-Jaurès"
    return (
        SampleDuty(
            "Léa", "4e B", outing, "À signer par les deux responsables.", school, "En retard", True, "Signer"
        ),
        SampleDuty("", "", "Appel de 4e B", "Mathématiques, 10 h – 11 h", "", "", False, "Faire l’appel"),
    )


def sample_context() -> dict[str, Any]:
    """What the gallery prints."""
    filled = SampleForm({"nom": "Castaing", "courriel": "", "mot_de_passe": "x", "regime": "dp", "classe": "4B"})
    wrong = SampleForm(
        {"faux-nom": "", "faux-courriel": "maelle@", "faux-regime": "", "faux-classe": "9Z"}, prefix="faux"
    )
    wrong.is_valid()
    return {
        "curves": _curves(),
        "form": filled,
        "wrong": wrong,
        "notices": _notices(),
        "duties": _duties(),
        "pupils": (
            SamplePupil("BŒUF Noé", "present"),
            SamplePupil(LONG_NAME, "absent", before="Absence notée plus tôt aujourd’hui"),
            SamplePupil("SÉGALA Léa", "retard", minutes=10),
        ),
        "long_name": LONG_NAME,
        "written": SampleLetter(initial={"texte": "<p>Bonjour,</p><ul><li>un compas</li><li>une règle</li></ul>"}),
        "key": "00000000-0000-0000-0000-000000000000",
    }
