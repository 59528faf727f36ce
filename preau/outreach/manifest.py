"""What outreach brings to the house."""

from __future__ import annotations

from preau.directory.policies import SEE_FAMILIES
from preau.foundation.rooms.manifest import Capability, Manifest, MenuItem
from preau.foundation.rooms.menu import SCHOOL, TALK
from preau.kernel.actor import STAFF_PROFILES, Profile
from preau.outreach.policies import SET_QUIET
from preau.outreach.settings_copied import SETTINGS

_EVERYBODY = frozenset(Profile) - {Profile.ANONYMOUS}

MANIFEST = Manifest(
    room="outreach",
    label="Être prévenu",
    menu=(
        MenuItem(
            "Joindre les familles",
            "outreach:classes",
            "people",
            STAFF_PROFILES,
            order=60,
            per_school=True,
            capability=SEE_FAMILIES,
            group=TALK,
        ),
        MenuItem(
            "Heures calmes",
            "outreach:quiet",
            "clock",
            frozenset({Profile.DIRECTION}),
            order=60,
            per_school=True,
            capability=SET_QUIET,
            group=SCHOOL,
        ),
    ),
    capabilities=(
        Capability(
            SET_QUIET, "Régler les heures où rien ne part vers les familles", frozenset({Profile.DIRECTION})
        ),
    ),
    account=(MenuItem("Être prévenu", "outreach:choices", "bell", _EVERYBODY),),
    person_columns=(("sending", "person_id"),),
    retention={
        "alert_choice": "tant que la personne est là",
        "kind_choice": "tant que la personne est là",
        "quiet_choice": "tant que la personne est là",
        "digest_mark": "tant que la personne est là",
        "outreach_settings": "comme l’établissement",
        "sending": "un an (preuve d’un échange, règle B11)",
        "dead_address": "tant que l’adresse est refusée",
    },
    settings=SETTINGS,
)
