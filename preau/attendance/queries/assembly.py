"""The assembly points of a school, and whose they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import connection

_CLASSES = """
SELECT g.id, coalesce(nullif(g.label, ''), g.code), coalesce(p.label, ''), p.id
  FROM pupil_group g
  LEFT JOIN assembly_class a ON a.group_id = g.id AND a.school_id = g.school_id
  LEFT JOIN assembly_point p ON p.id = a.point_id
 WHERE g.school_id = %(school)s AND g.kind = 'division' AND g.closed_on IS NULL
 ORDER BY g.code, g.id
"""

_POINTS = "SELECT id, label FROM assembly_point WHERE school_id = %(school)s ORDER BY position, id"


@dataclass(frozen=True, slots=True)
class ClassPoint:
    """A class and its point; empty and None when it has none."""

    group_id: int
    label: str
    point: str
    point_id: int | None


@dataclass(frozen=True, slots=True)
class Assembly:
    """The points of a school, in order (id, name), and the one of every class, by name."""

    points: tuple[tuple[int, str], ...]
    classes: tuple[ClassPoint, ...]

    @property
    def mark(self) -> str:
        """What a form sends back, to know that nobody wrote since it was shown."""
        told = repr((self.points, [(one.group_id, one.point_id) for one in self.classes if one.point_id]))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def assembly_of(school_id: int) -> Assembly:
    """In two statements."""
    with connection.cursor() as cursor:
        points = cursor.execute(_POINTS, {"school": school_id}).fetchall()
        classes = cursor.execute(_CLASSES, {"school": school_id}).fetchall()
    return Assembly(tuple((pk, label) for pk, label in points), tuple(ClassPoint(*row) for row in classes))
