"""Facts of the plans that pupils benefit from. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class PlanWritten(Event):
    """A plan of a pupil was written or changed."""

    school_id: int
    pupil_id: int
    plan_id: int


@dataclass(frozen=True)
class PlanEnded(Event):
    """A plan of a pupil ended."""

    school_id: int
    pupil_id: int
    plan_id: int
