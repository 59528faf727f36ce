"""What a room brings to the house: a `Manifest` in its `manifest.py`, read once at start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from preau.foundation.rooms.anomalies import AnomalyKind, BeyondSchools
from preau.foundation.rooms.bands import BandSource
from preau.foundation.rooms.digests import DigestSource
from preau.foundation.rooms.duties import DutySource
from preau.foundation.rooms.menu import MenuGroup
from preau.foundation.rooms.writings import Writing
from preau.kernel.actor import Actor, Profile


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A door in the menu: shown to these profiles, and only to who has `capability` when the door asks it;
    `url_name` takes the school's UAI when `per_school`. `group` is what it folds under; its `order` is then its
    place in the group.
    """

    label: str
    url_name: str
    icon: str
    profiles: frozenset[Profile]
    order: int = 50
    per_school: bool = False
    capability: str = ""
    group: MenuGroup | None = None


@dataclass(frozen=True, slots=True)
class HomeCard:
    """A block of the home page of these profiles.

    `lines(actor)` returns what `template` prints under the name `card`; `topics(actor)` are the live topics
    that make the block ask itself again; `every` seconds likewise without any topic (states born of time).
    """

    name: str
    profiles: frozenset[Profile]
    template: str
    lines: Callable[[Actor], Any]
    topics: Callable[[Actor], tuple[str, ...]] = lambda actor: ()
    order: int = 50
    every: int | None = None


@dataclass(frozen=True, slots=True)
class ChildFacet:
    """What a room says of each child on a parent's home page.

    `lines(actor, pupil_ids)` returns one line per pupil id; `template` prints it under the name `facet`.
    `topics(pupil_id)` are the live topics of one child.
    """

    name: str
    template: str
    lines: Callable[[Actor, tuple[int, ...]], Mapping[int, Any]]
    topics: Callable[[int], tuple[str, ...]]
    order: int = 50


@dataclass(frozen=True, slots=True)
class PersonBlock:
    """What a room says of a person on her page in a school, to those of the staff who read that page.

    `kinds`: shown of who is there a pupil (`eleve`), staff (`personnel`) or a guardian (`responsable`).
    `lines(actor, school_id, person_id)` returns what `template` prints under the name `part.lines`, None for
    nothing; it decides with the policies of its room, in one statement.
    """

    name: str
    kinds: frozenset[str]
    template: str
    lines: Callable[[Actor, int, int], Any]
    order: int = 50


@dataclass(frozen=True, slots=True)
class Functions:
    """Some functions of a profile, by their codes in the feeds (`EDU`), and their French name together."""

    label: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Capability:
    """A delegable right `room:object:verb`, what it lets one do, and who has it by default (rule B1).

    A profile gathers several functions: `only` says, per profile, to which of them the right is given.
    """

    name: str
    label: str
    profiles: frozenset[Profile]
    only: Mapping[Profile, Functions] = field(default_factory=dict)

    def is_held_by(self, profile: Profile, functions: frozenset[str]) -> bool:
        """True when this profile, exercised through these functions, has the right by default."""
        some = self.only.get(profile)
        return profile in self.profiles and (some is None or not some.codes.isdisjoint(functions))


class When(StrEnum):
    """How soon somebody is told outside of the page."""

    AT_ONCE = "aussitot"
    DAILY = "chaque_jour"
    WEEKLY = "chaque_semaine"
    NEVER = "jamais"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A category of notices: what people see in their choices; nobody but these profiles is told of it.

    `when` is how its notices leave the page, unless one chose otherwise. `is_urgent`: quiet hours do not hold
    it, and nobody may choose never. `sent_by_room`: its room sends it itself (absences, after the grace minutes);
    the choice of when stays the person's. `is_sensitive`: outside of the page only its label is told.
    """

    name: str
    label: str
    when: When = When.DAILY
    profiles: frozenset[Profile] = frozenset(Profile)
    is_urgent: bool = False
    is_sensitive: bool = False
    sent_by_room: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """A service slot that a school may switch off or bind to an external tool (capability C24).

    `url_name` is our door; `audience_code` the national audience measurement code (formats §7.1).
    """

    name: str
    label: str
    summary: str
    icon: str
    url_name: str
    profiles: frozenset[Profile]
    per_school: bool = False
    audience_code: int | None = None
    can_be_off: bool = True


@dataclass(frozen=True, slots=True)
class SettingsGroup:
    """Choices of a school that an administrator copies together to other schools (capability C127).

    `read(school_ids)` says what each of them has, as (label, value) ready to print: schools that say the same have
    the same. `write(source_id, school_ids)` gives these schools what the source has, in a few statements whatever
    their number. `refusals(source_id, school_ids)` says why some of them cannot take it, as French sentences; of a
    source whose choices cannot be copied at all, it says so under the source's own id. The scope of all is open.
    """

    name: str
    label: str
    read: Callable[[Sequence[int]], Mapping[int, tuple[tuple[str, str], ...]]]
    write: Callable[[int, Sequence[int]], None]
    refusals: Callable[[int, Sequence[int]], Mapping[int, str]] = lambda _source, _schools: {}
    order: int = 50


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything one room brings.

    `topics` says who may listen to a live topic: prefix (`eleve`) -> rule(actor, what follows the colon).
    `person_columns` are columns that hold the id of a person or a pupil without a foreign key, as (table, column):
    they follow her when two records are merged. `beyond_schools` counts what is wrong and of no school.
    `holds_apart(person_id)` is true of a person whose record no school may merge with another.
    `account` are doors of « Mon compte ». `writings` are kinds of what people write and others read.
    `duties` are kinds of what stands to be done, by whom (« À faire »). `digests` say what came to people.
    """

    room: str
    label: str
    menu: tuple[MenuItem, ...] = ()
    home: tuple[HomeCard, ...] = ()
    child_facets: tuple[ChildFacet, ...] = ()
    person_blocks: tuple[PersonBlock, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    notices: tuple[NoticeKind, ...] = ()
    services: tuple[Service, ...] = ()
    retention: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, Callable[[Actor, str], bool]] = field(default_factory=dict)
    anomalies: tuple[AnomalyKind, ...] = ()
    beyond_schools: tuple[Callable[[], tuple[BeyondSchools, ...]], ...] = ()
    person_columns: tuple[tuple[str, str], ...] = ()
    holds_apart: tuple[Callable[[int], bool], ...] = ()
    settings: tuple[SettingsGroup, ...] = ()
    account: tuple[MenuItem, ...] = ()
    writings: tuple[Writing, ...] = ()
    bands: tuple[BandSource, ...] = ()
    duties: tuple[DutySource, ...] = ()
    digests: tuple[DigestSource, ...] = ()
