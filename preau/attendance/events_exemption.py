"""Facts of exemptions. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class ExemptionWritten(Event):
    """A pupil was exempted from lessons, or her exemption was changed: of days from `since` to `until`, those it
    held before and those it holds now. None in facts of before these were kept.
    """

    school_id: int
    exemption_id: int
    pupil_id: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class ExemptionWithdrawn(Event):
    """An exemption was an error: it never held, from `since` to `until`."""

    school_id: int
    exemption_id: int
    pupil_id: int
    since: date | None = None
    until: date | None = None
