"""The school at this moment: who is absent from the lesson under way, and the day in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.attendance.life.wording import spoken_end
from preau.attendance.models import AbsencePeriod
from preau.attendance.rules import FORGOTTEN_AFTER
from preau.kernel import clock

# What a roll noted belongs to a trip or an exam: the school knows where the pupil is, nobody looks for her.
_WITH_SCHOOL = """EXISTS (SELECT FROM absence_period o
                    WHERE o.id = a.period_id AND o.collective_id IS NOT NULL AND o.withdrawn_at IS NULL)"""

_ABSENT_NOW = f"""
SELECT p.id, p.last_name, p.first_name, d.label, s.label, l.starts_at, l.room, a.noted_at
  FROM absence a
  JOIN lesson l ON l.id = a.lesson_id AND l.starts_at <= %(now)s AND l.ends_at > %(now)s
  JOIN subject s ON s.id = l.subject_id
  JOIN person p ON p.id = a.pupil_id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = a.pupil_id AND m.school_id = a.school_id
          AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
        ORDER BY m.begins_on DESC LIMIT 1) d ON true
 WHERE a.school_id = %(school)s AND a.held_on = %(day)s AND a.withdrawn_at IS NULL AND a.late_minutes IS NULL
   AND NOT {_WITH_SCHOOL}
 ORDER BY a.noted_at DESC, p.sorting_name
"""  # noqa: S608 - the condition above

_FIGURES = f"""
SELECT count(*) FILTER (WHERE l.starts_at <= %(now)s),
       count(*) FILTER (WHERE r.closed_at IS NOT NULL),
       count(*) FILTER (WHERE r.closed_at IS NULL AND l.starts_at <= %(late_start)s),
       (SELECT count(DISTINCT a.pupil_id) FROM absence a
         WHERE a.school_id = %(school)s AND a.held_on = %(day)s AND a.withdrawn_at IS NULL
           AND a.late_minutes IS NULL AND NOT {_WITH_SCHOOL}),
       (SELECT count(*) FROM absence a
         WHERE a.school_id = %(school)s AND a.held_on = %(day)s AND a.withdrawn_at IS NULL
           AND a.late_minutes IS NOT NULL),
       (SELECT count(*) FROM enrolment e
         WHERE e.school_id = %(school)s AND e.begins_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on > %(day)s)),
       (SELECT count(DISTINCT a.pupil_id) FROM absence a JOIN lesson n ON n.id = a.lesson_id
         WHERE a.school_id = %(school)s AND a.held_on = %(day)s AND a.withdrawn_at IS NULL
           AND a.late_minutes IS NULL AND n.starts_at <= %(now)s AND n.ends_at > %(now)s AND NOT {_WITH_SCHOOL})
  FROM lesson l
  LEFT JOIN roll r ON r.lesson_id = l.id
 WHERE l.school_id = %(school)s AND l.held_on = %(day)s AND l.cancelled_at IS NULL
"""  # noqa: S608 - the condition above

# Told absences that hold now, with those that a sheet says are there all the same; and those who left early today.
# `infinity`: a prepared statement knows no day, and takes a half-open range for a third of the table.
_AWAY_NOW = """
SELECT t.id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), t.kind, coalesce(c.label, m.label, ''),
       coalesce(m.is_under_responsibility, false), t.starts_at, t.ends_at,
       EXISTS (SELECT FROM sheet_remark k JOIN lesson l ON l.id = k.lesson_id
                WHERE k.pupil_id = t.pupil_id AND k.school_id = t.school_id AND k.held_on = %(day)s
                  AND k.kind = 'presence' AND k.withdrawn_at IS NULL
                  AND l.starts_at >= t.starts_at AND l.starts_at < t.ends_at)
  FROM absence_period t
  JOIN person p ON p.id = t.pupil_id
  LEFT JOIN absence_reason m ON m.id = t.reason_id
  LEFT JOIN collective_absence c ON c.id = t.collective_id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership k JOIN pupil_group g ON g.id = k.group_id AND g.kind = 'division'
        WHERE k.pupil_id = t.pupil_id AND k.school_id = t.school_id
          AND k.begins_on <= %(day)s AND (k.ends_on IS NULL OR k.ends_on > %(day)s)
        ORDER BY k.begins_on DESC, k.id LIMIT 1) d ON true
 WHERE t.school_id = %(school)s AND t.withdrawn_at IS NULL
   AND t.first_on <= %(day)s AND t.last_on >= %(day)s AND t.last_on <= 'infinity' AND t.starts_at <= %(now)s
   AND (t.kind = 'depart'
        OR t.kind = 'absence' AND t.origin <> 'appel' AND t.admissibility <> 'refusee' AND t.ends_at > %(now)s)
 ORDER BY p.sorting_name, t.id
