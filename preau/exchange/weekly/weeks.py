"""Sets of weeks: bit masks, ISO numbers, and the Mondays that stand for them everywhere else.

A **week mask** is a 64-bit number: bit i, from 1, is the i-th week of the timetable's year, counted from its first
Monday (formats §2.4). Bit 0 is no week. A mask may be written as a signed number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from preau.exchange.weekly.records import YearSpan
from preau.kernel import words

#: A mask of 64 bits has 63 weeks: bit 0 is none.
WEEKS_IN_MASK = 63
_ALL_BITS = (1 << 64) - 1
#: Years begin in September; software prepares them from July.
_NEW_YEAR = 7
_WEEK = timedelta(weeks=1)
_MASK = re.compile(r"-?[0-9]{1,20}")


def monday_of(day: date) -> date:
    """The Monday of the week in which `day` falls."""
    return day - timedelta(days=day.weekday())


def mask_of_text(text: str) -> int | None:
    """A mask as files write it, signed or not; None when it is no number of 64 bits."""
    if not _MASK.fullmatch(text.strip()):
        return None
    value = int(text)
    return value & _ALL_BITS if -(1 << 63) <= value <= _ALL_BITS else None


@lru_cache(maxsize=4096)
def mondays_of(mask: int, first: date) -> frozenset[date]:
    """The Mondays of a mask; `first` is the first Monday of the year."""
    return frozenset(first + (i - 1) * _WEEK for i in range(1, WEEKS_IN_MASK + 1) if mask >> i & 1)


def mask_of(mondays: Iterable[date], first: date) -> int:
    """The mask of some Mondays. Those out of the reach of a mask are not in it."""
    weeks = ((monday - first) // _WEEK + 1 for monday in mondays)
    return sum({1 << week for week in weeks if 1 <= week <= WEEKS_IN_MASK})


def mondays_between(starts_on: date, ends_on: date) -> tuple[date, ...]:
    """The Mondays of every week that has a day between these two, both included."""
    monday, found = monday_of(starts_on), []
    while monday <= ends_on:
        found.append(monday)
        monday += _WEEK
    return tuple(found)


def iso_monday(week: int, year: YearSpan) -> date | None:
    """The Monday of ISO week `week` in a school year, which spans two calendar years; None when it has none."""
    first = monday_of(year.starts_on)
    own = first.isocalendar().year
    for calendar_year in (own, own + 1):
        try:
            monday = date.fromisocalendar(calendar_year, week, 1)
        except ValueError:
            continue
        if first <= monday <= year.ends_on:
            return monday
    return None


def held_in(mondays: Iterable[date], weekday: int, year: YearSpan) -> frozenset[date]:
    """Those of these weeks whose `weekday` (1 Monday) falls within the year."""
    after = timedelta(days=weekday - 1)
    return frozenset(monday for monday in mondays if year.starts_on <= monday + after <= year.ends_on)


def code_of(mondays: Iterable[date]) -> str:
    """A code that says the weeks: `2026:36-42,45-51;2027:1-5`. The same weeks have the same code, and no other."""
    weeks = sorted({tuple(monday.isocalendar())[:2] for monday in mondays})
    parts = []
    for year, of_year in groupby(weeks, key=lambda week: week[0]):
        numbers = [week for _year, week in of_year]
        runs = (list(run) for _at, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]))
        ends = ((run[0][1], run[-1][1]) for run in runs)
        parts.append(f"{year}:" + ",".join(f"{a}-{b}" if a < b else str(a) for a, b in ends))
    return ";".join(parts)


def label_of(mondays: Iterable[date]) -> str:
    """`34 semaines, du 31/08/2026 au 28/06/2027` (Mondays), `semaine du 12/10/2026`."""
    ordered = sorted(set(mondays))
    if not ordered:
        return "aucune semaine"
    if len(ordered) == 1:
        return f"semaine du {words.short_day(ordered[0])}"
    first, last = words.short_day(ordered[0]), words.short_day(ordered[-1])
    return f"{len(ordered)} semaines, du {first} au {last}"


def span_of(starts_on: date, ends_on: date) -> YearSpan | None:
    """The school year of these days; None when they do not make one (a day to 14 months, from 1 July on)."""
    if not timedelta(days=1) <= ends_on - starts_on <= timedelta(days=430):
        return None
    return YearSpan(starts_on.year if starts_on.month >= _NEW_YEAR else starts_on.year - 1, starts_on, ends_on)
