"""The services a person has today: what rooms bring, as her schools chose, favourites first."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from preau.foundation.rooms.manifest import Service
from preau.foundation.rooms.registry import services
from preau.kernel.actor import Actor, SchoolRef
from preau.kernel.words import folded
from preau.portal.models import Favourite, ServiceBinding


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service ready to print: where it leads, and whether it leaves Préau."""

    name: str
    label: str
    summary: str
    icon: str
    url: str
    is_external: bool
    is_favourite: bool
    school: str


@dataclass(frozen=True, slots=True)
class BindingLine:
    """A service slot of a school and what the school does with it."""

    service: Service
    state: str
    external_url: str


def services_of(actor: Actor, *, search: str = "") -> tuple[ServiceLine, ...]:
    """The services of this profile in its schools, favourites first in the person's order; `search` narrows.

    A service closed in every school of the actor is absent; bound elsewhere, it leads there, once per school.
    """
    bound = {
        (school_id, service): (state, url)
        for school_id, service, state, url in ServiceBinding.objects.values_list(
            "school_id", "service", "state", "external_url"
        )
    }
    favourites = list(Favourite.objects.filter(person_id=actor.person_id).values_list("service", flat=True))
    lines = [
        line
        for service in services()
        if actor.profile in service.profiles
        for line in _lines(actor, service, bound, favourites)
    ]
    wanted = folded(search)
    found = [line for line in lines if wanted in folded(f"{line.label} {line.summary}")]
    rank = {name: at for at, name in enumerate(favourites)}
    return tuple(sorted(found, key=lambda line: (rank.get(line.name, len(rank)), folded(line.label))))


def bindings_of(school: SchoolRef) -> tuple[BindingLine, ...]:
    """Every slot of the house and this school's choice."""
    chosen = {binding.service: binding for binding in ServiceBinding.objects.filter(school_id=school.id)}
    return tuple(
        BindingLine(
            service,
            chosen[service.name].state if service.name in chosen else ServiceBinding.State.OURS.value,
            chosen[service.name].external_url if service.name in chosen else "",
        )
        for service in services()
    )


def _lines(
    actor: Actor,
    service: Service,
    bound: dict[tuple[int, str], tuple[str, str]],
    favourites: list[str],
) -> list[ServiceLine]:
    lines, seen = [], set()
    for school in actor.schools or (SchoolRef(0, "", ""),):
        state, external = bound.get((school.id, service.name), (ServiceBinding.State.OURS.value, ""))
        if state == ServiceBinding.State.OFF:
            continue
        is_external = state == ServiceBinding.State.EXTERNAL
        kwargs = {"uai": school.uai} if service.per_school else None
        url = external if is_external else reverse(service.url_name, kwargs=kwargs)
        if url in seen:
            continue
        seen.add(url)
        shown = school.name if (is_external or service.per_school) and len(actor.schools) > 1 else ""
        lines.append(
            ServiceLine(
                service.name,
                _(service.label),
                _(service.summary),
                service.icon,
                url,
                is_external,
                service.name in favourites,
                shown,
            )
        )
    return lines
