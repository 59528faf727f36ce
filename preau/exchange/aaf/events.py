"""Facts of the directory feed."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class DeliveryApplied(Event):
    """A full delivery was applied. Counts over the schools in `school_ids`, those where something changed."""

    sources: tuple[str, ...]
    school_ids: tuple[int, ...]
    pupils_in: int
    pupils_out: int
    staff_in: int
    staff_out: int
    moves: int
    records: int
    guardians_in: int
    guardians_out: int
    changes: int
    anomalies: int
