"""Facts of exemptions. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class ExemptionWritten(Event):
    """A pupil was exempted from lessons, or her exemption was changed."""

    school_id: int
    exemption_id: int
    pupil_id: int


@dataclass(frozen=True)
class ExemptionWithdrawn(Event):
    """An exemption was an error: it never held."""

    school_id: int
    exemption_id: int
    pupil_id: int
