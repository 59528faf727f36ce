"""The assembly points of a school, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

_CLASSES = """
SELECT g.id, coalesce(nullif(g.label, ''), g.code), coalesce(p.label, '')
  FROM pupil_group g
  LEFT JOIN assembly_class a ON a.group_id = g.id AND a.school_id = g.school_id
  LEFT JOIN assembly_point p ON p.id = a.point_id
 WHERE g.school_id = %(school)s AND g.kind = 'division' AND g.closed_on IS NULL
 ORDER BY g.code, g.id
"""

_POINTS = "SELECT label FROM assembly_point WHERE school_id = %(school)s ORDER BY position, id"


@dataclass(frozen=True, slots=True)
class ClassPoint:
    """A class and its point, empty when it has none."""

    group_id: int
    label: str
    point: str


def points_of(school_id: int) -> tuple[str, ...]:
    """Their names, in order."""
    with connection.cursor() as cursor:
        return tuple(label for (label,) in cursor.execute(_POINTS, {"school": school_id}).fetchall())


def class_points(school_id: int) -> tuple[ClassPoint, ...]:
    """Every class of the school, by name."""
    with connection.cursor() as cursor:
        return tuple(ClassPoint(*row) for row in cursor.execute(_CLASSES, {"school": school_id}).fetchall())
