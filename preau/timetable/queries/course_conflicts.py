"""Who would be in two places beyond the lessons already laid: weekly courses say it, months ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.timetable.hours import Span
from preau.timetable.rules import laid_until

# A course meets a moment when it is held that day of that week, at a common time.
_MET = """
WITH asked AS (
    SELECT (s.starts AT TIME ZONE 'Europe/Paris')::date AS day,
           (s.starts AT TIME ZONE 'Europe/Paris')::time AS starts,
           (s.starts AT TIME ZONE 'Europe/Paris')::time + (s.ends - s.starts) AS ends
      FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) AS s(starts, ends)),
course AS (
    SELECT w.id, w.subject_id, a.mondays, coalesce(w.stopped_on, 'infinity') AS stopped_on,
           coalesce(w.own_weekday, w.weekday) AS weekday, coalesce(w.own_room, w.room) AS room,
           coalesce(w.own_starts_at, w.starts_at) AS starts,
           coalesce(w.own_starts_at, w.starts_at)
             + make_interval(mins => coalesce(w.own_minutes, w.minutes)) AS ends
      FROM weekly_course w JOIN alternation a ON a.id = w.alternation_id
     WHERE w.school_id = %(school)s AND w.id <> ALL (%(but_courses)s)),
met AS (
    SELECT course.id, asked.day, (asked.day + course.starts) AT TIME ZONE 'Europe/Paris' AS starts_at,
           course.room, s.label
      FROM asked
      JOIN course ON course.weekday = extract(isodow FROM asked.day)
                 AND course.starts < asked.ends AND asked.starts < course.ends
                 AND (asked.day - (course.weekday - 1)) = ANY (course.mondays) AND asked.day < course.stopped_on
      JOIN subject s ON s.id = course.subject_id)
SELECT 'enseignant', p.first_name || ' ' || p.last_name, met.starts_at, met.label
  FROM met
  JOIN weekly_course_teacher t ON t.weekly_course_id = met.id AND t.person_id = ANY (%(teachers)s)
  JOIN person p ON p.id = t.person_id
 UNION ALL
SELECT 'salle', met.room, met.starts_at, met.label FROM met WHERE met.room <> '' AND met.room = %(room)s
 UNION ALL
SELECT 'groupe', coalesce(nullif(g.label, ''), g.code), met.starts_at, met.label
  FROM met
  JOIN weekly_course_group cg ON cg.weekly_course_id = met.id
  JOIN pupil_group g ON g.id = cg.group_id
 WHERE cg.group_id = ANY (%(groups)s)
    OR EXISTS (SELECT FROM membership a JOIN membership b ON b.pupil_id = a.pupil_id
                WHERE a.group_id = cg.group_id AND b.group_id = ANY (%(groups)s)
                  AND a.begins_on <= met.day AND (a.ends_on IS NULL OR a.ends_on > met.day)
                  AND b.begins_on <= met.day AND (b.ends_on IS NULL OR b.ends_on > met.day))
 ORDER BY 3, 1, 2
 LIMIT %(most)s
"""


def meetings_to_come(spans: Sequence[Span], asked: dict[str, Any]) -> list[tuple[str, str, datetime, str]]:
    """(what, who, when, subject) of each meeting with a weekly course after the last day laid. `asked` are the
    words of `conflicts`.
    """
    horizon = laid_until(clock.today())
    far = [span for span in spans if clock.school_day(span.starts) > horizon]
    if not far:
        return []
    asked = {**asked, "starts": [span.starts for span in far], "ends": [span.ends for span in far]}
    with connection.cursor() as cursor:
        rows: list[tuple[str, str, datetime, str]] = cursor.execute(_MET, asked).fetchall()
    return rows
