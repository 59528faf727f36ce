"""Who teaches in a school, which subjects it knows and its groups: what a gradebook is opened with."""

from __future__ import annotations

from typing import Any

from django.db import connection

from preau.kernel import clock

_TEACHERS = """
SELECT DISTINCT p.id, p.last_name || ' ' || p.first_name, p.sorting_name
  FROM post o JOIN person p ON p.id = o.person_id
 WHERE o.school_id = %(school)s AND o.profile = 'enseignant' AND (%(person)s::bigint IS NULL OR p.id = %(person)s)
   AND o.begins_on <= %(today)s AND (o.ends_on IS NULL OR o.ends_on > %(today)s)
 ORDER BY p.sorting_name, p.id
"""

# The subjects of its gradebooks and courses first of all; then those of its académie, which it may begin to teach.
_SUBJECTS = """
SELECT s.id, s.label || CASE WHEN count(*) OVER (PARTITION BY s.label) > 1 THEN ' (' || s.code || ')' ELSE '' END
  FROM subject s
 WHERE (%(subject)s::bigint IS NULL OR s.id = %(subject)s)
   AND (s.source = (SELECT source FROM school WHERE id = %(school)s)
        OR s.id IN (SELECT b.subject_id FROM gradebook b WHERE b.school_id = %(school)s))
 ORDER BY s.label, s.code, s.id
"""

_GROUPS = """
SELECT g.id, coalesce(nullif(g.label, ''), g.code), g.kind = 'division' FROM pupil_group g
 WHERE g.school_id = %(school)s AND g.closed_on IS NULL ORDER BY g.kind = 'division' DESC, g.code, g.id
"""


def teachers_in(school_id: int) -> tuple[tuple[int, str], ...]:
    """(id, « Durand Claire ») of those who teach there today."""
    return tuple((int(pk), str(name)) for pk, name, _sorting in _rows(_TEACHERS, school_id, person=None))


def is_teacher(school_id: int, person_id: int) -> bool:
    """True when she teaches there today."""
    return bool(_rows(_TEACHERS, school_id, person=person_id))


def subjects_in(school_id: int) -> tuple[tuple[int, str], ...]:
    """(id, label) of the subjects that may be taught there."""
    return tuple((int(pk), str(label)) for pk, label in _rows(_SUBJECTS, school_id, subject=None))


def is_taught_subject(school_id: int, subject_id: int) -> bool:
    """True when that school may teach it."""
    return bool(_rows(_SUBJECTS, school_id, subject=subject_id))


def groups_in(school_id: int) -> tuple[tuple[int, str, bool], ...]:
    """(id, name, is a class) of the groups that are open, classes first."""
    return tuple((int(pk), str(label), bool(is_class)) for pk, label, is_class in _rows(_GROUPS, school_id))


def _rows(statement: str, school_id: int, **more: int | None) -> list[Any]:
    asked: dict[str, Any] = {"school": school_id, "today": clock.today(), **more}
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, asked).fetchall())
