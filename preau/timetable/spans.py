"""When the lessons to come of a weekly course would be held, at another moment of the week."""

from __future__ import annotations

from datetime import date, time, timedelta

from preau.kernel import clock
from preau.timetable.hours import Span
from preau.timetable.models import Lesson, WeeklyCourse
from preau.timetable.rules import laid_until


def spans_to_come(course: WeeklyCourse, weekday: int, starts_at: time, minutes: int) -> list[Span]:
    """Of its lessons laid that nobody changed, and of its weeks further on; nothing of the past."""
    now, horizon = clock.now(), laid_until(clock.today())
    to_come = Lesson.objects.filter(weekly_course=course, starts_at__gt=now, changed_by_hand_at=None)
    days = {_same_week(day, weekday) for day in to_come.values_list("held_on", flat=True)}
    days |= {day for day in (_same_week(one, weekday) for one in course.alternation.mondays) if day > horizon}
    starts = (
        clock.instant(day, starts_at)
        for day in sorted(days)
        if course.stopped_on is None or day < course.stopped_on
    )
    return [Span(one, one + timedelta(minutes=minutes)) for one in starts if one > now]


def _same_week(day: date, weekday: int) -> date:
    return day + timedelta(days=weekday - day.isoweekday())
