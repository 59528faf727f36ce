"""Facts of the directory: what a school decides of its year and says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class ClosureAdded(Event):
    """The school will have no class, from one day to another (`half`: one half of one day)."""

    school_id: int
    closure_id: int
    starts_on: date
    ends_on: date
    half: str


@dataclass(frozen=True)
class ClosureRemoved(Event):
    """The school has class on those days after all."""

    school_id: int
    closure_id: int
    starts_on: date
    ends_on: date
    half: str


@dataclass(frozen=True)
class SchoolSettingsChanged(Event):
    """The school chose its midday, its zone, its Saturdays."""

    school_id: int


@dataclass(frozen=True)
class TermsSet(Event):
    """Some classes have their year cut in `kind` (trimesters or semesters), at new dates."""

    school_id: int
    year_id: int
    kind: str
    group_ids: tuple[int, ...]


@dataclass(frozen=True)
class CouncilsSet(Event):
    """The class councils of these terms have another date, or none any more."""

    school_id: int
    term_ids: tuple[int, ...]


@dataclass(frozen=True)
class SchoolDescribed(Event):
    """The school wrote these fields of its description: they are its own from now on."""

    school_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class SchoolGivenBack(Event):
    """The school leaves its description to the feeds again."""

    school_id: int
    fields: tuple[str, ...]
