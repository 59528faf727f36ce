"""Where lesson time lies: each lesson in one half-day, each minute in one lesson.

A lesson belongs whole to the half-day in which it starts. Rule B6 asks that a lesson which merely runs over the
boundary does not make two half-days; Gepi reaches it by counting an absence in the half-day where it starts, then
moving the boundary by an hour and more. Starting is also how the calendar of the house, the closures of half-days
and the notices to families tell morning from afternoon: « mostly lies in » would give the desk another half-day
than the one told to the family. A stretch counts where it misses lesson time, so noon itself is never missed.

When two lessons of a pupil run at once, the minutes in common belong to the one that starts first: no minute is
missed twice, be it on both sides of the boundary.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from preau.attendance.counting.facts import Half, HalfDay, LessonTime, Midday
from preau.attendance.counting.spans import Span, Spans, union


class OwnTime(NamedTuple):
    """The time that is a lesson's own, and the half-day to which it belongs."""

    lesson_id: int
    half_day: HalfDay
    span: Span


def half_day_of(lesson: LessonTime, midday: Midday) -> HalfDay:
    """The half-day of a lesson: of the morning when it starts before the boundary of its day."""
    day = lesson.wall.date()
    return HalfDay(day, Half.MORNING if lesson.wall.time() < midday.of(day) else Half.AFTERNOON)


def own_times(lessons: Iterable[LessonTime], midday: Midday) -> tuple[OwnTime, ...]:
    """The lesson time, in order and with nothing in common; a lesson wholly inside earlier ones has none."""
    found: list[OwnTime] = []
    in_order = sorted({(one.span, one.id, half_day_of(one, midday)) for one in lessons})
    until = None
    for span, lesson_id, half_day in in_order:
        starts = span.starts if until is None else max(span.starts, until)
        if starts < span.ends:
            found.append(OwnTime(lesson_id, half_day, Span(starts, span.ends)))
            until = span.ends
    return tuple(found)


def time_of(owned: Iterable[OwnTime]) -> Spans:
    """The instants of these lessons."""
    return union(one.span for one in owned)
