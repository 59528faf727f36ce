"""The school at this moment: who is absent from the lesson under way, and the day in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.attendance.rules import FORGOTTEN_AFTER
from preau.kernel import clock

_ABSENT_NOW = """
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
 ORDER BY a.noted_at DESC, p.sorting_name
"""

_FIGURES = """
SELECT count(*) FILTER (WHERE l.starts_at <= %(now)s),
       count(*) FILTER (WHERE r.closed_at IS NOT NULL),
       count(*) FILTER (WHERE r.closed_at IS NULL AND l.starts_at <= %(late_start)s),
       (SELECT count(DISTINCT a.pupil_id) FROM absence a
         WHERE a.school_id = %(school)s AND a.held_on = %(day)s AND a.withdrawn_at IS NULL
           AND a.late_minutes IS NULL),
       (SELECT count(*) FROM absence a
         WHERE a.school_id = %(school)s AND a.held_on = %(day)s AND a.withdrawn_at IS NULL
           AND a.late_minutes IS NOT NULL),
       (SELECT count(*) FROM enrolment e
         WHERE e.school_id = %(school)s AND e.begins_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on > %(day)s)),
       (SELECT count(DISTINCT a.pupil_id) FROM absence a JOIN lesson n ON n.id = a.lesson_id
         WHERE a.school_id = %(school)s AND a.held_on = %(day)s AND a.withdrawn_at IS NULL
           AND a.late_minutes IS NULL AND n.starts_at <= %(now)s AND n.ends_at > %(now)s)
  FROM lesson l
  LEFT JOIN roll r ON r.lesson_id = l.id
 WHERE l.school_id = %(school)s AND l.held_on = %(day)s AND l.cancelled_at IS NULL
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
