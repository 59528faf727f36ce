"""Rolls of a day: a teacher's own, and those a school still waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.attendance.rules import FORGOTTEN_AFTER, NUDGED_AGAIN_AFTER, RollState, RollTimes, roll_state
from preau.kernel import clock
from preau.kernel.actor import Actor

_COLUMNS = """
SELECT l.id, sc.uai, sc.name, l.starts_at, l.ends_at, l.room, s.label,
       (SELECT string_agg(coalesce(nullif(g.label, ''), g.code), ', ' ORDER BY g.code)
          FROM lesson_group lg JOIN pupil_group g ON g.id = lg.group_id WHERE lg.lesson_id = l.id),
       (SELECT string_agg(p.first_name || ' ' || p.last_name, ', ' ORDER BY p.sorting_name)
          FROM lesson_teacher t JOIN person p ON p.id = t.person_id WHERE t.lesson_id = l.id),
       l.cancelled_at, r.opened_at, r.closed_at,
       (SELECT count(*) FROM absence a WHERE a.lesson_id = l.id AND a.withdrawn_at IS NULL
           AND a.late_minutes IS NULL),
       (SELECT count(*) FROM absence a WHERE a.lesson_id = l.id AND a.withdrawn_at IS NULL
           AND a.late_minutes IS NOT NULL),
"""

_NUDGED = """
       (SELECT max(n.nudged_at) FROM roll_nudge n WHERE n.lesson_id = l.id AND n.school_id = l.school_id)
"""

_OF_TEACHER = (
    _COLUMNS
    + """       NULL::timestamptz
  FROM lesson_teacher mine
  JOIN lesson l ON l.id = mine.lesson_id
  JOIN school sc ON sc.id = l.school_id
  JOIN subject s ON s.id = l.subject_id
  LEFT JOIN roll r ON r.lesson_id = l.id
 WHERE mine.person_id = %(person)s AND mine.held_on = %(day)s AND mine.school_id = ANY(%(schools)s)
 ORDER BY l.starts_at, l.id
"""
)

_AWAITED = (
    _COLUMNS
    + _NUDGED
    + """
  FROM lesson l
  JOIN school sc ON sc.id = l.school_id
  JOIN subject s ON s.id = l.subject_id
  LEFT JOIN roll r ON r.lesson_id = l.id
 WHERE l.school_id = %(school)s AND l.held_on = %(day)s AND l.starts_at <= %(late_start)s
   AND l.cancelled_at IS NULL AND r.closed_at IS NULL
 ORDER BY l.starts_at DESC, l.id
 LIMIT %(most)s
"""
)


@dataclass(frozen=True, slots=True)
class RollLine:
    """A lesson and where its roll stands, ready to print."""

    lesson_id: int
    uai: str
    school: str
    starts_at: datetime
    ends_at: datetime
    room: str
    subject: str
    groups: str
    teachers: str
    is_cancelled: bool
    is_now: bool
    state: RollState
    absent: int
    late: int
    nudged_at: datetime | None

    @property
    def may_be_nudged(self) -> bool:
        """True when somebody teaches it and nobody was reminded of it just now."""
        is_recent = self.nudged_at is not None and clock.now() < self.nudged_at + NUDGED_AGAIN_AFTER
        return bool(self.teachers) and not is_recent


def rolls_of_teacher(actor: Actor, on: date) -> tuple[RollLine, ...]:
    """The lessons this person gives on that day, in all schools of the actor, with the state of each roll."""
    parameters = {"person": actor.person_id, "day": on, "schools": list(actor.school_ids)}
    return _lines(_OF_TEACHER, parameters)


def forgotten_rolls(school_id: int, *, most: int = 60) -> tuple[RollLine, ...]:
    """Lessons of today started 15 minutes ago or more without a validated roll, the latest first."""
    now = clock.now()
    parameters = {
        "school": school_id,
        "day": clock.school_day(now),
        "late_start": now - FORGOTTEN_AFTER,
        "most": most,
    }
    return _lines(_AWAITED, parameters)


def awaited_rolls(school_id: int, *, most: int = 120) -> tuple[RollLine, ...]:
    """Lessons of today that have begun without a validated roll, the latest first: those of this hour still
    in time, and the forgotten ones.
    """
    now = clock.now()
    parameters = {"school": school_id, "day": clock.school_day(now), "late_start": now, "most": most}
    return _lines(_AWAITED, parameters)


def _lines(statement: str, parameters: dict[str, Any]) -> tuple[RollLine, ...]:
    now = clock.now()
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, parameters).fetchall()
    return tuple(_line(now, *row) for row in rows)


def _line(now: datetime, *row: Any) -> RollLine:
    (
        pk,
        uai,
        school,
        starts,
        ends,
        room,
        subject,
        groups,
        teachers,
        cancelled,
        opened,
        closed,
        absent,
        late,
        nudged,
    ) = row
    return RollLine(
        lesson_id=pk,
        uai=uai,
        school=school,
        starts_at=starts,
        ends_at=ends,
        room=room,
        subject=subject,
        groups=groups or "",
        teachers=teachers or "",
        is_cancelled=cancelled is not None,
        is_now=starts <= now < ends,
        state=roll_state(RollTimes(starts, opened, closed), now),
        absent=absent,
        late=late,
        nudged_at=nudged,
    )
