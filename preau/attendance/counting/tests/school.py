"""A pupil's week, in few words: lessons, absences and late arrivals on wall clocks of Paris."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count as numbers

from preau.attendance.counting.facts import (
    AbsentStretch,
    Admissibility,
    Effects,
    Explanation,
    LateArrival,
    LessonTime,
    Midday,
    Origin,
    OriginKind,
)
from preau.attendance.counting.totals import Tally
from preau.kernel import clock

MONDAY = date(2026, 11, 23)
NOON = Midday(time(11, 50))

NOTHING_SAID = Explanation()
ACCEPTED = Explanation(has_reason=True, admissibility=Admissibility.ACCEPTED)
PENDING = Explanation(has_reason=True)
REFUSED = Explanation(has_reason=True, admissibility=Admissibility.REFUSED)
INFIRMARY = Explanation(has_reason=True, effects=Effects(is_under_responsibility=True, is_breach=False))
EXCLUDED = Explanation(has_reason=True, effects=Effects(is_breach=False))
OVERSLEPT = Explanation(has_reason=True, effects=Effects(as_lateness=True))


def at(wall: str, day: date = MONDAY) -> datetime:
    """`8:05` on the clocks of Paris that day."""
    hour, minute = wall.split(":")
    return clock.instant(day, time(int(hour), int(minute)))


def lessons(*hours: str, day: date = MONDAY, first_id: int = 1) -> tuple[LessonTime, ...]:
    """Lessons of one day, `8:00-8:55`, numbered from `first_id`."""
    ids = numbers(first_id)
    return tuple(LessonTime(next(ids), *(at(wall, day) for wall in one.split("-"))) for one in hours)


def absent(hours: str, why: Explanation = NOTHING_SAID, *, day: date = MONDAY, row: int = 1) -> AbsentStretch:
    """A period of absence, `8:00-10:00`, of one day."""
    starts, ends = (at(wall, day) for wall in hours.split("-"))
    return AbsentStretch(period(row), starts, ends, why)


def late(
    wall: str, minutes: int, why: Explanation = NOTHING_SAID, *, day: date = MONDAY, row: int = 1
) -> LateArrival:
    """A late arrival noted at the lesson that begins then."""
    return LateArrival(noted(row), at(wall, day), minutes, why)


def period(row: int) -> Origin:
    """A period of the desk."""
    return Origin(OriginKind.PERIOD, row)


def noted(row: int) -> Origin:
    """A note of a roll."""
    return Origin(OriginKind.OBSERVATION, row)


def parts(tally: Tally) -> tuple[object, ...]:
    """The total, then what is justified, what waits and what is unjustified: the exact numbers."""
    return tuple(one.value for one in (tally.total, tally.justified, tally.awaiting, tally.unjustified))


def days_later(days: int) -> date:
    """So many days after the Monday."""
    return MONDAY + timedelta(days=days)
