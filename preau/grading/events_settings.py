"""Facts of the choices of a school about marks."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class GradingSettingsChanged(Event):
    """These choices changed. `evaluation_ids`: not seen yet, they will be at the new hour."""

    school_id: int
    changed: list[str]
    evaluation_ids: list[int]


@dataclass(frozen=True)
class KindWritten(Event):
    """A kind of evaluation was added, or changed."""

    school_id: int
    kind_id: int


@dataclass(frozen=True)
class KindMoved(Event):
    """A kind of evaluation went up or down in the list."""

    school_id: int
    kind_id: int


@dataclass(frozen=True)
class KindOffered(Event):
    """A kind of evaluation is offered again, or no more."""

    school_id: int
    kind_id: int
    is_offered: bool
