"""Facts of end-of-cycle reports. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class CycleReportWritten(Event):
    """The end-of-cycle report of a pupil was written or changed."""

    school_id: int
    pupil_id: int
    cycle: int


@dataclass(frozen=True)
class CycleReportsValidated(Event):
    """The direction validated the end-of-cycle reports of these pupils of a class."""

    school_id: int
    group_id: int
    cycle: int
    pupil_ids: list[int]
