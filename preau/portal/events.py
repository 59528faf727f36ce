"""Facts of the portal."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class ServiceBound(Event):
    """A school opened, closed or bound a service slot to an external tool."""

    school_id: int
    service: str
    state: str
