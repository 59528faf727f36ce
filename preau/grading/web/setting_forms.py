"""The forms of the choices of a school about marks, each with the choice it says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.grading.averages.given import Code
from preau.grading.averages.rounding import Rounding
from preau.grading.code_words import USUAL_WORDS
from preau.grading.entry import TYPED, number
from preau.grading.models import GradingSettings
from preau.grading.school_choices import (
    AveragesChoice,
    Choice,
    CodesChoice,
    FamiliesChoice,
    LoadChoice,
    PositioningChoice,
)

#: Each rounding, with what it makes of an average.
ROUNDING_WORDS = {
    Rounding.TENTH: gettext_lazy("Au dixième le plus proche\u202f: 12,34 s’écrit 12,3"),
    Rounding.TENTH_UP: gettext_lazy("Au dixième supérieur\u202f: 12,34 s’écrit 12,4"),
    Rounding.HALF: gettext_lazy("Au demi-point le plus proche\u202f: 12,34 s’écrit 12,5"),
    Rounding.HALF_UP: gettext_lazy("Au demi-point supérieur\u202f: 12,51 s’écrit 13"),
    Rounding.WHOLE: gettext_lazy("Au point le plus proche\u202f: 12,34 s’écrit 12"),
    Rounding.WHOLE_UP: gettext_lazy("Au point supérieur\u202f: 12,34 s’écrit 13"),
}
_YES, _NO, _USUAL = "oui", "non", "d_office"
GENERAL_WORDS = {
    None: gettext_lazy("D’office\u202f: non en collège, oui en lycée"),
    True: gettext_lazy("Oui"),
    False: gettext_lazy("Non"),
}
_GENERAL = {_USUAL: None, _YES: True, _NO: False}


def _whole(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, error_messages={"invalid": gettext_lazy("Écrivez un nombre entier.")}
    )


def _begins(level: int) -> forms.DecimalField:
    return forms.DecimalField(
        label={
            2: gettext_lazy("Le niveau 2 commence à"),
            3: gettext_lazy("Le niveau 3 commence à"),
            4: gettext_lazy("Le niveau 4 commence à"),
        }[level],
        localize=True, max_digits=4, decimal_places=2,
        error_messages={"invalid": gettext_lazy("Écrivez une moyenne, comme 7 ou 12,5.")},
    )  # fmt: skip


class ChoiceForm(forms.Form):
    """A form of one group of choices."""

    @classmethod
    def starting(cls, kept: GradingSettings) -> dict[str, Any]:
        """What the form shows first."""
        return {name: getattr(kept, name) for name in cls.base_fields}

    def choice(self) -> Choice:
        """What was said, once the form is valid."""
        raise NotImplementedError


class AveragesForm(ChoiceForm):
    """What an average is and where it is written."""

    rounding = forms.ChoiceField(
        label=gettext_lazy("Arrondi"),
        help_text=gettext_lazy("Le calcul reste exact\u202f: seul ce qui s’affiche est arrondi, une fois."),
        choices=[(one.value, said) for one, said in ROUNDING_WORDS.items()],
    )
    shows_averages = forms.BooleanField(
        label=gettext_lazy("Les familles lisent les moyennes des matières en cours de période"), required=False
    )
    shows_general = forms.ChoiceField(
        label=gettext_lazy("Moyenne générale"),
        choices=[(said, GENERAL_WORDS[kept]) for said, kept in _GENERAL.items()],
    )
    shows_rank = forms.BooleanField(
        label=gettext_lazy("Rang de l’élève sur le bulletin"),
        help_text=gettext_lazy("Rien ne le demande, et beaucoup d’établissements y ont renoncé."),
        required=False,
    )

    @classmethod
    def starting(cls, kept: GradingSettings) -> dict[str, Any]:
        said = next(word for word, value in _GENERAL.items() if value is kept.shows_general)
        return {**super().starting(kept), "shows_general": said}

    def choice(self) -> AveragesChoice:
        said = self.cleaned_data
        return AveragesChoice(
            Rounding(said["rounding"]), said["shows_averages"], _GENERAL[said["shows_general"]], said["shows_rank"]
        )


class FamiliesForm(ChoiceForm):
    """When marks are seen, and what is seen beside them."""

    release_hour = forms.TimeField(
        label=gettext_lazy("Heure où les notes paraissent"),
        help_text=gettext_lazy(
            "Le jour choisi par l’enseignant. Les notes qui n’ont pas encore paru suivent la nouvelle heure."
        ),
    )
    parents_after_hours = _whole(
        gettext_lazy("Heures d’attente pour les parents"),
        gettext_lazy(
            "Le temps que l’élève annonce lui-même sa note. 0\u202f: en même temps que lui\u202f; 336 au plus."
        ),
    )
    shows_class_figures = forms.BooleanField(
        label=gettext_lazy("Montrer la moyenne, la plus basse et la plus haute note de la classe"), required=False
    )
    fewest_marks = _whole(
        gettext_lazy("À partir de combien de notes"),
        gettext_lazy("Au moins 5\u202f: en dessous, ces repères diraient la note d’un camarade."),
    )

    @classmethod
    def starting(cls, kept: GradingSettings) -> dict[str, Any]:
        return {**super().starting(kept), "release_hour": f"{kept.release_hour:%H:%M}"}

    def choice(self) -> FamiliesChoice:
        return FamiliesChoice(**self.cleaned_data)


class LoadForm(ChoiceForm):
    """From how many tests a new one is pointed out."""

    tests_a_day = _whole(
        gettext_lazy("Contrôles le même jour"),
        gettext_lazy(
            "Quand une classe en a déjà autant, l’enseignant qui en ajoute un est prévenu. 0\u202f: jamais."
        ),
    )
    tests_a_week = _whole(
        gettext_lazy("Contrôles la même semaine"),
        gettext_lazy("Même chose, du lundi au dimanche. 0\u202f: jamais."),
    )

    def choice(self) -> LoadChoice:
        return LoadChoice(**self.cleaned_data)


class PositioningForm(ChoiceForm):
    """Where levels begin: each ends where the next begins, so that there is neither gap nor overlap."""

    begin_2, begin_3, begin_4 = _begins(2), _begins(3), _begins(4)

    @classmethod
    def starting(cls, kept: GradingSettings) -> dict[str, Any]:
        return dict(zip(cls.base_fields, map(number, kept.positioning), strict=True))

    def choice(self) -> PositioningChoice:
        said = self.cleaned_data
        return PositioningChoice((said["begin_2"], said["begin_3"], said["begin_4"]))


class CodesForm(ChoiceForm):
    """The word of each code, one field a code: `code_abs`."""

    def __init__(self, *said: Any, **more: Any) -> None:
        super().__init__(*said, **more)
        for code, usual in USUAL_WORDS.items():
            told = {"typed": TYPED[code][0], "usual": usual}
            self.fields[f"code_{code.value}"] = forms.CharField(
                label=_("Quand l’enseignant tape «\u202f%(typed)s\u202f»") % told,
                help_text=_("Laissé vide\u202f: «\u202f%(usual)s\u202f».") % told,
                required=False,
            )

    @classmethod
    def starting(cls, kept: GradingSettings) -> dict[str, Any]:
        return {
            f"code_{code.value}": kept.code_labels.get(code.value) or str(usual)
            for code, usual in USUAL_WORDS.items()
        }

    def choice(self) -> CodesChoice:
        return CodesChoice({code: self.cleaned_data[f"code_{code.value}"] for code in Code})
