"""The statements of marks of a class, as the school hands them out: what families may see at this minute (C84)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.grading.policies import may_print_statements
from preau.grading.queries.statement import (
    TERM_COLUMNS,
    Statement,
    TermChoice,
    asked_of,
    statement_for,
    term_choice,
)
from preau.grading.queries.statement_lines import MARKS_OF_SEVERAL, subject_lines
from preau.kernel import clock
from preau.kernel.actor import Actor

_CLASSES = """
SELECT g.id, coalesce(nullif(g.label, ''), g.code),
       ARRAY(SELECT f.person_id FROM form_teacher f
              WHERE f.group_id = g.id AND f.school_id = g.school_id AND f.begins_on <= %(today)s
                AND (f.ends_on IS NULL OR f.ends_on > %(today)s))
  FROM pupil_group g
 WHERE g.school_id = %(school)s AND g.kind = 'division' AND g.closed_on IS NULL
 ORDER BY g.code, g.id
"""

_TERMS = f"""
SELECT {TERM_COLUMNS}
  FROM pupil_group g
  JOIN school h ON h.id = g.school_id
  JOIN school_year y ON %(today)s BETWEEN y.starts_on AND y.ends_on
  LEFT JOIN term t ON t.group_id = g.id AND t.year_id = y.id
  LEFT JOIN grading_settings c ON c.school_id = h.id
 WHERE g.id = %(group)s AND g.school_id = %(school)s
 ORDER BY t.starts_on
"""  # noqa: S608 - our own pieces

_PUPILS = """
SELECT p.id, p.first_name || ' ' || p.last_name
  FROM person p
 WHERE p.id IN (SELECT m.pupil_id FROM membership m
                 WHERE m.group_id = %(group)s AND m.school_id = %(school)s AND m.begins_on <= %(today)s
                   AND (m.ends_on IS NULL OR m.ends_on > %(today)s))
 ORDER BY p.sorting_name, p.id
"""


@dataclass(frozen=True, slots=True)
class PrintedClass:
    """A class of which the actor may print the statements."""

    group_id: int
    label: str


def classes_to_print(actor: Actor, school_id: int) -> tuple[PrintedClass, ...]:
    """Those of this school that the actor may print, by their code."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_CLASSES, {"school": school_id, "today": clock.today()}).fetchall()
    return tuple(
        PrintedClass(group_id, label)
        for group_id, label, teachers in rows
        if may_print_statements(actor, school_id, frozenset(teachers))
    )


def terms_of_class(group_id: int, *, school_id: int) -> tuple[TermChoice, ...]:
    """Its terms of this year; the year alone where none was cut. The caller has decided who reads them."""
    asked: dict[str, Any] = {"group": group_id, "school": school_id, "today": clock.today()}
    with connection.cursor() as cursor:
        return tuple(term_choice(*row) for row in cursor.execute(_TERMS, asked).fetchall())


def pupils_of_class(group_id: int, *, school_id: int) -> tuple[tuple[int, str], ...]:
    """Who is in it today, by name."""
    asked: dict[str, Any] = {"group": group_id, "school": school_id, "today": clock.today()}
    with connection.cursor() as cursor:
        return tuple((pk, name) for pk, name in cursor.execute(_PUPILS, asked).fetchall())


def class_statements(group_id: int, term: TermChoice, *, pupil_ids: Collection[int] = ()) -> tuple[Statement, ...]:
    """The statements of a class for a term, of these pupils or of all, as families would read them now, in two
    statements. The caller has decided who prints them.
    """
    pupils = pupils_of_class(group_id, school_id=term.school_id)
    wanted = [one for one in pupils if not pupil_ids or one[0] in pupil_ids]
    asked: dict[str, Any] = {
        **asked_of(term), "pupils": [pk for pk, _name in wanted], "today": clock.today(),
        "released": term.seen_until(is_pupil=False),
    }  # fmt: skip
    with connection.cursor() as cursor:
        lines = subject_lines(term, cursor.execute(MARKS_OF_SEVERAL, asked).fetchall())
    return tuple(statement_for(pk, name, (term,), term, lines.get(pk, ())) for pk, name in wanted)
