"""Facts of safety and absenteeism. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class MeasuresWritten(Event):
    """What is done about the absenteeism of a pupil was written."""

    school_id: int
    pupil_id: int


@dataclass(frozen=True)
class AssemblyWritten(Event):
    """Where classes gather when the alarm rings was written."""

    school_id: int
    points: int
