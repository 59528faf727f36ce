"""Facts of the open-data imports. Counts only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class CalendarImported(Event):
    """The official calendar changed holidays, or opened school years."""

    new: int
    changed: int
    removed: int
    years: int


@dataclass(frozen=True)
class SchoolsImported(Event):
    """The public directory changed the description of schools."""

    created: int
    changed: int
    closed: int
    joined: int
