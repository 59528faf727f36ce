"""Hours, lengths, days and dates, as timetable software writes them. A text that is none of these gives None."""

from __future__ import annotations

import re
from datetime import date, time

from preau.kernel.words import WEEKDAYS, folded

END_OF_DAY = 24 * 60
OLDEST, LATEST = 1900, 2100

_HOUR = re.compile(r"([0-9]{1,2})\s*[hH:]\s*([0-9]{2})?(?::[0-9]{2})?")
_RANGE = re.compile(r"(.+?)\s+[-–]\s+(.+)")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?")
_FRENCH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_DAYS = {name: number for number, name in enumerate(WEEKDAYS[:6], start=1)}


def minutes_of(text: str) -> int | None:
    """`13h30`, `  8H`, `08:00:00` → minutes since midnight, seconds dropped."""
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def length_of(text: str) -> int | None:
    """`1h00`, `0h55`, `2h` → minutes, more than none."""
    return minutes_of(text) or None


def range_of(text: str) -> tuple[int, int | None] | None:
    """`8h00 - 9h35` → its two ends; `8H` → its start alone. None also when it ends before it starts."""
    cut = _RANGE.fullmatch(text.strip())
    if cut is None:
        starts = minutes_of(text)
        return None if starts is None else (starts, None)
    starts, ends = minutes_of(cut[1]), minutes_of(cut[2])
    return (starts, ends) if starts is not None and ends is not None and starts < ends else None


def wall(minutes: int) -> time:
    """Minutes since midnight → an hour on the wall."""
    return time(*divmod(minutes, 60))


def weekday_of(text: str) -> int | None:
    """`mardi`, `Mardi`, `2` → 2. Sunday is no day of class."""
    plain = folded(text)
    return int(plain) if plain in {"1", "2", "3", "4", "5", "6"} else _DAYS.get(plain)


def date_of(text: str) -> date | None:
    """`2026-09-01` (an hour may follow), `01/09/2026`; between 1900 and 2100."""
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        year, month, day = map(int, iso.groups())
    elif french := _FRENCH.fullmatch(text):
        day, month, year = map(int, french.groups())
    else:
        return None
    try:
        return date(year, month, day) if OLDEST <= year <= LATEST else None
    except ValueError:
        return None
