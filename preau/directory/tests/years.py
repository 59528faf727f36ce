"""Calendars drawn by Hypothesis, and the year of the cast."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import strategies as st

from preau.directory.class_days import SchoolCalendar, Stretch
from preau.directory.models import Half
from preau.directory.rules import MIDDAY, WEEKDAYS

#: Zone C in 2026-2027, as the cast lives it.
YEAR = SchoolCalendar(
    starts_on=date(2026, 9, 1),
    ends_on=date(2027, 7, 3),
    off=(
        Stretch(date(2026, 10, 17), date(2026, 11, 1)),
        Stretch(date(2026, 12, 19), date(2027, 1, 3)),
        Stretch(date(2027, 2, 6), date(2027, 2, 21)),
        Stretch(date(2027, 4, 3), date(2027, 4, 18)),
        Stretch(date(2027, 3, 12), date(2027, 3, 12)),
        Stretch(date(2027, 6, 2), date(2027, 6, 2), Half.AFTERNOON),
    ),
    weekdays=WEEKDAYS,
    midday=MIDDAY,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@st.composite
def stretches(draw: st.DrawFn, first: date, last: date) -> Stretch:
    """Free days, that may reach out of the year."""
    start = draw(st.dates(first - timedelta(days=10), last + timedelta(days=10)))
    half = draw(st.sampled_from([None, None, *Half]))
    length = 0 if half else draw(st.integers(0, 20))
    return Stretch(start, start + timedelta(days=length), half)


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    """A year of any length up to twelve months, with holidays and closures anywhere."""
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(1, 365)))
    return SchoolCalendar(
        starts_on=first,
        ends_on=last,
        off=tuple(draw(st.lists(stretches(first, last), max_size=6))),
        weekdays=draw(st.sampled_from([WEEKDAYS, WEEKDAYS | {6}, frozenset({1, 2, 4, 5})])),
        midday=draw(st.times(time(10), time(15))),
    )
