"""Make the gradebooks of a school from what is taught there (capability C79)."""

from __future__ import annotations

from typing import Any

from django.db import connection

from preau.foundation.ledger.record import record
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

_OPEN = f"""{_TAUGHT}
INSERT INTO gradebook (school_id, year_id, group_id, subject_id, position)
SELECT %(school)s, %(year)s, o.group_id, o.subject_id,
       dense_rank() OVER (PARTITION BY o.group_id ORDER BY s.label, s.id)
  FROM (SELECT DISTINCT group_id, subject_id FROM open_taught) o JOIN subject s ON s.id = o.subject_id
    ON CONFLICT (school_id, year_id, group_id, subject_id, part)
    DO UPDATE SET closed_at = NULL WHERE gradebook.closed_at IS NOT NULL
RETURNING id
"""  # noqa: S608 - our own pieces

# A subject that the school split between teachers keeps the teachers it chose.
_OPEN_TEACHERS = f"""{_TAUGHT}
INSERT INTO gradebook_teacher (school_id, gradebook_id, person_id, origin, begins_on)
SELECT %(school)s, b.id, o.person_id, 'service', %(today)s
  FROM open_taught o
  JOIN gradebook b ON b.school_id = %(school)s AND b.year_id = %(year)s AND b.group_id = o.group_id
                  AND b.subject_id = o.subject_id AND b.part = ''
 WHERE NOT EXISTS (SELECT FROM gradebook split JOIN gradebook_teacher st ON st.gradebook_id = split.id
                    WHERE split.school_id = b.school_id AND split.year_id = b.year_id AND split.part <> ''
                      AND split.group_id = b.group_id AND split.subject_id = b.subject_id
                      AND st.person_id = o.person_id AND st.ends_on IS NULL)
    ON CONFLICT (gradebook_id, person_id) WHERE ends_on IS NULL DO NOTHING
"""  # noqa: S608 - our own pieces

_END_TEACHERS = f"""{_TAUGHT}
UPDATE gradebook_teacher e SET ends_on = greatest(%(today)s, e.begins_on)
  FROM gradebook b
 WHERE b.id = e.gradebook_id AND b.school_id = %(school)s AND b.year_id = %(year)s
   AND e.origin = 'service' AND e.ends_on IS NULL
   AND NOT EXISTS (SELECT FROM open_taught o WHERE o.group_id = b.group_id AND o.subject_id = b.subject_id
                      AND o.person_id = e.person_id)
"""  # noqa: S608 - our own pieces

_CLOSE = """
UPDATE gradebook b SET closed_at = %(now)s
 WHERE b.school_id = %(school)s AND b.year_id = %(year)s AND b.closed_at IS NULL
   AND NOT EXISTS (SELECT FROM gradebook_teacher t WHERE t.gradebook_id = b.id AND t.ends_on IS NULL)
"""

_YEAR = "SELECT id FROM school_year WHERE %s BETWEEN starts_on AND ends_on"


@action
def make_gradebooks(*, actor: Actor, school_id: int) -> GradebooksMade | None:
    """Open a gradebook for each subject taught to a group, give it its teachers, and close those that nobody
    teaches any more (kept, with their marks). A second run changes nothing. Returns what was done, None outside
    any year.

    What the school arranged (coefficients, order, teachers it added, subjects it split) is left as it is.
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
