"""Who was away, and when: a few pupils often, most hardly ever; whole days, half-days, single lessons, lateness.

About one pupil in thirty is absent at any time, more on Monday mornings. A few notes are errors, which the teacher
withdraws.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from preau.exchange.region.living.chance import fresh_table
from preau.exchange.region.living.periods import gather_periods
from preau.kernel import clock

# What each pupil's chances are on an ordinary day. `what` names a pupil on a day.
_PUPIL_DAYS = """
SELECT e.pupil_id, e.school_id, d.held_on, extract(isodow FROM d.held_on)::int AS weekday,
       e.pupil_id * 10000 + (d.held_on - DATE '2026-01-01') AS what,
       CASE WHEN pg_temp.chance(e.pupil_id, 21) < 0.035 THEN 0.15
            WHEN pg_temp.chance(e.pupil_id, 21) < 0.25 THEN 0.034
            ELSE 0.011 END AS often
  FROM enrolment e
  JOIN (SELECT DISTINCT school_id, held_on FROM lived) d ON d.school_id = e.school_id
 WHERE e.begins_on <= d.held_on AND (e.ends_on IS NULL OR e.ends_on > d.held_on)
"""

_AWAY = """
SELECT p.pupil_id, p.school_id, p.held_on + n AS held_on, half.is_morning
  FROM pupil_day p
 CROSS JOIN LATERAL generate_series(0, floor(3.2 * pg_temp.chance(p.what, 23) ^ 3)::int) AS n
 CROSS JOIN (VALUES (true), (false)) AS half (is_morning)
 WHERE pg_temp.chance(p.what, 22) < p.often * 0.7 * CASE p.weekday WHEN 1 THEN 1.5 ELSE 1 END
UNION
SELECT p.pupil_id, p.school_id, p.held_on, pg_temp.chance(p.what, 25) < 0.5
  FROM pupil_day p
 WHERE pg_temp.chance(p.what, 24) < p.often * 0.6 * CASE
       WHEN p.weekday = 1 AND pg_temp.chance(p.what, 25) < 0.5 THEN 2.5
       WHEN p.weekday = 5 AND pg_temp.chance(p.what, 25) >= 0.5 THEN 1.5
       ELSE 1 END
"""

# A pupil's lessons of a day, for those about whom chance has something to say.
_ATTENDED = """
SELECT DISTINCT p.pupil_id, p.school_id, p.held_on, p.what, p.often, v.lesson_id, v.teacher_id, v.is_morning,
       v.starts_at, v.opened_at, v.closed_at
  FROM pupil_day p
  JOIN membership m ON m.pupil_id = p.pupil_id AND m.school_id = p.school_id
                   AND m.begins_on <= p.held_on AND (m.ends_on IS NULL OR m.ends_on > p.held_on)
  JOIN lesson_group g ON g.group_id = m.group_id AND g.held_on = p.held_on
  JOIN lived v ON v.lesson_id = g.lesson_id
 WHERE EXISTS (SELECT FROM away w WHERE w.pupil_id = p.pupil_id AND w.held_on = p.held_on)
    OR pg_temp.chance(p.what, 26) < p.often * 0.12
    OR pg_temp.chance(p.what, 28) < 0.0009
    OR pg_temp.chance(p.what, 30) < p.often * 0.5