"""


@dataclass(frozen=True, slots=True)
class AbsentLine:
    """A pupil absent from the lesson under way, ready to print."""

    pupil_id: int
    last_name: str
    first_name: str
    division: str
    subject: str
    starts_at: datetime
    room: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class AwayLine:
    """A pupil known to be elsewhere at this moment. `is_seen`: a sheet of that time says she is there."""

    period_id: int
    name: str
    division: str
    kind: str
    reason: str
    is_under_responsibility: bool
    starts_at: datetime
    ends_at: datetime
    is_seen: bool

    @property
    def until(self) -> str:
        """When she is expected again; nothing for who has left."""
        return "" if self.kind == AbsencePeriod.Kind.LEFT_EARLY else spoken_end(self.ends_at, clock.today())


@dataclass(frozen=True, slots=True)
class AwayNow:
    """Who is known to be elsewhere, by what vie scolaire does of it."""

    called: tuple[AwayLine, ...]
    away: tuple[AwayLine, ...]
    left: tuple[AwayLine, ...]
    seen: tuple[AwayLine, ...]


@dataclass(frozen=True, slots=True)
class SchoolToday:
    """The day of a school in figures: lessons begun, rolls done and forgotten, pupils."""

    begun: int
    done: int
    forgotten: int
    absent_today: int
    late_today: int
    enrolled: int
    absent_now: int


def absent_now(school_id: int) -> tuple[AbsentLine, ...]:
    """Who is noted absent from a lesson under way, the latest noted first."""
    now = clock.now()
    parameters: dict[str, Any] = {"school": school_id, "now": now, "day": clock.school_day(now)}
    with connection.cursor() as cursor:
        rows = cursor.execute(_ABSENT_NOW, parameters).fetchall()
    return tuple(
        AbsentLine(pk, last, first, division or "", subject, starts, room, noted)
        for pk, last, first, division, subject, starts, room, noted in rows
    )


def away_now(school_id: int) -> AwayNow:
    """Called elsewhere in the school, away as was told, gone out; and told away but seen in a lesson (C65)."""
    now = clock.now()
    parameters: dict[str, Any] = {"school": school_id, "now": now, "day": clock.school_day(now)}
    with connection.cursor() as cursor:
        lines = [AwayLine(*row) for row in cursor.execute(_AWAY_NOW, parameters).fetchall()]
    told = [line for line in lines if line.kind != AbsencePeriod.Kind.LEFT_EARLY]
    return AwayNow(
        called=tuple(line for line in told if line.is_under_responsibility and not line.is_seen),
        away=tuple(line for line in told if not line.is_under_responsibility and not line.is_seen),
        left=tuple(line for line in lines if line.kind == AbsencePeriod.Kind.LEFT_EARLY),
        seen=tuple(line for line in told if line.is_seen),
    )


def school_today(school_id: int) -> SchoolToday:
    """The figures of today at this instant."""
    now = clock.now()
    parameters: dict[str, Any] = {
        "school": school_id,
        "now": now,
        "day": clock.school_day(now),
        "late_start": now - FORGOTTEN_AFTER,
    }
    with connection.cursor() as cursor:
        row = cursor.execute(_FIGURES, parameters).fetchone()
    return SchoolToday(*row)
