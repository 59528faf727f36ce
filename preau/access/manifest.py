"""What access brings to the house."""

from __future__ import annotations

from preau.access.policies import ISSUE_CODES
from preau.foundation.rooms.manifest import Capability, Manifest, MenuItem
from preau.kernel.actor import Profile

_OFFICE = frozenset({Profile.DIRECTION, Profile.STAFF})

MANIFEST = Manifest(
    room="access",
    label="Comptes",
    menu=(MenuItem("Comptes", "access:accounts", "key", _OFFICE, order=70, per_school=True),),
    capabilities=(Capability(ISSUE_CODES, "Imprimer les fiches d’activation des comptes", _OFFICE),),
    retention={
        "account": "tant que la personne a un rôle dans un établissement, puis trois mois "
        "(arrêté du 30 novembre 2006, art. 6)",
        "activation_code": "trente jours après son terme",
        "reset_code": "trente jours après son terme",
        "email_code": "trente jours après son terme",
        "session": "trente jours après sa fin",
        "sign_in_attempts": "un jour",
        "mandate": "tant que le compte existe",
    },
)
