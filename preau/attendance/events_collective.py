"""Facts of trips, exams and outings. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class CollectiveAbsenceMade(Event):
    """So many pupils will be, or were, away together."""

    school_id: int
    collective_id: int
    pupils: int


@dataclass(frozen=True)
class CollectiveAbsenceChanged(Event):
    """The label, the time or the reason of a collective absence changed, for so many pupils."""

    school_id: int
    collective_id: int
    pupils: int


@dataclass(frozen=True)
class CollectiveAbsenceCancelled(Event):
    """A collective absence does not take place: so many pupils are expected again."""

    school_id: int
    collective_id: int
    pupils: int


@dataclass(frozen=True)
class CollectiveHoursChanged(Event):
    """One pupil of a collective absence has hours of her own."""

    school_id: int
    collective_id: int
    pupil_id: int