"""

# `kind`: absent, late, or error (noted absent, then withdrawn). One fact per pupil and lesson; the first one wins.
_NOTED = """
WITH free AS (
    SELECT a.* FROM attended a
     WHERE NOT EXISTS (SELECT FROM away w WHERE w.pupil_id = a.pupil_id AND w.held_on = a.held_on
                          AND w.is_morning = a.is_morning)
), facts AS (
    SELECT a.*, 'absent' AS kind, NULL::int AS minutes, 1 AS rank
      FROM attended a JOIN away w USING (pupil_id, held_on, is_morning)
    UNION ALL
    SELECT * FROM (SELECT DISTINCT ON (f.pupil_id, f.held_on) f.*, 'absent', NULL::int, 2
                     FROM free f WHERE pg_temp.chance(f.what, 26) < f.often * 0.12
                    ORDER BY f.pupil_id, f.held_on, pg_temp.chance(f.lesson_id, f.pupil_id)) skipped
    UNION ALL
    SELECT * FROM (SELECT DISTINCT ON (f.pupil_id, f.held_on) f.*, 'error', NULL::int, 3
                     FROM free f WHERE pg_temp.chance(f.what, 28) < 0.0009
                    ORDER BY f.pupil_id, f.held_on, pg_temp.chance(f.lesson_id, f.pupil_id)) mistaken
    UNION ALL
    SELECT * FROM (SELECT DISTINCT ON (f.pupil_id, f.held_on, f.is_morning) f.*, 'late',
                          (ARRAY[3, 5, 5, 5, 8, 10, 10, 15, 20, 25])
                          [1 + floor(10 * pg_temp.chance(f.what, 31))::int], 4
                     FROM free f
                    ORDER BY f.pupil_id, f.held_on, f.is_morning, f.starts_at, f.lesson_id) first
     WHERE pg_temp.chance(what, 30) < often * 0.5 AND is_morning = (pg_temp.chance(what, 32) < 0.7)
), timed AS (
    SELECT f.*, f.opened_at + coalesce(f.closed_at - f.opened_at, interval '40 seconds')
                * (0.1 + 0.8 * pg_temp.chance(f.pupil_id, f.lesson_id)) AS seen_at
      FROM facts f WHERE f.opened_at IS NOT NULL
)
SELECT DISTINCT ON (t.lesson_id, t.pupil_id)
       t.school_id, t.pupil_id, t.lesson_id, t.held_on, t.teacher_id, t.kind, t.minutes, t.closed_at, t.seen_at,
       CASE t.kind WHEN 'late' THEN greatest(t.seen_at, t.starts_at + make_interval(mins => t.minutes))
                   ELSE t.seen_at END AS noted_at,
       CASE t.kind WHEN 'error' THEN t.seen_at
                   + make_interval(secs => 90 + floor(600 * pg_temp.chance(t.what, 29))) END AS withdrawn_at
  FROM timed t
 WHERE t.seen_at < %(until)s
   AND (t.kind <> 'late' OR t.starts_at + make_interval(mins => t.minutes) < %(until)s)
   AND (t.kind <> 'error' OR t.held_on < %(today)s)
 ORDER BY t.lesson_id, t.pupil_id, t.rank
"""

_ABSENCES = """
INSERT INTO absence (school_id, pupil_id, lesson_id, held_on, period_id, late_minutes, noted_at, noted_by_id,
                     withdrawn_at, withdrawn_by_id)
SELECT n.school_id, n.pupil_id, n.lesson_id, n.held_on, s.id, n.minutes, n.noted_at, n.teacher_id, n.withdrawn_at,
       CASE WHEN n.withdrawn_at IS NOT NULL THEN n.teacher_id END
  FROM noted n
  LEFT JOIN (SELECT id, pupil_id, unnest(lessons) AS lesson_id FROM stretch) s
         ON s.pupil_id = n.pupil_id AND s.lesson_id = n.lesson_id
 ORDER BY n.noted_at, n.lesson_id, n.pupil_id
"""


def note_absences(cursor: Any, until: datetime) -> None:
    """Write what rolls noted before `until`; leaves `noted` for the ledger. `lived` must be there."""
    fresh_table(cursor, "pupil_day", _PUPIL_DAYS, {})
    fresh_table(cursor, "away", _AWAY, {})
    cursor.execute("CREATE INDEX ON away (pupil_id, held_on)")
    fresh_table(cursor, "attended", _ATTENDED, {})
    fresh_table(cursor, "noted", _NOTED, {"until": until, "today": clock.school_day(until)})
    gather_periods(cursor, until)
    cursor.execute(_ABSENCES)
