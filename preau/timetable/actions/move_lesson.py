"""Hold a lesson on another day, at another hour or in another room."""

from __future__ import annotations

from datetime import date, time

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.timetable.deciding import (
    check_free_to_move,
    check_nobody_is_busy,
    lesson_to_change,
    span_of,
)
from preau.timetable.events import LessonMoved
from preau.timetable.models import LessonGroup, LessonTeacher
from preau.timetable.queries.conflicts import Busy


@action
def move_lesson(
    *,
    actor: Actor,
    school_id: int,
    lesson_id: int,
    on: date,
    starts_at: time,
    minutes: int,
    room: str,
    confirmed: bool = False,
) -> None:
    """The lesson is held on `on`, from `starts_at` (wall clock of Paris) for `minutes`, in `room` ('' for none). A
    cancelled lesson that is moved is held again. It keeps the day it was laid for.

    Errors: `NotAllowed` for who does not change lessons; `NotPossible` once it has begun, for a moment past, when
    something is tied to its day, or (unless `confirmed`) when somebody would be in two places.
    """
    lesson = lesson_to_change(actor, school_id, lesson_id)
    span = span_of(on, starts_at, minutes)
    former_on = lesson.held_on
    if on != former_on:
        check_free_to_move(lesson)
    groups = LessonGroup.objects.filter(lesson=lesson)
    teachers = LessonTeacher.objects.filter(lesson=lesson)
    busy = Busy(
        tuple(teachers.values_list("person_id", flat=True)),
        tuple(groups.values_list("group_id", flat=True)),
        room.strip(),
        but=(lesson.pk,),
    )
    check_nobody_is_busy(school_id, [span], busy, confirmed=confirmed)
    lesson.held_on, lesson.starts_at, lesson.ends_at, lesson.room = on, span.starts, span.ends, room.strip()
    lesson.changed_by_hand_at, lesson.cancelled_at = clock.now(), None
    lesson.save()
    groups.update(held_on=on)
    teachers.update(held_on=on)
    record(LessonMoved(school_id, lesson.pk, on, former_on), actor=actor)
