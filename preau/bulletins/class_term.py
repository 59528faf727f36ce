"""A class and one of its terms, as screens of report cards meet them: its form teachers, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.bulletins.rules import DUE_BEFORE_COUNCIL
from preau.grading.book import TERM_STATE
from preau.grading.models import TermLock
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed

#: The form teachers of the class of term `t`, today.
FORM_TEACHERS = """
ARRAY(SELECT f.person_id FROM form_teacher f
       WHERE f.group_id = t.group_id AND f.school_id = t.school_id
         AND f.begins_on <= %(today)s AND (f.ends_on IS NULL OR f.ends_on > %(today)s))
"""

_CLASS_TERM = f"""
SELECT t.id, t.school_id, t.year_id, t.group_id, coalesce(nullif(g.label, ''), g.code), t.kind, t.number,
       t.starts_on, t.ends_on, t.end_of_entry_on, t.council_on, {TERM_STATE}, {FORM_TEACHERS},
       ARRAY(SELECT ROW(o.id, o.kind, o.number) FROM term o WHERE o.group_id = t.group_id AND o.year_id = t.year_id
              ORDER BY o.starts_on)
  FROM term t
  JOIN pupil_group g ON g.id = t.group_id
  LEFT JOIN term_lock k ON k.term_id = t.id
 WHERE t.id = %(term)s AND t.school_id = %(school)s
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class ClassTerm:
    """A term of a class. `terms`: those of its year, as (id, kind, number)."""

    term_id: int
    school_id: int
    year_id: int
    group_id: int
    division: str
    kind: str
    number: int
    starts_on: date
    ends_on: date
    end_of_entry_on: date | None
    council_on: date | None
    state: str
    form_teacher_ids: frozenset[int]
    terms: tuple[tuple[int, str, int], ...]

    @property
    def is_closed(self) -> bool:
        """True when nobody writes any more."""
        return self.state == TermLock.State.CLOSED

    @property
    def due_on(self) -> date | None:
        """The day until which appreciations are expected: before the council (rule B3), or the end of entry."""
        return due_on(self.council_on, self.end_of_entry_on)


def due_on(council_on: date | None, end_of_entry_on: date | None) -> date | None:
    """When appreciations are due, for a council and an end of entry that may be unknown."""
    if council_on is not None:
        return council_on - timedelta(days=DUE_BEFORE_COUNCIL)
    return end_of_entry_on


def load_class_term(term_id: int, *, school_id: int) -> ClassTerm:
    """The term of this school with this id. The caller decides by `policies`.

    Errors: `NotAllowed` when this school has none.
    """
    asked: dict[str, Any] = {"term": term_id, "school": school_id, "today": clock.today()}
    with connection.cursor() as cursor:
        row = cursor.execute(_CLASS_TERM, asked).fetchone()
    if row is None:
        raise NotAllowed
    *head, form_teachers, terms = row
    return ClassTerm(*[*head, frozenset(form_teachers), tuple((int(pk), kind, int(n)) for pk, kind, n in terms)])


def closed_words() -> str:
    """What reads whoever writes for the report card in a term that is closed."""
    return _("La période est fermée\u202f: demandez une réouverture à la direction.")
