"""Rolls of every lesson begun: called by its teacher after a few minutes, seldom later, seldom forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from preau.exchange.region.living.chance import fresh_table
from preau.kernel import clock

# `lived`: every lesson begun, and when its roll was opened and closed (null: it was not). Of the lessons under way
# a third have their roll still to do, a sixth begun; that morning more were forgotten than on other days.
_LIVED = """
SELECT t.*,
       CASE WHEN t.is_called THEN t.would_open END AS opened_at,
       CASE WHEN t.is_called AND NOT t.is_left_open
            THEN least(t.would_open + make_interval(secs => 60 + floor(200 * pg_temp.chance(t.lesson_id, 14))),
                       %(until)s - interval '20 seconds') END AS closed_at
  FROM (SELECT l.id AS lesson_id, l.school_id, l.held_on, l.starts_at, l.ends_at,
               extract(hour FROM l.starts_at AT TIME ZONE 'Europe/Paris') < 13 AS is_morning,
               (SELECT min(x.person_id) FROM lesson_teacher x WHERE x.lesson_id = l.id) AS teacher_id,
               l.starts_at + make_interval(secs =>
                   100 + floor(360 * pg_temp.chance(l.id, 11))
                   + CASE WHEN pg_temp.chance(l.id, 12) < 0.04 AND l.ends_at < %(until)s
                          THEN 1500 ELSE 0 END) AS would_open,
               pg_temp.chance(l.id, 13) >= CASE WHEN l.ends_at > %(until)s THEN 0.34
                                                WHEN l.held_on = %(today)s THEN 0.07
                                                ELSE 0.018 END AS is_called,
               pg_temp.chance(l.id, 15) < CASE WHEN l.ends_at > %(until)s THEN 0.25
                                               ELSE 0.004 END AS is_left_open
          FROM lesson l
         WHERE l.starts_at < %(until)s AND l.cancelled_at IS NULL) t
 WHERE t.teacher_id IS NOT NULL
"""

_ROLLS = """
INSERT INTO roll (school_id, lesson_id, opened_at, opened_by_id, closed_at, closed_by_id)
SELECT school_id, lesson_id, opened_at, teacher_id, closed_at, CASE WHEN closed_at IS NOT NULL THEN teacher_id END
  FROM lived WHERE opened_at IS NOT NULL
 ORDER BY opened_at, lesson_id
"""


def call_rolls(cursor: Any, until: datetime) -> None:
    """Write the rolls of the lessons begun before `until`; leaves `lived` for absences and the ledger."""
    fresh_table(cursor, "lived", _LIVED, {"until": until, "today": clock.school_day(until)})
    cursor.execute("CREATE UNIQUE INDEX ON lived (lesson_id)")
    cursor.execute(_ROLLS)
