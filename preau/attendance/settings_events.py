"""Facts of what a school chooses about presence: its settings, its catalogue of reasons."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class AttendanceSettingsChanged(Event):
    """A school changed its choices of presence."""

    school_id: int


@dataclass(frozen=True)
class ReasonAdded(Event):
    """The catalogue of a school has a reason more."""

    school_id: int
    reason_id: int


@dataclass(frozen=True)
class ReasonChanged(Event):
    """The name of a reason, or what it does, changed: what is read of past absences changes with it."""

    school_id: int
    reason_id: int


@dataclass(frozen=True)
class ReasonOffered(Event):
    """A reason is offered again, or no more."""

    school_id: int
    reason_id: int
    is_offered: bool


@dataclass(frozen=True)
class ReasonMoved(Event):
    """A reason took the place of its neighbour in the list."""

    school_id: int
    reason_id: int
