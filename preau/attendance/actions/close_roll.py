"""Validate the sheet of a lesson."""

from __future__ import annotations

from typing import Any

from django.db import connection

from preau.attendance.events import RollClosed
from preau.attendance.policies import may_call_roll
from preau.attendance.sheet import LessonHead, load_lesson
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

# Closing opens a sheet that was never opened: an empty roll is recorded too (rule B6).
_CLOSE = """
INSERT INTO roll (school_id, lesson_id, opened_at, opened_by_id, closed_at, closed_by_id)
VALUES (%(school)s, %(lesson)s, %(now)s, %(actor)s, %(now)s, %(actor)s)
ON CONFLICT (lesson_id) DO UPDATE SET closed_at = excluded.closed_at, closed_by_id = excluded.closed_by_id
   WHERE roll.closed_at IS NULL
RETURNING (SELECT count(*) FROM absence a WHERE a.lesson_id = %(lesson)s AND a.school_id = %(school)s
              AND a.withdrawn_at IS NULL AND a.late_minutes IS NULL),
          (SELECT count(*) FROM absence a WHERE a.lesson_id = %(lesson)s AND a.school_id = %(school)s
              AND a.withdrawn_at IS NULL AND a.late_minutes IS NOT NULL)
"""


@action
def close_roll(*, actor: Actor, school_id: int, lesson_id: int) -> LessonHead:
    """The roll is done; whoever is not noted was present. Closing twice has one effect.

    Errors: `NotAllowed` for who may not call this roll; `NotPossible` for a cancelled lesson or one not begun.
    """
    lesson = load_lesson(lesson_id, school_id=school_id, to_change=True)
    if not may_call_roll(actor, school_id=school_id, held_on=lesson.held_on, teacher_ids=lesson.teacher_ids):
        raise NotAllowed
    if lesson.obstacle:
        raise NotPossible(lesson.obstacle)
    asked: dict[str, Any] = {
        "school": school_id,
        "lesson": lesson_id,
        "now": clock.now(),
        "actor": actor.person_id,
    }
    with connection.cursor() as cursor:
        closed = cursor.execute(_CLOSE, asked).fetchone()
    if closed is not None:
        record(RollClosed(school_id, lesson_id, absent=closed[0], late=closed[1]), actor=actor)
    return lesson
