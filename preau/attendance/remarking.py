"""Writing one kind of remark on a sheet: what its actions share."""

from __future__ import annotations

from typing import Any

from django.db import connection

from preau.attendance.known import IS_EXPECTED
from preau.attendance.policies import may_call
from preau.attendance.sheet import LessonHead, load_lesson
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_WRITE = """
INSERT INTO sheet_remark (school_id, lesson_id, pupil_id, held_on, kind, words, minutes, noted_at, noted_by_id)
VALUES (%(school)s, %(lesson)s, %(pupil)s, %(held_on)s, %(kind)s, %(words)s, %(minutes)s, %(now)s, %(actor)s)
ON CONFLICT (lesson_id, pupil_id, kind) DO UPDATE
   SET words = excluded.words, minutes = excluded.minutes, noted_at = excluded.noted_at,
       noted_by_id = excluded.noted_by_id, withdrawn_at = NULL, withdrawn_by_id = NULL
 WHERE sheet_remark.withdrawn_at IS NOT NULL
    OR (sheet_remark.words, sheet_remark.minutes) IS DISTINCT FROM (excluded.words, excluded.minutes)
"""

_WITHDRAW = """
UPDATE sheet_remark SET withdrawn_at = %(now)s, withdrawn_by_id = %(actor)s
 WHERE lesson_id = %(lesson)s AND pupil_id = %(pupil)s AND school_id = %(school)s AND kind = %(kind)s
   AND withdrawn_at IS NULL
"""


def lesson_to_remark(actor: Actor, school_id: int, lesson_id: int, pupil_id: int) -> LessonHead:
    """The lesson, locked, when this actor may remark something of this pupil there.

    Errors: `NotAllowed` for who may not call its roll or a pupil not expected there; `NotPossible` when it cannot
    be called now.
    """
    lesson = load_lesson(lesson_id, school_id=school_id, to_change=True)
    if not may_call(actor, lesson):
        raise NotAllowed
    if lesson.obstacle:
        raise NotPossible(lesson.obstacle)
    asked: dict[str, Any] = {
        "lesson": lesson_id,
        "school": school_id,
        "pupil": pupil_id,
        "held_on": lesson.held_on,
    }
    with connection.cursor() as cursor:
        row = cursor.execute(f"SELECT {IS_EXPECTED}", asked).fetchone()
    if not row[0]:
        raise NotAllowed
    return lesson


def set_remark(
    actor: Actor, lesson: LessonHead, pupil_id: int, kind: str, said: tuple[str, int | None] | None
) -> bool:
    """Write a kind of remark, or withdraw it. Returns whether something changed."""
    asked: dict[str, Any] = {
        "school": lesson.school_id,
        "lesson": lesson.lesson_id,
        "pupil": pupil_id,
        "held_on": lesson.held_on,
        "kind": kind,
        "now": clock.now(),
        "actor": actor.person_id,
    }
    if said is not None:
        asked |= {"words": said[0], "minutes": said[1]}
    with connection.cursor() as cursor:
        cursor.execute(_WITHDRAW if said is None else _WRITE, asked)
        return bool(cursor.rowcount)
