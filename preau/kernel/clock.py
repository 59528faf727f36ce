"""The one clock. A school day is a date in Europe/Paris, an event is an instant (aware, UTC).

The demonstration moves the clock by `PREAU_CLOCK_OFFSET` seconds so that a lesson is always under way;
tests hold it with `at()`. Nothing else in the project reads the time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_offset = timedelta(seconds=float(os.environ.get("PREAU_CLOCK_OFFSET", "0") or 0))
_held: datetime | None = None


def now() -> datetime:
    """The present instant, aware, in UTC."""
    if _held is not None:
        return _held
    return datetime.now(UTC) + _offset


def local(instant: datetime) -> datetime:
    """The same instant as a wall clock in Paris shows it."""
    return instant.astimezone(PARIS)


def school_day(instant: datetime) -> date:
    """The date in Paris on which this instant falls."""
    return instant.astimezone(PARIS).date()


def today() -> date:
    """The school day of now."""
    return school_day(now())


def instant(day: date, wall: time) -> datetime:
    """The instant at which clocks in Paris show `wall` on `day` (the first one when the hour repeats)."""
    return datetime.combine(day, wall, tzinfo=PARIS).astimezone(UTC)


def is_moved() -> bool:
    """True when this process lives at another time than the world (demonstration, tests)."""
    return _held is not None or bool(_offset)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) inside the block. For tests and for building past days."""
    global _held
    if moment.tzinfo is None:
        raise ValueError("clock.at wants an aware datetime")
    before, _held = _held, moment.astimezone(UTC)
    try:
        yield
    finally:
        _held = before
