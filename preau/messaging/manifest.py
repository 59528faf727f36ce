"""What messaging brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import Capability, Functions, Manifest
from preau.kernel.actor import Profile
from preau.messaging.policies import MODERATE, SET_RIGHTS
from preau.messaging.withdrawing import MESSAGE_WRITING

_CPE = Functions("CPE", frozenset({"EDU", "CPE"}))

MANIFEST = Manifest(
    room="messaging",
    label="Messages",
    capabilities=(
        Capability(SET_RIGHTS, "Régler qui écrit à qui", frozenset({Profile.DIRECTION})),
        Capability(
            MODERATE,
            "Relire les messages qui attendent, les laisser partir ou les refuser",
            frozenset({Profile.DIRECTION, Profile.VIE_SCOLAIRE}),
            only={Profile.VIE_SCOLAIRE: _CPE},
        ),
    ),
    retention={
        "writing_rule": "comme l’établissement",
        "group_writing_rule": "comme la classe",
        "messaging_settings": "comme l’établissement",
    },
    writings=(MESSAGE_WRITING,),
)
