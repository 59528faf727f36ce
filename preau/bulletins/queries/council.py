"""What councils decided, class by class: for the screen of the council, the report card and the national record.

School life is read in `queries/school_life.py`, projects in `queries/projects.py`, plans of pupils in
`queries/accompaniments.py`. Votes are read by the screen of the council alone: they are nowhere here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from preau.bulletins.class_term import ClassTerm
from preau.bulletins.queries.missing import CLASS_PAIRS, asked_of

_PUPILS = f"""
WITH {CLASS_PAIRS}
SELECT p.id, p.last_name, p.first_name FROM pupils u JOIN person p ON p.id = u.pupil_id
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own pieces

_COUNCIL = """
SELECT id, synthesis, minutes, opened_at, closed_at, validated_at, version FROM council
 WHERE term_id = %(term)s AND school_id = %(school)s
"""

_DECISIONS = """
SELECT c.pupil_id, c.synthesis, coalesce(m.label, ''), coalesce(m.is_warning, false), c.orientation, c.version,
       c.written_at
  FROM council_decision c
  LEFT JOIN mention m ON m.id = c.mention_id
 WHERE c.term_id = %(term)s AND c.school_id = %(school)s
"""


@dataclass(frozen=True, slots=True)
class ClassPupil:
    """A pupil who is still in the class at the end of the term, or today."""

    pupil_id: int
    last_name: str
    first_name: str

    @property
    def name(self) -> str:
        """« Bœuf Noé »."""
        return f"{self.last_name} {self.first_name}"


@dataclass(frozen=True, slots=True)
class CouncilHead:
    """The council of a class for a term: what it says of the class, and how far it is."""

    council_id: int
    synthesis: str
    minutes: str
    opened_at: datetime
    closed_at: datetime | None
    validated_at: datetime | None
    version: int

    @property
    def is_open(self) -> bool:
        """True while decisions are taken."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the council says of a pupil; '' where it says nothing. `mention` is a label of the school's list."""

    pupil_id: int
    synthesis: str
    mention: str
    is_warning: bool
    orientation: str
    version: int
    written_at: datetime


def class_pupils(term: ClassTerm) -> tuple[ClassPupil, ...]:
    """The pupils of whom the council speaks, in the order of names."""
    with connection.cursor() as cursor:
        return tuple(ClassPupil(*row) for row in cursor.execute(_PUPILS, asked_of(term)).fetchall())


def council_of(term: ClassTerm) -> CouncilHead | None:
    """The council of this class for this term; None when nobody opened it yet."""
    with connection.cursor() as cursor:
        row = cursor.execute(_COUNCIL, asked_of(term)).fetchone()
    return CouncilHead(*row) if row else None


def decisions_of(term: ClassTerm) -> Mapping[int, Decision]:
    """By pupil, in one statement. The caller has decided who reads them."""
    with connection.cursor() as cursor:
        return {row[0]: Decision(*row) for row in cursor.execute(_DECISIONS, asked_of(term)).fetchall()}


def names_without_synthesis(term: ClassTerm) -> tuple[str, ...]:
    """The pupils of whom the council says nothing yet, in two statements."""
    said = decisions_of(term)
    return tuple(
        pupil.name
        for pupil in class_pupils(term)
        if pupil.pupil_id not in said or not said[pupil.pupil_id].synthesis
    )
