"""What the portal brings to the house."""

from __future__ import annotations

from preau.foundation.rooms.manifest import Capability, Manifest, MenuItem
from preau.foundation.rooms.menu import MORE, SCHOOL
from preau.kernel.actor import Actor, Profile
from preau.portal.policies import BIND_SERVICE
from preau.portal.settings_copied import SETTINGS

_SIGNED_IN = frozenset(Profile) - {Profile.ANONYMOUS}
_FAMILIES = frozenset({Profile.PUPIL, Profile.GUARDIAN})


def may_listen_to_oneself(actor: Actor, rest: str) -> bool:
    """`personne:<id>`: only oneself."""
    return rest == str(actor.person_id)


MANIFEST = Manifest(
    room="portal",
    label="Portail",
    menu=(
        MenuItem("Accueil", "home", "home", _SIGNED_IN, order=0),
        MenuItem("À faire", "portal:duties", "check", _SIGNED_IN - {Profile.AGENT}, order=1),
        MenuItem("Mes services", "portal:launcher", "school", _FAMILIES, order=90, group=MORE),
        MenuItem("Mes services", "portal:launcher", "school", _SIGNED_IN - _FAMILIES, order=90, group=SCHOOL),
        MenuItem(
            "Services ouverts",
            "portal:services",
            "check",
            frozenset({Profile.DIRECTION}),
            order=80,
            per_school=True,
            group=SCHOOL,
        ),
    ),
    account=(MenuItem("Préau sur mon téléphone", "portal:install", "phone", _SIGNED_IN, order=80),),
    capabilities=(
        Capability(BIND_SERVICE, "Choisir les services de l’établissement", frozenset({Profile.DIRECTION})),
    ),
    settings=SETTINGS,
    topics={"personne": may_listen_to_oneself},
)
