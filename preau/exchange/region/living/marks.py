"""Marks of the first weeks: in each gradebook a few tests, and what each pupil had, in keeping with herself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from preau.grading.actions.count_figures import count_figures
from preau.kernel import clock
from preau.kernel.actor import SYSTEM

# Three tests a gradebook, on past Thursdays; the last one is being marked: nobody sees it yet.
_EVALUATIONS = """
INSERT INTO evaluation (school_id, gradebook_id, title, held_on, counts_on, published_on, released_at, out_of,
                        coefficient, is_rescaled, is_formative, counts, comment, is_comment_shown, kind_id, marked,
                        total, version, made_at, made_by_id)
SELECT b.school_id, b.id, t.title, t.day, t.day, CASE WHEN t.n < 3 THEN t.day + 4 END,
       CASE WHEN t.n < 3 THEN (t.day + 4 + time '17:00') AT TIME ZONE 'Europe/Paris' END,
       CASE WHEN t.n = 2 THEN 10 ELSE 20 END, CASE WHEN t.n = 2 THEN 0.5 ELSE 1 END, true, false, 'toujours', '',
       true, (SELECT k.id FROM evaluation_kind k WHERE k.school_id = b.school_id AND k.label = t.kind), 0, 0, 1,
       %(now)s, w.person_id
  FROM gradebook b
  JOIN LATERAL (SELECT g.person_id FROM gradebook_teacher g WHERE g.gradebook_id = b.id ORDER BY g.id LIMIT 1) w
       ON true
 CROSS JOIN (VALUES (1, 'Contrôle de rentrée', 'Contrôle', %(today)s::date - 26),
                    (2, 'Interrogation de cours', 'Interrogation', %(today)s::date - 12),
                    (3, 'Contrôle du chapitre', 'Contrôle', %(today)s::date - 4)) AS t (n, title, kind, day)
 WHERE b.closed_at IS NULL AND NOT EXISTS (SELECT FROM evaluation e WHERE e.gradebook_id = b.id)
"""

# A pupil has her level, a subject its own; one in thirty was absent, one in eighty did not hand in.
_MARKS = """
INSERT INTO mark (school_id, evaluation_id, pupil_id, value, code, version, written_at, written_by_id)
SELECT e.school_id, e.id, m.pupil_id,
       CASE WHEN c.luck < 0.955 THEN greatest(0.5, least(e.out_of, round(e.out_of / 20 * 2 * (
            5 + 9 * pg_temp.chance(m.pupil_id, 41) + 4 * pg_temp.chance(m.pupil_id + e.gradebook_id * 7919, 42)
            + 4 * pg_temp.chance(m.pupil_id * 31 + e.id, 43) - 2)) / 2)) END,
       CASE WHEN c.luck < 0.955 THEN NULL WHEN c.luck < 0.988 THEN 'abs' ELSE 'nr' END,
       1, %(now)s, e.made_by_id
  FROM evaluation e
  JOIN gradebook b ON b.id = e.gradebook_id
  JOIN membership m ON m.group_id = b.group_id AND m.school_id = b.school_id
                   AND m.begins_on <= e.held_on AND (m.ends_on IS NULL OR m.ends_on > e.held_on)
 CROSS JOIN LATERAL (SELECT pg_temp.chance(m.pupil_id * 131 + e.id, 44) AS luck) c
 WHERE e.released_at IS NOT NULL AND NOT EXISTS (SELECT FROM mark k WHERE k.evaluation_id = e.id)
"""

_COUNT = """
UPDATE evaluation e
   SET marked = f.marked, total = f.total, lowest = f.lowest, highest = f.highest
  FROM (SELECT evaluation_id, count(value) AS marked, coalesce(sum(value), 0) AS total, min(value) AS lowest,
               max(value) AS highest FROM mark GROUP BY 1) f
 WHERE f.evaluation_id = e.id
"""

_BOOKS = "SELECT b.id, b.school_id FROM gradebook b WHERE b.closed_at IS NULL ORDER BY b.id"


def give_marks(cursor: Any, until: datetime) -> None:
    """Write the tests and the marks of every gradebook, and the figures of its group."""
    words = {"now": until, "today": clock.school_day(until)}
    cursor.execute(_EVALUATIONS, words)
    cursor.execute(_MARKS, words)
    cursor.execute(_COUNT)
    for table in ("gradebook", "gradebook_teacher", "evaluation", "mark"):
        cursor.execute(f"ANALYZE {table}")
    books = cursor.execute(_BOOKS).fetchall()
    with clock.at(until):
        for gradebook_id, school_id in books:
            count_figures(actor=SYSTEM, school_id=school_id, gradebook_id=gradebook_id)
