"""The tap: a pupil is present, absent or late at a lesson."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.actions.open_roll import open_roll
from preau.attendance.events import AbsenceNoted, AbsenceWithdrawn, LateArrivalNoted, StandingConfirmed
from preau.attendance.policies import may_call_roll
from preau.attendance.rules import LATE_MOST, Standing
from preau.attendance.sheet import LessonHead, load_lesson
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

# One statement answers everything the tap must know: was this very tap received before, is the pupil expected
# here, and what stands noted. The lesson is locked by then: no other tap comes between this reading and the write.
_BEFORE = """
SELECT EXISTS (SELECT FROM ledger_event WHERE actor_id = %(actor)s AND key = %(key)s),
       EXISTS (SELECT FROM lesson_group lg
                 JOIN membership m ON m.group_id = lg.group_id AND m.school_id = lg.school_id
                WHERE lg.lesson_id = %(lesson)s AND lg.school_id = %(school)s AND m.pupil_id = %(pupil)s
                  AND m.begins_on <= %(held_on)s AND (m.ends_on IS NULL OR m.ends_on > %(held_on)s)),
       (SELECT jsonb_build_array(a.id, a.late_minutes) FROM absence a
         WHERE a.lesson_id = %(lesson)s AND a.pupil_id = %(pupil)s AND a.school_id = %(school)s
           AND a.withdrawn_at IS NULL),
       p.last_name, p.first_name
  FROM person p WHERE p.id = %(pupil)s
"""

_NOTE = """
INSERT INTO absence (school_id, pupil_id, lesson_id, held_on, late_minutes, noted_at, noted_by_id)
VALUES (%(school)s, %(pupil)s, %(lesson)s, %(held_on)s, %(late)s, %(now)s, %(actor)s)
ON CONFLICT (lesson_id, pupil_id) DO UPDATE
   SET late_minutes = excluded.late_minutes, noted_at = excluded.noted_at, noted_by_id = excluded.noted_by_id,
       withdrawn_at = NULL, withdrawn_by_id = NULL
RETURNING id
"""

_WITHDRAW = """
UPDATE absence SET withdrawn_at = %(now)s, withdrawn_by_id = %(actor)s
 WHERE lesson_id = %(lesson)s AND pupil_id = %(pupil)s AND school_id = %(school)s AND withdrawn_at IS NULL
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Noted:
    """What stands after the tap, ready to draw the pupil's line again."""

    lesson: LessonHead
    pupil_id: int
    last_name: str
    first_name: str
    standing: Standing
    late_minutes: int | None
    was_absent_before: bool = False

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}"


@action
def note_standing(
    *,
    actor: Actor,
    school_id: int,
    lesson_id: int,
    pupil_id: int,
    standing: Standing,
    late_minutes: int | None = None,
    key: uuid.UUID | None = None,
) -> Noted:
    """Note a pupil's standing at a lesson; saying twice the same thing, or sending the same `key` twice, has
    one effect. `late_minutes` (1 to 240) defaults to those already noted, else to the minutes since the lesson
    began. `key` is the form's: its three buttons share it, so it is known together with what was said of whom.

    Errors: `NotAllowed` for who may not call this roll or a pupil not expected there; `NotPossible` for a
    cancelled lesson, one not begun or minutes out of range.
    """
    lesson = load_lesson(lesson_id, school_id=school_id, to_change=True)
    if not may_call_roll(actor, school_id=school_id, held_on=lesson.held_on, teacher_ids=lesson.teacher_ids):
        raise NotAllowed
    if lesson.obstacle:
        raise NotPossible(lesson.obstacle)
    gesture = key and uuid.uuid5(key, f"{lesson_id} {pupil_id} {standing.value} {late_minutes}")
    asked: dict[str, Any] = {
        "actor": actor.person_id,
        "key": gesture,
        "lesson": lesson_id,
        "school": school_id,
        "pupil": pupil_id,
        "held_on": lesson.held_on,
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        before = cursor.execute(_BEFORE, asked).fetchone()
    if before is None:
        raise NotAllowed
    is_repetition, is_expected, standing_noted, last_name, first_name = before
    noted = json.loads(standing_noted) if standing_noted else None
    if not is_expected and noted is None:
        raise NotAllowed
    if is_repetition:
        return _as_it_stands(lesson, pupil_id, last_name, first_name, noted)
    late = _minutes(lesson, late_minutes, noted) if standing is Standing.LATE else None
    open_roll(actor=actor, lesson=lesson)
    if _differs(standing, late, noted):
        _write(actor, lesson, {**asked, "late": late}, standing, late, gesture)
    elif gesture is not None:
        record(StandingConfirmed(school_id, pupil_id, lesson_id), actor=actor, key=gesture)
    return Noted(lesson, pupil_id, last_name, first_name, standing, late)


def _minutes(lesson: LessonHead, given: int | None, noted: list[int | None] | None) -> int:
    if given is not None:
        if not 1 <= given <= LATE_MOST:
            raise NotPossible(
                _("Indiquez un retard entre 1 et %(most)s minutes.") % {"most": LATE_MOST}, field="minutes"
            )
        return given
    if noted is not None and noted[1] is not None:
        return noted[1]
    if not lesson.starts_at <= clock.now() <= lesson.ends_at:
        return 5
    elapsed = int((clock.now() - lesson.starts_at).total_seconds() // 60)
    return min(max(elapsed, 1), LATE_MOST)


def _differs(standing: Standing, late: int | None, noted: list[int | None] | None) -> bool:
    if standing is Standing.PRESENT:
        return noted is not None
    return noted is None or noted[1] != late


def _as_it_stands(
    lesson: LessonHead, pupil_id: int, last_name: str, first_name: str, noted: list[int | None] | None
) -> Noted:
    if noted is None:
        return Noted(lesson, pupil_id, last_name, first_name, Standing.PRESENT, None)
    standing = Standing.ABSENT if noted[1] is None else Standing.LATE
    return Noted(lesson, pupil_id, last_name, first_name, standing, noted[1])


def _write(
    actor: Actor,
    lesson: LessonHead,
    asked: dict[str, Any],
    standing: Standing,
    late: int | None,
    key: uuid.UUID | None,
) -> None:
    pupil_id = asked["pupil"]
    with connection.cursor() as cursor:
        row = cursor.execute(_WITHDRAW if standing is Standing.PRESENT else _NOTE, asked).fetchone()
    if row is None:
        return
    where = (lesson.school_id, row[0], pupil_id, lesson.lesson_id)
    if standing is Standing.PRESENT:
        record(AbsenceWithdrawn(*where), actor=actor, key=key)
    elif late is None:
        record(AbsenceNoted(*where), actor=actor, key=key)
    else:
        record(LateArrivalNoted(*where, late), actor=actor, key=key)
