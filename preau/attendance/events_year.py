"""Facts of the end of a year of presence. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class PurgeProposed(Event):
    """The presence of a year that is over waits for the direction to say what becomes of it."""

    school_id: int
    year_id: int


@dataclass(frozen=True)
class PurgePutOff(Event):
    """The direction keeps the presence of a year a while longer."""

    school_id: int
    year_id: int


@dataclass(frozen=True)
class PurgeAsked(Event):
    """The direction asked that the presence of a year be erased."""

    school_id: int
    year_id: int


@dataclass(frozen=True)
class PresencePurged(Event):
    """The presence of a year was erased, and its anonymous numbers kept; so many rows went."""

    school_id: int
    year_id: int
    rows: int
