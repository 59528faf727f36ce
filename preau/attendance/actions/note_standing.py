"""The tap: a pupil is present, absent or late at a lesson."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.actions.open_roll import open_roll
from preau.attendance.events import AbsenceNoted, AbsenceWithdrawn, LateArrivalNoted, StandingConfirmed
from preau.attendance.known import ELSEWHERE, EXEMPTED, IS_EXPECTED, NOTHING, REMARKS, TOLD, Known, known
from preau.attendance.policies import may_call
from preau.attendance.rules import LATE_MOST, Standing
from preau.attendance.sheet import LessonHead, is_known_away, load_lesson, seen_as
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

# One statement answers everything the tap must know: was this very tap received before, is the pupil expected
# here, and what stands noted. The lesson is locked by then: no other tap comes between this reading and the write.
_BEFORE = f"""
SELECT EXISTS (SELECT FROM ledger_event WHERE actor_id = %(actor)s AND key = %(key)s),
       {IS_EXPECTED},
       (SELECT jsonb_build_array(a.late_minutes, a.withdrawn_at IS NULL, w.id,
                                 w.first_name || ' ' || w.last_name)
          FROM absence a
          LEFT JOIN person w ON w.id = coalesce(a.withdrawn_by_id, a.noted_by_id)
         WHERE a.lesson_id = %(lesson)s AND a.pupil_id = %(pupil)s AND a.school_id = %(school)s),
       p.last_name, p.first_name, {TOLD}, {REMARKS}, {ELSEWHERE}, {EXEMPTED}
  FROM person p WHERE p.id = %(pupil)s
"""  # noqa: S608 - our own pieces

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
class Before:
    """What was noted when the tap came: what stands, who said so last (nobody: id 0)."""

    standing: Standing = Standing.PRESENT
    late_minutes: int | None = None
    by_id: int = 0
    by_name: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """What stands after the tap, ready to draw the pupil's line again.

    `overtaken` is the sentence of a tap that was not kept: somebody else had noted the pupil meanwhile.
    """

    lesson: LessonHead
    pupil_id: int
    last_name: str
    first_name: str
    standing: Standing
    late_minutes: int | None
    was_absent_before: bool = False
    known: Known = NOTHING
    overtaken: str = ""

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}"

    @property
    def seen(self) -> str:
        return seen_as(self.standing, self.late_minutes)

    @property
    def is_known_away(self) -> bool:
        return is_known_away(self.standing, self.known)


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
    seen: str = "",
) -> Noted:
    """Note a pupil's standing at a lesson; saying twice the same thing, or sending the same `key` twice, has
    one effect. `late_minutes` (1 to 240) defaults to those already noted, else to the minutes since the lesson
    began. `key` is the form's: its three buttons share it, so it is known together with what was said of whom.
    `seen` is what the sheet showed (`seen_as`): when somebody else noted something different since, nothing is
    written and `overtaken` says who did; the next tap, made on what stands, is kept.

    Errors: `NotAllowed` for who may not call this roll or a pupil not expected there; `NotPossible` for a
    cancelled lesson, one not begun or minutes out of range.
    """
    lesson = load_lesson(lesson_id, school_id=school_id, to_change=True)
    if not may_call(actor, lesson):
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
        "starts_at": lesson.starts_at,
        "ends_at": lesson.ends_at,
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        row = cursor.execute(_BEFORE, asked).fetchone()
    if row is None:
        raise NotAllowed
    is_repetition, is_expected, said, last_name, first_name, *knowledge = row
    before = _before(said)
    if not is_expected and before.standing is Standing.PRESENT:
        raise NotAllowed
    as_it_stands = Noted(
        lesson, pupil_id, last_name, first_name, before.standing, before.late_minutes, known=known(*knowledge)
    )
    if is_repetition:
        return as_it_stands
    _refuse_who_is_exempt(as_it_stands, standing)
    late = _minutes(lesson, late_minutes, before) if standing is Standing.LATE else None
    if _is_overtaken(actor, seen, seen_as(standing, late), before):
        return replace(as_it_stands, overtaken=_who_overtook(as_it_stands, before))
    open_roll(actor=actor, lesson=lesson)
    if (standing, late) != (before.standing, before.late_minutes):
        _write(actor, lesson, {**asked, "late": late}, standing, late, gesture)
    elif gesture is not None:
        record(StandingConfirmed(school_id, pupil_id, lesson_id), actor=actor, key=gesture)
    return replace(as_it_stands, standing=standing, late_minutes=late)


def _refuse_who_is_exempt(line: Noted, standing: Standing) -> None:
    if standing is Standing.ABSENT and line.known.is_exempt:
        raise NotPossible(
            _("%(pupil)s a une dispense de cours\u202f: dites d’abord «\u202fprésent\u202f» s’il fallait venir.")
            % {"pupil": line.first_name}
        )


def _before(said: str | None) -> Before:
    if said is None:
        return Before()
    late, stands, by_id, by_name = json.loads(said)
    noted = Standing.ABSENT if late is None else Standing.LATE
    return Before(noted if stands else Standing.PRESENT, late if stands else None, by_id or 0, by_name or "")


def _is_overtaken(actor: Actor, seen: str, wanted: str, before: Before) -> bool:
    """True when this tap answers a sheet that somebody else changed since, and says something else."""
    now = seen_as(before.standing, before.late_minutes)
    return bool(seen) and now not in {seen, wanted} and before.by_id != actor.person_id


def _who_overtook(line: Noted, before: Before) -> str:
    words_of = {
        Standing.PRESENT: _("%(who)s vient de noter %(pupil)s présent. Touchez de nouveau pour changer."),
        Standing.ABSENT: _("%(who)s vient de noter %(pupil)s absent. Touchez de nouveau pour changer."),
        Standing.LATE: _("%(who)s vient de noter %(pupil)s en retard. Touchez de nouveau pour changer."),
    }
    return words_of[before.standing] % {"who": before.by_name or _("Quelqu’un"), "pupil": line.first_name}


def _minutes(lesson: LessonHead, given: int | None, before: Before) -> int:
    if given is not None:
        if not 1 <= given <= LATE_MOST:
            raise NotPossible(
                _("Indiquez un retard entre 1 et %(most)s minutes.") % {"most": LATE_MOST}, field="minutes"
            )
        return given
    if before.late_minutes is not None:
        return before.late_minutes
    if not lesson.starts_at <= clock.now() <= lesson.ends_at:
        return 5
    elapsed = int((clock.now() - lesson.starts_at).total_seconds() // 60)
    return min(max(elapsed, 1), LATE_MOST)


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
