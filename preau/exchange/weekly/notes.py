"""What is told to the school while a file is read: each thing once, and not without end."""

from __future__ import annotations

from collections.abc import Iterable

from preau.exchange.places import Anomaly, Place

#: A hostile file must not fill the memory with what is wrong in it.
KEPT_ANOMALIES = 10_000


class Odd(Exception):
    """A line that cannot be understood: it is left out, and the message, in French, says why."""


class Notes:
    """Anomalies, in the order of files and lines when they are taken out."""

    __slots__ = ("_told",)

    def __init__(self, told: Iterable[Anomaly] = ()) -> None:
        self._told: dict[Anomaly, None] = dict.fromkeys(told)

    def tell(self, place: Place, reason: str) -> None:
        if len(self._told) < KEPT_ANOMALIES:
            self._told[Anomaly(place, reason)] = None

    def all(self) -> tuple[Anomaly, ...]:
        return tuple(sorted(self._told, key=lambda told: (told.place.file, told.place.line, told.reason)))
