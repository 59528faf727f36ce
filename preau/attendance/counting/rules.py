"""The rules a count applies, each as one sentence that a screen prints, and the numbers of the law.

Sources: rule B6 (L131-8, circular 2014-159 of 24 December 2014, Gepi, PRONOTE).
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

#: « Au moins quatre demi-journées dans le mois » without legitimate reason (code de l’éducation, L131-8, 2°): the
#: head tells the academic authority (circular 2014-159).
ABSENTEEISM_FROM = 4

#: Ten half-days in the month: the educational community meets, measures are reinforced (circular 2014-159).
REINFORCED_FROM = 10


def _(sentence: str) -> str:
    """Marks a sentence for translation: screens translate it, this package knows no language and no Django."""
    return sentence


class Rule(StrEnum):
    """A rule that was applied: the key; `sentence` says it."""

    GROSS = "brut"
    PROPORTIONAL = "proportionnel"
    HOURS = "heures"
    LATE = "retard"
    AS_LATENESS = "motif_en_retard"
    NO_REASON = "sans_motif"
    PENDING = "a_examiner"
    REFUSED = "refusee"
    ACCEPTED = "acceptee"
    TURNED_BY_REASON = "motif_en_absence"
    TURNED_BY_LIMIT = "seuil_en_absence"
    WORST_OF_HALF = "le_moins_bon"
    UNDER_RESPONSIBILITY = "sous_responsabilite"
    NO_BREACH = "sans_manquement"
    COVERED = "deja_compte"
    CLOSED = "ferme"
    NO_LESSON = "sans_cours"

    @property
    def sentence(self) -> str:
        """The rule in French, for who opens a count."""
        return SENTENCES[self]


SENTENCES = {
    Rule.GROSS: _("Toute absence à un cours de la demi-journée compte pour une demi-journée."),
    Rule.PROPORTIONAL: _("La demi-journée compte en proportion du temps de cours manqué."),
    Rule.HOURS: _("Chaque minute de cours manquée compte."),
    Rule.LATE: _("Un retard compte comme retard, jamais comme absence."),
    Rule.AS_LATENESS: _("Le motif de cette absence la fait compter comme un retard."),
    Rule.NO_REASON: _("Injustifiée : aucun motif n’a été donné."),
    Rule.PENDING: _("En attente : le motif donné n’a pas encore été examiné."),
    Rule.REFUSED: _("Injustifiée : le motif donné a été refusé."),
    Rule.ACCEPTED: _("Justifiée : le motif a été accepté."),
    Rule.TURNED_BY_REASON: _("Le motif de ce retard le fait compter comme une absence."),
    Rule.TURNED_BY_LIMIT: _("Ce retard atteint la durée à partir de laquelle l’établissement compte une absence."),
    Rule.WORST_OF_HALF: _("Une partie de la demi-journée n’est pas justifiée : elle l’emporte."),
    Rule.UNDER_RESPONSIBILITY: _("L’élève était sous la responsabilité de l’établissement : rien ne compte."),
    Rule.NO_BREACH: _("Ce motif n’est pas un manquement à l’obligation d’assiduité : rien ne compte."),
    Rule.COVERED: _("Ce moment est déjà compté, ou expliqué, par une autre ligne."),
    Rule.CLOSED: _("L’établissement était fermé cette demi-journée."),
    Rule.NO_LESSON: _("L’élève n’avait pas cours à ce moment."),
}


def whole(value: Fraction) -> int:
    """The integer printed in a report card (rule B6): the nearest, a half going up. It keeps order: a part, once
    rounded, never exceeds its total.
    """
    return int(value + Fraction(1, 2))
