"""What the national record brings to the house."""

from __future__ import annotations

from preau.exchange.lsu.live import may_listen
from preau.exchange.lsu.policies import EXPORT
from preau.foundation.rooms.manifest import Capability, Functions, Manifest, MenuItem
from preau.foundation.rooms.menu import SCHOOL
from preau.kernel.actor import Profile

#: Everybody to whom the right may be delegated.
OFFICE = frozenset({Profile.DIRECTION, Profile.STAFF})

MANIFEST = Manifest(
    room="lsu",
    label="Livret scolaire unique",
    menu=(
        MenuItem(
            "Livret scolaire",
            "lsu:export",
            "download",
            OFFICE,
            order=72,
            per_school=True,
            capability=EXPORT,
            group=SCHOOL,
        ),
    ),
    capabilities=(
        Capability(
            EXPORT,
            "Contrôler et exporter le livret scolaire unique (LSU)",
            OFFICE,
            only={Profile.STAFF: Functions("secrétariat", frozenset({"ADF"}))},
        ),
    ),
    topics={"livret": may_listen},
    person_columns=(("lsu_finding", "pupil_id"),),
    retention={
        "lsu_ignored": "trois mois après l’année scolaire (règle B11)",
        "lsu_file": "deux jours : le fichier contient ce qui est écrit des élèves",
        "lsu_finding": "deux jours, avec le fichier",
    },
)
