"""The reasons a school starts with (rule B6: situations of Gepi, starting reasons of Edifice, list of L131-8).

Each line: code, label, then what it does, in words of `EFFECTS`. The migration that makes the table writes them in
each school, a trigger in a school that comes later; the school then keeps its own.
"""

from __future__ import annotations

from dataclasses import dataclass

EFFECTS = {
    "légitime": "is_legitimate",
    "pièce": "needs_proof",
    "sous responsabilité": "is_under_responsibility",
    "sans manquement": "is_breach",
    "en retard": "as_lateness",
    "santé": "is_health",
    "familles": "is_for_families",
    "hors alertes": "counts_in_alerts",
    "alertes toujours": "counts_in_alerts_once_settled",
}
#: Every column of `AbsenceReason` that says what a reason does.
FLAGS = (*EFFECTS.values(), "is_shown_to_families")
#: These words take away what a reason has by default; the others add.
TAKES_AWAY = frozenset({"sans manquement", "hors alertes"})


@dataclass(frozen=True, slots=True)
class StartingReason:
    """A reason of the starting catalogue; `effects` are words of `EFFECTS`."""

    code: str
    label: str
    kind: str
    effects: tuple[str, ...]

    def column(self, name: str) -> bool:
        """What this reason has in a column of `AbsenceReason`."""
        word = next(word for word, column in EFFECTS.items() if column == name)
        return (word in self.effects) is not (word in TAKES_AWAY)


def _lines(kind: str, table: str) -> tuple[StartingReason, ...]:
    found = []
    for line in table.strip().splitlines():
        code, label, *effects = (part.strip() for part in line.split("|"))
        found.append(
            StartingReason(code, label, kind, tuple(e.strip() for e in effects[0].split(",") if e.strip()))
        )
    return tuple(found)


_ABSENCES = """
maladie | Maladie | légitime, santé, familles, hors alertes
maladie_certificat | Maladie avec certificat médical | légitime, pièce, santé, familles, hors alertes
maladie_contagieuse | Maladie contagieuse d’un proche | légitime, pièce, santé, familles, hors alertes
rendez_vous_medical | Rendez-vous médical | santé, familles, hors alertes
reunion_famille | Réunion solennelle de famille | légitime, familles, hors alertes
transport | Difficulté accidentelle des transports | légitime, familles, hors alertes
responsable_absent | Absence temporaire des responsables | légitime, familles, hors alertes
fete_religieuse | Fête religieuse du calendrier officiel | familles, hors alertes
convenance | Convenance personnelle | familles, alertes toujours
demarche | Convocation ou démarche administrative | pièce, familles, hors alertes
journee_defense | Journée défense et citoyenneté | pièce, familles, sans manquement, hors alertes
permis | Examen du permis de conduire | pièce, familles, hors alertes
competition | Compétition sportive | pièce, familles, hors alertes
hospitalisation | Hospitalisation | légitime, pièce, santé, familles, hors alertes
raison_familiale | Raison familiale | familles
refus | Refus de venir en cours |alertes toujours
non_reveil | Réveil tardif | familles, alertes toujours
infirmerie | À l’infirmerie | sous responsabilité, santé, sans manquement, hors alertes
cdi | Au CDI | sous responsabilité, sans manquement, hors alertes
etude | En étude | sous responsabilité, sans manquement, hors alertes
vie_scolaire | Avec la vie scolaire | sous responsabilité, sans manquement, hors alertes
sortie | Sortie ou voyage scolaire | sous responsabilité, sans manquement, hors alertes
examen | Examen ou épreuve | sous responsabilité, sans manquement, hors alertes
stage | Stage ou période en entreprise | sous responsabilité, sans manquement, hors alertes
dispense | Dispense | sans manquement, hors alertes
exclusion_cours | Exclusion de cours | sous responsabilité, sans manquement, hors alertes
exclusion | Exclusion temporaire de l’établissement | sans manquement, hors alertes
erreur | Erreur de saisie | sous responsabilité, sans manquement, hors alertes
"""

_LATE = """
retard_transport | Transport en retard | légitime, en retard, familles, hors alertes
retard_reveil | Réveil tardif | en retard, familles, alertes toujours
retard_medical | Rendez-vous médical | santé, en retard, familles, hors alertes
retard_intercours | Retard entre deux cours | sous responsabilité, sans manquement, alertes toujours
retard_enseignant | Retenu par un adulte | sous responsabilité, sans manquement, hors alertes
retard_autre | Autre raison | en retard, familles
"""

STARTING_REASONS = _lines("absence", _ABSENCES) + _lines("retard", _LATE)
