"""Words of grading shared by its screens."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from preau.directory.models import Term
from preau.grading.queries.sheet import Period


def period_label(period: Period) -> str:
    """« Trimestre 1 », « Semestre 2 », « Année »."""
    return term_label(period.kind, period.number)


def term_label(kind: str, number: int) -> str:
    """The same, of a term; « Année » where none was cut."""
    if kind == Term.Kind.TRIMESTER:
        return _("Trimestre %(number)s") % {"number": number}
    if kind == Term.Kind.SEMESTER:
        return _("Semestre %(number)s") % {"number": number}
    return _("Année")


class HeadLine(NamedTuple):
    """The head of a column of a grid; `url` opens what it is of."""

    id: int | str
    title: str
    detail: str
    url: str = ""


def said_by_the_script(person_id: int) -> dict[str, str]:
    """The sentences that the script of the grid says; `who` keeps apart what each person left on a device."""
    return {
        "who": str(person_id),
        "waits": _("% notes partent…"),
        "away": _("Pas de réseau\u202f: % notes sont gardées sur cet appareil, elles partiront au retour."),
        "unkept": _("Cette note n’est pas enregistrée."),
        "go": _("Aller à la case"),
        "mine": _("Écrire «\u202f%\u202f» quand même"),
        "theirs": _("Garder l’autre"),
        "nothing": _("vide"),
    }


def cycle_label(cycle: int) -> str:
    """« Cycle 4 », « Lycée »."""
    return _("Cycle %(number)s") % {"number": cycle} if cycle else _("Lycée")
