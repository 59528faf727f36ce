"""The schools where somebody decides on a bad day: a head’s own, those an administrator has a mandate over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from preau.access.perimeter import administered_schools
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Place:
    """A school of hers."""

    id: int
    uai: str
    name: str


def places_of(actor: Actor) -> tuple[Place, ...]:
    """Hers, by name."""
    if actor.is_a(Profile.AGENT):
        rows = administered_schools(actor).order_by("name", "id").values_list("id", "uai", "name")
        return tuple(Place(*row) for row in rows)
    return tuple(Place(school.id, school.uai, school.name) for school in actor.schools)


@contextmanager
def perimeter(actor: Actor, capability: str) -> Iterator[tuple[Place, ...]]:
    """Her schools, their scope open: a head's is already, whoever asks for her. `NotAllowed` for who has not this
    capability, or no school.
    """
    if not actor.may(capability):
        raise NotAllowed
    places = places_of(actor)
    if not places:
        raise NotAllowed
    if not actor.is_a(Profile.AGENT):
        yield places
        return
    with scope_opened_by_hand(place.id for place in places):
        yield places
