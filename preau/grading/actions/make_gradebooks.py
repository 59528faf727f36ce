"""Make the gradebooks of a school from what is taught there (capability C79)."""

from __future__ import annotations

from typing import Any

from django.db import connection

from preau.foundation.ledger.record import record
from preau.grading.book_choices import FROM_FEED, SET_ASIDE
from preau.grading.events import GradebooksMade
from preau.grading.policies import may_arrange
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

# What is taught today: the courses of the feeds, and the weekly courses of the timetable.
_TAUGHT = """
WITH taught AS (
    SELECT c.group_id, c.subject_id, c.teacher_id AS person_id
      FROM course c
     WHERE c.school_id = %(school)s AND c.begins_on <= %(today)s AND (c.ends_on IS NULL OR c.ends_on > %(today)s)
     UNION
    SELECT g.group_id, w.subject_id, t.person_id
      FROM weekly_course w
      JOIN weekly_course_group g ON g.weekly_course_id = w.id
      JOIN weekly_course_teacher t ON t.weekly_course_id = w.id
     WHERE w.school_id = %(school)s AND (w.stopped_on IS NULL OR w.stopped_on > %(today)s)
), open_taught AS (
    SELECT t.* FROM taught t JOIN pupil_group g ON g.id = t.group_id AND g.closed_on IS NULL
)
"""

# Whom the school chose for a part of a subject that it split writes in that part, and not in the whole too; whom
# it set aside does not come back.
_WHOLE = f"""
SELECT o.* FROM open_taught o
 WHERE NOT EXISTS (SELECT FROM gradebook split JOIN gradebook_teacher st ON st.gradebook_id = split.id
                    WHERE split.school_id = %(school)s AND split.year_id = %(year)s AND split.part <> ''
                      AND split.closed_at IS NULL
                      AND split.group_id = o.group_id AND split.subject_id = o.subject_id
                      AND st.person_id = o.person_id AND (st.ends_on IS NULL OR st.ends_on > %(today)s))
   AND NOT EXISTS (SELECT FROM gradebook whole JOIN gradebook_teacher wt ON wt.gradebook_id = whole.id
                    WHERE whole.school_id = %(school)s AND whole.year_id = %(year)s AND whole.part = ''
                      AND whole.group_id = o.group_id AND whole.subject_id = o.subject_id
                      AND wt.person_id = o.person_id AND wt.origin = '{SET_ASIDE}')
"""  # noqa: S608 - our own words

# A new one comes after those that the school put in order.
_OPEN = f"""{_TAUGHT}
INSERT INTO gradebook (school_id, year_id, group_id, subject_id, position)
SELECT %(school)s, %(year)s, o.group_id, o.subject_id,
       coalesce((SELECT max(b.position) FROM gradebook b
                  WHERE b.group_id = o.group_id AND b.year_id = %(year)s AND b.school_id = %(school)s), 0)
       + dense_rank() OVER (PARTITION BY o.group_id, b.id IS NULL ORDER BY s.label, s.id)
  FROM (SELECT DISTINCT group_id, subject_id FROM ({_WHOLE}) w) o
  JOIN subject s ON s.id = o.subject_id
  LEFT JOIN gradebook b ON b.school_id = %(school)s AND b.year_id = %(year)s AND b.group_id = o.group_id
                       AND b.subject_id = o.subject_id AND b.part = ''
    ON CONFLICT (school_id, year_id, group_id, subject_id, part)
    DO UPDATE SET closed_at = NULL WHERE gradebook.closed_at IS NOT NULL
RETURNING id
"""  # noqa: S608 - our own pieces

# Whom the school gave days of her own keeps them.
_OPEN_TEACHERS = f"""{_TAUGHT}
INSERT INTO gradebook_teacher (school_id, gradebook_id, person_id, origin, begins_on)
SELECT %(school)s, b.id, o.person_id, '{FROM_FEED}', %(today)s
  FROM ({_WHOLE}) o
  JOIN gradebook b ON b.school_id = %(school)s AND b.year_id = %(year)s AND b.group_id = o.group_id
                  AND b.subject_id = o.subject_id AND b.part = ''
 WHERE NOT EXISTS (SELECT FROM gradebook_teacher k
                    WHERE k.gradebook_id = b.id AND k.person_id = o.person_id
                      AND (k.ends_on IS NULL OR k.ends_on > %(today)s))
"""  # noqa: S608 - our own pieces

_END_TEACHERS = f"""{_TAUGHT}
UPDATE gradebook_teacher e SET ends_on = greatest(%(today)s, e.begins_on)
  FROM gradebook b
 WHERE b.id = e.gradebook_id AND b.school_id = %(school)s AND b.year_id = %(year)s
   AND e.origin = '{FROM_FEED}' AND e.ends_on IS NULL
   AND NOT EXISTS (SELECT FROM ({_WHOLE}) o WHERE o.group_id = b.group_id AND o.subject_id = b.subject_id
                      AND o.person_id = e.person_id)
"""  # noqa: S608 - our own pieces

# What the feeds opened ends with its teachers; what the school opened by hand, with its group.
_CLOSE = f"""
UPDATE gradebook b SET closed_at = %(now)s
  FROM pupil_group g
 WHERE g.id = b.group_id AND b.school_id = %(school)s AND b.year_id = %(year)s AND b.closed_at IS NULL
   AND (g.closed_on IS NOT NULL
        OR (EXISTS (SELECT FROM gradebook_teacher f WHERE f.gradebook_id = b.id AND f.origin = '{FROM_FEED}')
            AND NOT EXISTS (SELECT FROM gradebook_teacher t WHERE t.gradebook_id = b.id
                               AND (t.ends_on IS NULL OR t.ends_on > %(today)s))))
"""  # noqa: S608 - our own pieces

_YEAR = "SELECT id FROM school_year WHERE %s BETWEEN starts_on AND ends_on"


@action
def make_gradebooks(*, actor: Actor, school_id: int) -> GradebooksMade | None:
    """Open a gradebook for each subject taught to a group, give it its teachers, and close those that nobody
    teaches any more (kept, with their marks). A second run changes nothing. Returns what was done, None outside
    any year.

    What the school arranged (coefficients, order, teachers it added, dated or set aside, subjects it split) is
    left as it is.
    Errors: `NotAllowed` for who arranges nothing in this school; Préau itself may.
    """
    if actor is not SYSTEM and not may_arrange(actor, school_id):
        raise NotAllowed
    now, today = clock.now(), clock.today()
    with connection.cursor() as cursor:
        year = cursor.execute(_YEAR, [today]).fetchone()
        if year is None:
            return None
        asked: dict[str, Any] = {"school": school_id, "year": year[0], "today": today, "now": now}
        opened = len(cursor.execute(_OPEN, asked).fetchall())
        cursor.execute(_OPEN_TEACHERS, asked)
        cursor.execute(_END_TEACHERS, asked)
        closed = cursor.execute(_CLOSE, asked).rowcount
    made = GradebooksMade(school_id, opened, closed)
    if opened or closed:
        record(made, actor=actor)
    return made
