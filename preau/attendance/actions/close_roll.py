"""Validate the sheet of a lesson."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.events import AbsenceNoted, RollClosed
from preau.attendance.known import ELSEWHERE, EXEMPTED, TOLD
from preau.attendance.policies import may_call
from preau.attendance.sheet import LessonHead, NextLesson, load_lesson
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

# Whoever was told to be away, or left the school, and of whom the sheet says nothing else, is absent; who is
# elsewhere in the school is under its responsibility, and is not. A row already there, even withdrawn, is
# somebody's word: it stays.
_NOTE_TOLD = f"""
INSERT INTO absence (school_id, pupil_id, lesson_id, held_on, noted_at, noted_by_id)
SELECT %(school)s, p.id, %(lesson)s, %(held_on)s, %(now)s, %(actor)s
  FROM (SELECT DISTINCT m.pupil_id AS id
          FROM lesson_group lg
          JOIN membership m ON m.group_id = lg.group_id AND m.school_id = lg.school_id
                           AND m.begins_on <= %(held_on)s AND (m.ends_on IS NULL OR m.ends_on > %(held_on)s)
         WHERE lg.lesson_id = %(lesson)s AND lg.school_id = %(school)s) p
 CROSS JOIN LATERAL (SELECT {ELSEWHERE} AS passage, {TOLD} AS told, {EXEMPTED} AS exempted) of_her
 WHERE CASE WHEN of_her.exempted->>0 = 'false' THEN false
            WHEN of_her.passage->>4 = 'true'
            THEN (of_her.passage->>0 = 'sorti' OR of_her.passage->>3 = 'maison') AND of_her.passage->>5 = 'false'
            ELSE of_her.told IS NOT NULL
             AND NOT EXISTS (SELECT FROM sheet_remark k WHERE k.lesson_id = %(lesson)s AND k.pupil_id = p.id
                                AND k.kind = 'presence' AND k.withdrawn_at IS NULL) END
ON CONFLICT (lesson_id, pupil_id) DO NOTHING
RETURNING id, pupil_id
"""  # noqa: S608 - our own pieces

_NOTE_AGAIN = """
INSERT INTO absence (school_id, pupil_id, lesson_id, held_on, noted_at, noted_by_id)
SELECT school_id, pupil_id, %(next)s, held_on, %(now)s, %(actor)s
  FROM absence
 WHERE lesson_id = %(lesson)s AND school_id = %(school)s AND withdrawn_at IS NULL AND late_minutes IS NULL
ON CONFLICT (lesson_id, pupil_id) DO NOTHING
RETURNING id, pupil_id
"""


@action
def close_roll(*, actor: Actor, school_id: int, lesson_id: int, with_next: bool = False) -> LessonHead:
    """The roll is done; whoever is not noted was present, but those told to be away, who are noted absent. Closing
    twice has one effect. `with_next` closes also the second hour of a double lesson, with the same absents.

    Errors: `NotAllowed` for who may not call this roll; `NotPossible` for a cancelled lesson or one not begun, or
    when no lesson goes on with it.
    """
    lesson = load_lesson(lesson_id, school_id=school_id, to_change=True, with_next=with_next)
    if not may_call(actor, lesson):
        raise NotAllowed
    if lesson.obstacle:
        raise NotPossible(lesson.obstacle)
    _close(actor, lesson)
    if with_next:
        if lesson.following is None:
            raise NotPossible(_("L’appel du cours suivant est déjà fait, ou ce cours n’a pas de suite."))
        _close_next(actor, lesson, lesson.following)
    return lesson


def _close(actor: Actor, lesson: LessonHead) -> None:
    asked = _asked(actor, lesson)
    if lesson.closed_at is None:
        with connection.cursor() as cursor:
            told = cursor.execute(_NOTE_TOLD, asked).fetchall()
        _record_absences(actor, lesson.school_id, lesson.lesson_id, told)
    _end(actor, lesson.school_id, lesson.lesson_id, asked)


def _close_next(actor: Actor, lesson: LessonHead, following: NextLesson) -> None:
    head = load_lesson(following.lesson_id, school_id=lesson.school_id, to_change=True)
    with connection.cursor() as cursor:
        asked = {**_asked(actor, lesson), "next": head.lesson_id}
        again = cursor.execute(_NOTE_AGAIN, asked).fetchall()
    _record_absences(actor, lesson.school_id, head.lesson_id, again)
    _close(actor, head)


def _end(actor: Actor, school_id: int, lesson_id: int, asked: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        closed = cursor.execute(_CLOSE, asked).fetchone()
    if closed is not None:
        record(RollClosed(school_id, lesson_id, absent=closed[0], late=closed[1]), actor=actor)


def _record_absences(actor: Actor, school_id: int, lesson_id: int, rows: list[Any]) -> None:
    for absence_id, pupil_id in rows:
        record(AbsenceNoted(school_id, absence_id, pupil_id, lesson_id), actor=actor)


def _asked(actor: Actor, lesson: LessonHead) -> dict[str, Any]:
    return {
        "school": lesson.school_id,
        "lesson": lesson.lesson_id,
        "held_on": lesson.held_on,
        "starts_at": lesson.starts_at,
        "ends_at": lesson.ends_at,
        "now": clock.now(),
        "actor": actor.person_id,
    }
