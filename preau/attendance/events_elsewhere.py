"""Facts of where pupils are besides their lessons, and of rolls that no timetable expects. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class PassageNoted(Event):
    """A pupil arrived somewhere else than in her lesson."""

    school_id: int
    passage_id: int
    pupil_id: int


@dataclass(frozen=True)
class PassageCorrected(Event):
    """The hour of an arrival was another; `former_at` is the one that had been noted."""

    school_id: int
    passage_id: int
    pupil_id: int
    former_at: datetime


@dataclass(frozen=True)
class PassageEnded(Event):
    """A pupil left where she was, for her lesson, for home or for elsewhere."""

    school_id: int
    passage_id: int
    pupil_id: int


@dataclass(frozen=True)
class PassageWithdrawn(Event):
    """A passage was an error."""

    school_id: int
    passage_id: int
    pupil_id: int


@dataclass(frozen=True)
class ConflictSettled(Event):
    """Somebody said whether a pupil noted absent here and present there was absent."""

    school_id: int
    absence_id: int
    pupil_id: int
    was_absent: bool


@dataclass(frozen=True)
class ExitRegimeWritten(Event):
    """A school named a regime, or changed when it lets pupils leave."""

    school_id: int
    regime_id: int


@dataclass(frozen=True)
class ExitRegimeAssigned(Event):
    """So many pupils have this regime from that day on (0: none any more)."""

    school_id: int
    regime_id: int
    count: int
    begins_on: date


@dataclass(frozen=True)
class FreeRollOpened(Event):
    """Somebody made a lesson to call the roll of a group that the timetable does not expect."""

    school_id: int
    lesson_id: int
    group_id: int
