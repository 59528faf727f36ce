"""What report cards bring to the house."""

from __future__ import annotations

from preau.bulletins.policies import ARRANGE, MAKE, PUBLISH, SEE_ANY, WRITE_LIFE
from preau.foundation.rooms.manifest import Capability, Functions, Manifest
from preau.kernel.actor import Profile

_YEAR = "année scolaire en cours (règle B11)"
_SCHOOL = "tant que l’établissement est là"
_SCHOOLING = "toute la scolarité secondaire (règle B11)"
_CPE = Functions("CPE", frozenset({"EDU", "CPE"}))
_OFFICE = Functions("secrétariat", frozenset({"ADF"}))

MANIFEST = Manifest(
    room="bulletins",
    label="Bulletins",
    capabilities=(
        Capability(
            PUBLISH,
            "Conduire les conseils de classe, valider, publier et signer les bulletins",
            frozenset({Profile.DIRECTION}),
        ),
        Capability(
            MAKE,
            "Éditer les bulletins",
            frozenset({Profile.DIRECTION, Profile.STAFF}),
            only={Profile.STAFF: _OFFICE},
        ),
        Capability(
            SEE_ANY,
            "Lire ce qui s’écrit pour les bulletins de toutes les classes",
            frozenset({Profile.DIRECTION, Profile.VIE_SCOLAIRE}),
            only={Profile.VIE_SCOLAIRE: _CPE},
        ),
        Capability(
            WRITE_LIFE,
            "Écrire la vie scolaire des bulletins",
            frozenset({Profile.DIRECTION, Profile.VIE_SCOLAIRE}),
            only={Profile.VIE_SCOLAIRE: _CPE},
        ),
        Capability(ARRANGE, "Arranger les modèles et les mentions des bulletins", frozenset({Profile.DIRECTION})),
    ),
    retention={
        "bulletin_settings": _SCHOOL,
        "bulletin_model": _SCHOOL,
        "mention": _SCHOOL,
        "sentence": "tant que la personne est là, ou jusqu’à ce qu’elle l’efface",
        "appreciation": _YEAR,
        "appreciation_version": "avec son appréciation",
        "appreciation_correction": "avec son appréciation",
        "programme_element": _YEAR,
        "class_comment": _YEAR,
        "teaching_project": _YEAR,
        "teaching_project_part": "avec son projet",
        "project_comment": "avec son projet",
        "accompaniment": "tant qu’il est en vigueur, puis l’année scolaire",
        "council": _YEAR,
        "council_decision": _YEAR,
        "council_decision_version": "avec sa décision",
        "council_snapshot": _YEAR,
        "school_life": _YEAR,
        "report_card": _SCHOOLING,
        "report_card_batch": _YEAR,
        "cycle_report": _SCHOOLING,
    },
)
