"""What the portal brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import Capability, Manifest, MenuItem
from preau.kernel.actor import Actor, Profile
from preau.portal.policies import BIND_SERVICE
from preau.portal.settings_copied import SETTINGS

_SIGNED_IN = frozenset(Profile) - {Profile.ANONYMOUS}


def may_listen_to_oneself(actor: Actor, rest: str) -> bool:
    """`personne:<id>`: only oneself."""
    return rest == str(actor.person_id)


MANIFEST = Manifest(
    room="portal",
    label="Portail",
    menu=(
        MenuItem("Accueil", "home", "home", _SIGNED_IN, order=0),
        MenuItem("Mes services", "portal:launcher", "school", _SIGNED_IN, order=90),
        MenuItem(
            "Services ouverts",
            "portal:services",
            "check",
            frozenset({Profile.DIRECTION}),
            order=80,
            per_school=True,
        ),
    ),
    capabilities=(
        Capability(BIND_SERVICE, "Choisir les services de l’établissement", frozenset({Profile.DIRECTION})),
    ),
    settings=SETTINGS,
    topics={"personne": may_listen_to_oneself},
)
