"""Today of pupils: their lessons, and what rolls say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.attendance.policies import may_see_attendance_of
from preau.attendance.rules import Standing
from preau.kernel import clock
from preau.kernel.actor import Actor

_ATTENDED = """
attended AS (
    SELECT m.pupil_id, lg.lesson_id
      FROM membership m
      JOIN lesson_group lg ON lg.group_id = m.group_id AND lg.held_on = %(day)s
     WHERE m.pupil_id = ANY(%(pupils)s) AND m.school_id = ANY(%(schools)s)
       AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
    UNION
    SELECT a.pupil_id, a.lesson_id
      FROM absence a
     WHERE a.pupil_id = ANY(%(pupils)s) AND a.school_id = ANY(%(schools)s) AND a.held_on = %(day)s
       AND a.withdrawn_at IS NULL
)
"""

_LESSONS = """
SELECT d.pupil_id, l.id, l.starts_at, l.ends_at, s.label,
       (SELECT string_agg(p.first_name || ' ' || p.last_name, ', ' ORDER BY p.sorting_name)
          FROM lesson_teacher t JOIN person p ON p.id = t.person_id WHERE t.lesson_id = l.id),
       l.room, l.cancelled_at, r.closed_at, a.id AS absence_id, a.late_minutes,
       (SELECT e.label
          FROM absence_period t JOIN collective_absence e ON e.id = t.collective_id
         WHERE t.pupil_id = d.pupil_id AND t.school_id = l.school_id AND t.withdrawn_at IS NULL
           AND t.first_on <= l.held_on AND t.last_on >= l.held_on
           AND t.starts_at <= l.starts_at AND t.ends_at > l.starts_at
           AND NOT EXISTS (SELECT FROM sheet_remark k WHERE k.lesson_id = l.id AND k.pupil_id = d.pupil_id
                              AND k.kind = 'presence' AND k.withdrawn_at IS NULL)
         ORDER BY t.id LIMIT 1) AS away
  FROM attended d
  JOIN lesson l ON l.id = d.lesson_id
  JOIN subject s ON s.id = l.subject_id
  LEFT JOIN roll r ON r.lesson_id = l.id
  LEFT JOIN absence a ON a.lesson_id = l.id AND a.pupil_id = d.pupil_id AND a.withdrawn_at IS NULL
"""

_DAY = f"WITH {_ATTENDED} {_LESSONS} ORDER BY l.starts_at, l.id"


@dataclass(frozen=True, slots=True)
class DayLine:
    """A lesson of a pupil's day and what its roll says of her, ready to print.

    `standing` is None while nothing is known (roll not closed, nobody noted), and while she is away with the
    school: `away` says where (« Sortie au musée »).
    """

    lesson_id: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    teachers: str
    room: str
    is_cancelled: bool
    is_now: bool
    is_past: bool
    standing: Standing | None
    late_minutes: int | None
    away: str


@dataclass(frozen=True, slots=True)
class PupilToday:
    """The day of one pupil: her lessons in order, each with what its roll says."""

    pupil_id: int
    lines: tuple[DayLine, ...]

    @property
    def absences(self) -> tuple[DayLine, ...]:
        return tuple(line for line in self.lines if line.standing is Standing.ABSENT)

    @property
    def late_arrivals(self) -> tuple[DayLine, ...]:
        return tuple(line for line in self.lines if line.standing is Standing.LATE)

    @property
    def is_known(self) -> bool:
        """True once a roll of the day has said something."""
        return any(line.standing is not None for line in self.lines)

    @property
    def outing(self) -> str:
        """Where she is, or goes today, with the school; empty most days."""
        return next((line.away for line in self.lines if line.away and not line.is_cancelled), "")

    @property
    def current(self) -> DayLine | None:
        return next((line for line in self.lines if line.is_now and not line.is_cancelled), None)

    @property
    def following(self) -> DayLine | None:
        return next((line for line in self.lines if not (line.is_now or line.is_past or line.is_cancelled)), None)


def pupils_today(actor: Actor, pupil_ids: tuple[int, ...]) -> dict[int, PupilToday]:
    """Today of each of these pupils, in one statement; those the actor may not follow are left out."""
    asked = _asked(actor, pupil_ids)
    days: dict[int, list[DayLine]] = {pupil_id: [] for pupil_id in asked["pupils"]}
    with connection.cursor() as cursor:
        for pupil_id, *lesson in cursor.execute(_DAY, asked).fetchall():
            days[pupil_id].append(_day_line(asked["now"], *lesson))
    return {pupil_id: PupilToday(pupil_id, tuple(lines)) for pupil_id, lines in days.items()}


def _asked(actor: Actor, pupil_ids: tuple[int, ...]) -> dict[str, Any]:
    now = clock.now()
    today = clock.school_day(now)
    return {
        "pupils": [pupil_id for pupil_id in pupil_ids if may_see_attendance_of(actor, pupil_id)],
        "schools": list(actor.school_ids),
        "day": today,
        "now": now,
    }


def _day_line(now: datetime, *row: Any) -> DayLine:
    pk, starts, ends, subject, teachers, room, cancelled, closed, absence_id, late, away = row
    standing: Standing | None
    if away and late is None:
        standing = None
    elif absence_id is not None:
        standing = Standing.ABSENT if late is None else Standing.LATE
    else:
        standing = Standing.PRESENT if closed is not None else None
    return DayLine(
        lesson_id=pk,
        starts_at=starts,
        ends_at=ends,
        subject=subject,
        teachers=teachers or "",
        room=room,
        is_cancelled=cancelled is not None,
        is_now=starts <= now < ends,
        is_past=ends <= now,
        standing=standing,
        late_minutes=late,
        away=away if away and late is None else "",
    )
