"""Begin the roll of a lesson."""

from __future__ import annotations

from django.db import connection

from preau.attendance.events import RollOpened
from preau.attendance.policies import may_call
from preau.attendance.sheet import LessonHead
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

_OPEN = """
INSERT INTO roll (school_id, lesson_id, opened_at, opened_by_id) VALUES (%s, %s, %s, %s)
ON CONFLICT (lesson_id) DO NOTHING RETURNING id
"""


@action
def open_roll(*, actor: Actor, lesson: LessonHead) -> None:
    """The sheet exists from the first tap on. Opened twice at the same instant, it is opened once.

    Error: `NotAllowed` for who may not call this roll.
    """
    if not may_call(actor, lesson):
        raise NotAllowed
    if lesson.opened_at is not None:
        return
    with connection.cursor() as cursor:
        opened = cursor.execute(
            _OPEN, [lesson.school_id, lesson.lesson_id, clock.now(), actor.person_id]
        ).fetchone()
    if opened is not None:
        record(RollOpened(lesson.school_id, lesson.lesson_id), actor=actor)
