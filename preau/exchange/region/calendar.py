"""The school year in which the imaginary region lives (zone C, 2026-2027). Dates are school days in Paris.

Holidays follow the ministry's calendar of zone C: from the first free day to the day classes resume, which is
not
part of them.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from preau.kernel import clock

YEAR = 2026
YEAR_LABEL = "2026-2027"
#: The year as STSweb gives it, and the days of class.
YEAR_STARTS_ON = date(2026, 9, 1)
YEAR_ENDS_ON = date(2027, 8, 31)
FIRST_DAY = date(2026, 9, 1)
LAST_DAY = date(2027, 7, 2)
HOLIDAYS = (
    (date(2026, 10, 17), date(2026, 11, 2)),
    (date(2026, 12, 19), date(2027, 1, 4)),
    (date(2027, 2, 6), date(2027, 2, 22)),
    (date(2027, 4, 3), date(2027, 4, 19)),
)
#: The delivery is dated on this day, and comes in then.
DELIVERED_ON = date(2026, 8, 29)
OPENS_AT = clock.instant(DELIVERED_ON, time(6))
#: The demonstration opens in its sixth week, on a Tuesday, twelve minutes into the third lesson.
LIVED_UNTIL = clock.instant(date(2026, 10, 6), time(10, 22))

_WEEK = timedelta(weeks=1)


def _mondays() -> tuple[date, ...]:
    """The first day of every week that holds a day of class."""
    monday = FIRST_DAY - timedelta(days=FIRST_DAY.weekday())
    found = []
    while monday <= LAST_DAY:
        if not any(start <= monday < resume for start, resume in HOLIDAYS):
            found.append(monday)
        monday += _WEEK
    return tuple(found)


#: Every week of class, and weeks A and B in turn, holidays left out of the count.
MONDAYS = _mondays()
ALTERNATIONS = {"H": MONDAYS, "Q1": MONDAYS[::2], "Q2": MONDAYS[1::2]}
