"""The classes whose report cards somebody follows: the term that is being written, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.bulletins.class_term import FORM_TEACHERS, due_on
from preau.bulletins.rules import FOLLOWED_AFTER
from preau.grading.book import TERM_STATE
from preau.kernel import clock
from preau.kernel.actor import Actor

# Of each class, the oldest term that began, is not closed and ended not long ago; otherwise the last that began.
_CLASSES = f"""
WITH followed AS (
    SELECT g.id AS group_id, coalesce(nullif(g.label, ''), g.code) AS division, t.*
      FROM pupil_group g
     CROSS JOIN LATERAL (
           SELECT t.id AS term_id, t.year_id, t.kind, t.number, t.ends_on, t.council_on, t.end_of_entry_on,
                  {FORM_TEACHERS} AS form_teachers,
                  {TERM_STATE} <> 'fermee' AND t.ends_on >= %(long_ago)s AS is_written
             FROM term t
             JOIN school_year y ON y.id = t.year_id AND %(today)s BETWEEN y.starts_on AND y.ends_on
             LEFT JOIN term_lock k ON k.term_id = t.id
            WHERE t.group_id = g.id AND t.school_id = g.school_id AND t.starts_on <= %(today)s
            ORDER BY 9 DESC, CASE WHEN {TERM_STATE} <> 'fermee' AND t.ends_on >= %(long_ago)s THEN t.starts_on END,
                     t.starts_on DESC
            LIMIT 1) t
     WHERE g.school_id = %(school)s AND g.closed_on IS NULL
       AND (%(every)s OR t.form_teachers @> ARRAY[%(actor)s]::bigint[])
), pairs AS (
    SELECT DISTINCT f.term_id, b.id AS gradebook_id, m.pupil_id
      FROM followed f
      JOIN membership d ON d.group_id = f.group_id AND d.school_id = %(school)s AND d.begins_on <= f.ends_on
                       AND (d.ends_on IS NULL OR d.ends_on > least(%(today)s, f.ends_on))
      JOIN membership m ON m.pupil_id = d.pupil_id AND m.school_id = %(school)s AND m.begins_on <= f.ends_on
                       AND (m.ends_on IS NULL OR m.ends_on > least(%(today)s, f.ends_on))
      JOIN gradebook b ON b.group_id = m.group_id AND b.school_id = %(school)s AND b.year_id = f.year_id
                      AND b.is_evaluable AND b.closed_at IS NULL
), counted AS (
    SELECT x.term_id, count(*) AS expected, count(*) FILTER (WHERE a.text <> '') AS written
      FROM pairs x
      LEFT JOIN appreciation a ON a.gradebook_id = x.gradebook_id AND a.pupil_id = x.pupil_id
                              AND a.term_id = x.term_id
     GROUP BY x.term_id
)
SELECT f.term_id, f.division, f.kind, f.number, f.council_on, f.end_of_entry_on, f.is_written,
       coalesce(c.expected, 0), coalesce(c.written, 0),
       coalesce((SELECT string_agg(p.first_name || ' ' || p.last_name, ', ' ORDER BY p.sorting_name)
                   FROM person p WHERE p.id = ANY(f.form_teachers)), '')
  FROM followed f LEFT JOIN counted c ON c.term_id = f.term_id
 ORDER BY NOT f.is_written, f.council_on, f.division, f.term_id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class and the term that is being written (`is_written`; otherwise the last one): how many appreciations it
    takes, how many are written, who its form teachers are.
    """

    term_id: int
    division: str
    kind: str
    number: int
    council_on: date | None
    end_of_entry_on: date | None
    is_written: bool
    expected: int
    written: int
    form_teachers: str

    @property
    def left(self) -> int:
        """Appreciations that nobody wrote yet."""
        return self.expected - self.written

    @property
    def due_on(self) -> date | None:
        """When appreciations are expected."""
        return due_on(self.council_on, self.end_of_entry_on)


def classes_of(actor: Actor, school_id: int, *, every: bool) -> tuple[ClassLine, ...]:
    """The classes that have terms, the nearest council first, in one statement: those that the actor is form
    teacher of, or `every` one.
    """
    today = clock.today()
    asked: dict[str, Any] = {
        "school": school_id, "actor": actor.person_id, "today": today, "long_ago": today - FOLLOWED_AFTER,
        "every": every,
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(ClassLine(*row) for row in cursor.execute(_CLASSES, asked).fetchall())
