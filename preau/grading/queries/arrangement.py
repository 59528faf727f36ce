"""The gradebooks of a school as it arranges them: by group, by subject, or one with its teachers and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from preau.grading.averages.general import InGeneral
from preau.kernel import clock

_YEAR = """
(SELECT id FROM school_year WHERE %(today)s BETWEEN starts_on AND ends_on ORDER BY starts_on LIMIT 1)
"""

_BOOKS = f"""
SELECT b.id, b.group_id, b.subject_id, coalesce(nullif(b.label, ''), s.label),
       coalesce(nullif(g.label, ''), g.code), b.part, b.coefficient, b.modality, b.is_evaluable, b.in_general,
       b.rounding, b.closed_at IS NOT NULL,
       coalesce((SELECT string_agg(p.first_name || ' ' || p.last_name
                                   || CASE WHEN t.is_shown THEN '' ELSE %(hidden)s END, ', '
                                   ORDER BY p.sorting_name, t.id)
                   FROM gradebook_teacher t JOIN person p ON p.id = t.person_id
                  WHERE t.gradebook_id = b.id AND t.begins_on <= %(today)s
                    AND (t.ends_on IS NULL OR t.ends_on > %(today)s)), ''),
       coalesce((SELECT string_agg(u.label, ', ' ORDER BY u.position, u.id)
                   FROM sub_subject u WHERE u.gradebook_id = b.id AND u.removed_at IS NULL), '')
  FROM gradebook b
  JOIN subject s ON s.id = b.subject_id
  JOIN pupil_group g ON g.id = b.group_id
 WHERE b.school_id = %(school)s AND b.year_id = {_YEAR}
   AND (b.group_id = %(group)s OR b.subject_id = %(subject)s)
 ORDER BY b.closed_at IS NOT NULL, g.kind = 'division' DESC, g.code, b.position, b.id
"""  # noqa: S608 - our own pieces

_GROUPS = f"""
SELECT g.id, coalesce(nullif(g.label, ''), g.code), count(b.id)
  FROM pupil_group g
  JOIN gradebook b ON b.group_id = g.id AND b.school_id = g.school_id AND b.year_id = {_YEAR}
                  AND b.closed_at IS NULL
 WHERE g.school_id = %(school)s
 GROUP BY g.id ORDER BY g.kind = 'division' DESC, g.code, g.id
"""  # noqa: S608 - our own pieces

_SUBJECTS = f"""
SELECT s.id, s.label, count(*)
  FROM gradebook b JOIN subject s ON s.id = b.subject_id
 WHERE b.school_id = %(school)s AND b.year_id = {_YEAR} AND b.closed_at IS NULL
 GROUP BY s.id ORDER BY s.label, s.id
"""  # noqa: S608 - our own pieces

_TEACHERS = """
SELECT t.id, t.person_id, p.first_name || ' ' || p.last_name, t.is_shown, t.origin, t.begins_on, t.ends_on
  FROM gradebook_teacher t JOIN person p ON p.id = t.person_id
 WHERE t.gradebook_id = %(book)s AND t.school_id = %(school)s
 ORDER BY t.ends_on IS NOT NULL AND t.ends_on <= %(today)s, p.sorting_name, t.begins_on, t.id
"""

_PARTS = """
SELECT u.id, u.label, u.coefficient, u.best_bonus,
       (SELECT count(*) FROM evaluation e WHERE e.sub_subject_id = u.id AND e.withdrawn_at IS NULL)
  FROM sub_subject u
 WHERE u.gradebook_id = %(book)s AND u.school_id = %(school)s AND u.removed_at IS NULL
 ORDER BY u.position, u.id
"""


@dataclass(frozen=True, slots=True)
class ArrangedBook:
    """A gradebook, what it weighs and how it counts. `rounding` '': the school's."""

    gradebook_id: int
    group_id: int
    subject_id: int
    subject: str
    group: str
    part: str
    coefficient: Decimal
    modality: str
    is_evaluable: bool
    in_general: InGeneral
    rounding: str
    is_closed: bool
    teachers: str
    parts: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A group or a subject that has gradebooks, and how many."""

    id: int
    label: str
    books: int


@dataclass(frozen=True, slots=True)
class BookTeacher:
    """Who writes in a gradebook, from when until when; `is_shown` false: not named in the report card."""

    teacher_id: int
    person_id: int
    name: str
    is_shown: bool
    origin: str
    begins_on: date
    ends_on: date | None

    @property
    def last_on(self) -> date | None:
        """Her last day, None: as long as the year."""
        return self.ends_on - timedelta(days=1) if self.ends_on is not None else None

    @property
    def is_over(self) -> bool:
        """True when she writes no more."""
        return self.ends_on is not None and self.ends_on <= clock.today()


@dataclass(frozen=True, slots=True)
class BookPart:
    """A sub-subject, what it weighs, and how many evaluations are in it."""

    sub_subject_id: int
    label: str
    coefficient: Decimal
    best_bonus: Decimal
    evaluations: int


def arranged_books(
    school_id: int, *, hidden: str, group_id: int | None = None, subject_id: int | None = None
) -> tuple[ArrangedBook, ...]:
    """Those of a group in their order, or of a subject; `hidden` follows who is not named in the report card."""
    rows = _rows(_BOOKS, school_id, group=group_id, subject=subject_id, hidden=hidden)
    return tuple(ArrangedBook(*[*row[:9], InGeneral(row[9]), *row[10:]]) for row in rows)


def groups_with_books(school_id: int) -> tuple[Choice, ...]:
    """Classes, then groups."""
    return tuple(Choice(*row) for row in _rows(_GROUPS, school_id))


def subjects_with_books(school_id: int) -> tuple[Choice, ...]:
    """In the order of their names."""
    return tuple(Choice(*row) for row in _rows(_SUBJECTS, school_id))


def teachers_of_book(school_id: int, gradebook_id: int) -> tuple[BookTeacher, ...]:
    """Those who write in it, then those who did."""
    return tuple(BookTeacher(*row) for row in _rows(_TEACHERS, school_id, book=gradebook_id))


def parts_of_book(school_id: int, gradebook_id: int) -> tuple[BookPart, ...]:
    """In their order."""
    return tuple(BookPart(*row) for row in _rows(_PARTS, school_id, book=gradebook_id))


def _rows(statement: str, school_id: int, **more: Any) -> list[Any]:
    asked: dict[str, Any] = {"school": school_id, "today": clock.today(), **more}
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, asked).fetchall())
