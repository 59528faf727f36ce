"""Move all the lessons to come of a weekly course."""

from __future__ import annotations

from datetime import time

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.timetable.agreement import agree_with_courses
from preau.timetable.deciding import check_minutes, check_nobody_is_busy, course_to_change
from preau.timetable.events import WeeklyCourseChanged
from preau.timetable.models import WeeklyCourseGroup, WeeklyCourseTeacher
from preau.timetable.queries.conflicts import Busy
from preau.timetable.rules import laid_until
from preau.timetable.spans import spans_to_come


@action
def change_weekly_course(
    *,
    actor: Actor,
    school_id: int,
    course_id: int,
    weekday: int,
    starts_at: time,
    minutes: int,
    room: str,
    confirmed: bool = False,
) -> None:
    """From now on the course is on `weekday` (1 Monday … 6 Saturday), from `starts_at` (wall clock of Paris) for
    `minutes`, in `room`. What its source says is kept aside: an import does not undo this. Lessons past, or that
    somebody changed one by one, stay as they are.

    Errors: `NotAllowed` for who does not change lessons; `NotPossible` for no reasonable length or (unless
    `confirmed`) when somebody would be in two places.
    """
    course = course_to_change(actor, school_id, course_id)
    check_minutes(minutes)
    teachers = WeeklyCourseTeacher.objects.filter(weekly_course=course).values_list("person_id", flat=True)
    groups = WeeklyCourseGroup.objects.filter(weekly_course=course).values_list("group_id", flat=True)
    busy = Busy(tuple(teachers), tuple(groups), room.strip(), but_courses=(course.pk,))
    spans = spans_to_come(course, weekday, starts_at, minutes)
    check_nobody_is_busy(school_id, spans, busy, confirmed=confirmed)
    course.own_weekday = weekday if weekday != course.weekday else None
    course.own_starts_at = starts_at if starts_at != course.starts_at else None
    course.own_minutes = minutes if minutes != course.minutes else None
    course.own_room = room.strip() if room.strip() != course.room else None
    course.save()
    record(WeeklyCourseChanged(school_id, course.pk), actor=actor)
    today = clock.today()
    agree_with_courses(school_id, since=today, until=laid_until(today))
