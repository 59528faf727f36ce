"""Facts of the import of timetables. Ids and counts only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class TimetableImported(Event):
    """A pair of STSweb files changed the weekly courses of a school."""

    school_id: int
    new: int
    changed: int
    removed: int
    unchanged: int
    anomalies: int
