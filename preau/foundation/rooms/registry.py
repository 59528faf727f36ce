"""All manifests of the house, gathered once from the installed apps that have a `manifest.py`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from preau.foundation.rooms.anomalies import AnomalyKind, BeyondSchools, Severity
from preau.foundation.rooms.bands import BandSource
from preau.foundation.rooms.duties import DutySource
from preau.foundation.rooms.manifest import (
    Capability,
    ChildFacet,
    HomeCard,
    Manifest,
    MenuItem,
    PersonBlock,
    Service,
    SettingsGroup,
)
from preau.foundation.rooms.writings import Writing
from preau.kernel.actor import Actor, Profile


@cache
def manifests() -> tuple[Manifest, ...]:
    """The manifests in the order of INSTALLED_APPS."""
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith("preau.") and find_spec(f"{config.name}.manifest"):
            found.append(import_module(f"{config.name}.manifest").MANIFEST)
    return tuple(found)


@cache
def menu_of(profile: Profile) -> tuple[MenuItem, ...]:
    """The menu of a profile, in order."""
    items = [item for manifest in manifests() for item in manifest.menu if profile in item.profiles]
    return tuple(sorted(items, key=lambda item: item.order))


@cache
def home_cards_of(profile: Profile) -> tuple[HomeCard, ...]:
    """The blocks of a profile's home page, in order."""
    cards = [card for manifest in manifests() for card in manifest.home if profile in card.profiles]
    return tuple(sorted(cards, key=lambda card: card.order))


@cache
def child_facets() -> tuple[ChildFacet, ...]:
    """What is said of each child, in order."""
    facets = [facet for manifest in manifests() for facet in manifest.child_facets]
    return tuple(sorted(facets, key=lambda facet: facet.order))


@cache
def person_blocks_of(kinds: frozenset[str]) -> tuple[PersonBlock, ...]:
    """What is said of a person who is all this in a school, in order."""
    blocks = [block for manifest in manifests() for block in manifest.person_blocks if block.kinds & kinds]
    return tuple(sorted(blocks, key=lambda block: block.order))


@cache
def capabilities() -> tuple[Capability, ...]:
    """The rights catalogue of the house."""
    return tuple(capability for manifest in manifests() for capability in manifest.capabilities)


@cache
def capabilities_of(profile: Profile, functions: frozenset[str]) -> frozenset[str]:
    """The capabilities that a profile carries by default when it is exercised through these functions."""
    return frozenset(c.name for c in capabilities() if c.is_held_by(profile, functions))


@cache
def services() -> tuple[Service, ...]:
    """The service slots of the house."""
    return tuple(service for manifest in manifests() for service in manifest.services)


@cache
def anomaly_kinds() -> tuple[AnomalyKind, ...]:
    """Every kind of anomaly the house can find, the gravest first."""
    kinds = [kind for manifest in manifests() for kind in manifest.anomalies]
    return tuple(sorted(kinds, key=lambda kind: list(Severity).index(kind.severity)))


def beyond_schools() -> tuple[BeyondSchools, ...]:
    """What is wrong now and belongs to no school, the gravest first."""
    found = [one for manifest in manifests() for count in manifest.beyond_schools for one in count()]
    return tuple(sorted(found, key=lambda one: (list(Severity).index(one.severity), one.title)))


@cache
def person_columns() -> tuple[tuple[str, str], ...]:
    """Columns that name a person without a foreign key, as (table, column)."""
    return tuple(column for manifest in manifests() for column in manifest.person_columns)


def account_doors(actor: Actor) -> tuple[MenuItem, ...]:
    """What rooms add to « Mon compte » of this actor, in order."""
    doors = [door for manifest in manifests() for door in manifest.account if actor.profile in door.profiles]
    return tuple(sorted(doors, key=lambda door: door.order))


@cache
def settings_groups() -> tuple[SettingsGroup, ...]:
    """The choices of a school that may be copied to others, in order."""
    groups = [group for manifest in manifests() for group in manifest.settings]
    return tuple(sorted(groups, key=lambda group: group.order))


@cache
def writings() -> dict[str, Writing]:
    """Every kind of what people write and others read, by name."""
    return {writing.name: writing for manifest in manifests() for writing in manifest.writings}


@cache
def duty_sources_of(profile: Profile) -> tuple[DutySource, ...]:
    """What may stand to be done under this hat."""
    return tuple(one for manifest in manifests() for one in manifest.duties if profile in one.profiles)


@cache
def band_sources() -> tuple[BandSource, ...]:
    """What rooms put at the top of every page."""
    return tuple(source for manifest in manifests() for source in manifest.bands)


def is_held_apart(person_id: int) -> bool:
    """True when a room says that no school may merge this person's record."""
    return any(holds(person_id) for manifest in manifests() for holds in manifest.holds_apart)


@cache
def _topic_rules() -> dict[str, Callable[[Actor, str], bool]]:
    return {prefix: rule for manifest in manifests() for prefix, rule in manifest.topics.items()}


def may_listen(actor: Actor, topic: str) -> bool:
    """True when a room declares the topic's prefix and opens it to this actor."""
    prefix, _, rest = topic.partition(":")
    rule = _topic_rules().get(prefix)
    return rule is not None and rule(actor, rest)
