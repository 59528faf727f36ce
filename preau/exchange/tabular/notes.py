"""What a reading leaves beside its records: the anomalies, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from preau.exchange.places import Place
from preau.exchange.tabular.records import (
    Anomaly,
)

#: Kept in full; beyond, only their number grows: a hostile file must not fill the memory.
KEPT_ANOMALIES = 10_000


@dataclass(slots=True)
class Notes:
    """Filled while a file is read."""

    anomalies: list[Anomaly] = field(default_factory=list)
    count: int = 0

    def tell(self, place: Place, reason: str, column: str = "", *, is_left_out: bool = False) -> None:
        """Keep an anomaly. `is_left_out`: the whole line or entry does not come in."""
        self.count += 1
        if len(self.anomalies) < KEPT_ANOMALIES:
            self.anomalies.append(Anomaly(place, reason, column, is_left_out))
