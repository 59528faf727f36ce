"""Facts of the console."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class AnomalyKept(Event):
    """An anomaly of this school stays as it is, for a reason."""

    school_id: int
    kept_id: int
    code: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class AnomalyShownAgain(Event):
    """It is to be mended after all."""

    school_id: int
    kept_id: int
    code: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class AnomaliesCounted(Event):
    """The anomalies of these schools were counted: `anomalies` in all."""

    schools: int
    anomalies: int
