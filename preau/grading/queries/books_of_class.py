"""The gradebooks of a class, and the classes of a school to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.kernel import clock

_CLASSES = """
SELECT g.id, coalesce(nullif(g.label, ''), g.code) FROM pupil_group g
 WHERE g.school_id = %(school)s AND g.kind = 'division' AND g.closed_on IS NULL ORDER BY g.code, g.id
"""

# Of the class itself, and of the groups that a pupil of the class is in today.
_BOOKS = """
SELECT b.id, coalesce(nullif(b.label, ''), s.label), coalesce(nullif(g.label, ''), g.code), b.part,
       coalesce((SELECT string_agg(DISTINCT p.first_name || ' ' || p.last_name, ', ')
                   FROM gradebook_teacher t JOIN person p ON p.id = t.person_id
                  WHERE t.gradebook_id = b.id AND t.begins_on <= %(today)s
                    AND (t.ends_on IS NULL OR t.ends_on > %(today)s)), '')
  FROM gradebook b
  JOIN school_year y ON y.id = b.year_id AND %(today)s BETWEEN y.starts_on AND y.ends_on
  JOIN subject s ON s.id = b.subject_id
  JOIN pupil_group g ON g.id = b.group_id
 WHERE b.school_id = %(school)s AND b.is_evaluable AND b.closed_at IS NULL
   AND (b.group_id = %(class)s
        OR EXISTS (SELECT FROM membership m JOIN membership d ON d.pupil_id = m.pupil_id AND d.group_id = %(class)s
                    WHERE m.group_id = b.group_id
                      AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
                      AND (d.ends_on IS NULL OR d.ends_on > %(today)s)))
 ORDER BY b.position, 2, b.id
"""


@dataclass(frozen=True, slots=True)
class ClassBook:
    """A gradebook that holds marks of pupils of the class."""

    gradebook_id: int
    subject: str
    group: str
    part: str
    teachers: str


def classes_of(school_id: int) -> tuple[tuple[int, str], ...]:
    """(id, name) of the classes that are open."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_CLASSES, {"school": school_id}).fetchall()
    return tuple((int(pk), str(label)) for pk, label in rows)


def books_of_class(school_id: int, group_id: int) -> tuple[ClassBook, ...]:
    """Its own gradebooks, and those of the groups of its pupils."""
    asked: dict[str, Any] = {"school": school_id, "class": group_id, "today": clock.today()}
    with connection.cursor() as cursor:
        return tuple(ClassBook(*row) for row in cursor.execute(_BOOKS, asked).fetchall())
