"""Who acts: one person, under one profile, in a set of schools. Built per request by `access`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Profile(StrEnum):
    """The hat a person wears in a session: exactly one at a time (capability C2)."""

    PUPIL = "eleve"
    GUARDIAN = "responsable"
    TEACHER = "enseignant"
    VIE_SCOLAIRE = "vie_scolaire"
    DIRECTION = "direction"
    STAFF = "personnel"
    AGENT = "agent"
    ANONYMOUS = "anonyme"


#: Profiles whose work is tied to the schools where they hold a post.
STAFF_PROFILES = frozenset({Profile.TEACHER, Profile.VIE_SCOLAIRE, Profile.DIRECTION, Profile.STAFF})


@dataclass(frozen=True, slots=True)
class SchoolRef:
    """A school as the actor meets it: its id, its UAI (for URLs) and its short name.

    `logo` and `collectivity_logo` name the images shown beside its name (their digests); empty when there is none.
    """

    id: int
    uai: str
    name: str
    logo: str = ""
    collectivity_logo: str = ""


@dataclass(frozen=True, slots=True)
class Ward:
    """A pupil this guardian answers for, and what the law lets the guardian do (rule B8).

    `school_ids` are the schools where the pupil is enrolled today; `division` and `school` name them.
    """

    pupil_id: int
    first_name: str
    school_ids: frozenset[int]
    is_informed: bool
    may_consult: bool
    may_decide: bool
    division: str = ""
    school: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """The explicit first argument of every action and policy.

    `schools` are those where the active profile holds; `capabilities` are `room:object:verb` words.
    `wards` are the pupils whose schooling a guardian follows; `adults` those who came of age and oppose it: she is
    told of a serious disturbance, and of nothing else (rule B8). `profiles` are all the hats of the person, to
    offer the switch; only `profile` counts for rights.
    """

    person_id: int
    profile: Profile
    first_name: str = ""
    last_name: str = ""
    account_id: int = 0
    session_id: int = 0
    schools: tuple[SchoolRef, ...] = ()
    wards: tuple[Ward, ...] = ()
    adults: tuple[Ward, ...] = ()
    profiles: tuple[Profile, ...] = ()
    functions: frozenset[str] = frozenset()
    capabilities: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_anonymous(self) -> bool:
        return self.profile is Profile.ANONYMOUS

    @property
    def school_ids(self) -> tuple[int, ...]:
        return tuple(school.id for school in self.schools)

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def is_a(self, *profiles: Profile) -> bool:
        """True when the active profile is one of these."""
        return self.profile in profiles

    def may(self, capability: str) -> bool:
        """True when the active profile carries this capability (`room:object:verb`)."""
        return capability in self.capabilities

    def in_school(self, school_id: int) -> bool:
        """True when the active profile holds in this school."""
        return any(school.id == school_id for school in self.schools)

    def ward(self, pupil_id: int) -> Ward | None:
        """The ward with this pupil id, or None when this actor does not answer for the pupil."""
        return next((ward for ward in self.wards if ward.pupil_id == pupil_id), None)


ANONYMOUS = Actor(person_id=0, profile=Profile.ANONYMOUS)

#: Préau itself, when it imports a feed or runs a job that nobody asked for by hand.
SYSTEM = Actor(person_id=0, profile=Profile.AGENT, last_name="Préau")
