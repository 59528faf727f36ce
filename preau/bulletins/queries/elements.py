"""The programme elements of a gradebook for a term, and where others may be taken from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.grading.book import WRITERS, GradebookHead
from preau.kernel import clock
from preau.kernel.actor import Actor

_ELEMENTS = """
SELECT e.id, e.text FROM programme_element e
 WHERE e.gradebook_id = %(book)s AND e.school_id = %(school)s AND e.kind = %(kind)s AND e.number = %(number)s
 ORDER BY e.position, e.id
"""

# Other terms of this gradebook first, then the gradebooks of the same subject that the reader writes in.
_SOURCES = f"""
SELECT e.gradebook_id, e.kind, e.number, coalesce(nullif(g.label, ''), g.code),
       array_agg(e.text ORDER BY e.position, e.id)
  FROM programme_element e
  JOIN gradebook b ON b.id = e.gradebook_id
  JOIN pupil_group g ON g.id = b.group_id
 WHERE e.school_id = %(school)s AND b.subject_id = %(subject)s
   AND (e.gradebook_id, e.kind, e.number) <> (%(book)s, %(kind)s, %(number)s)
   AND (b.id = %(book)s OR {WRITERS} @> ARRAY[%(actor)s]::bigint[])
 GROUP BY e.gradebook_id, e.kind, e.number, 4
 ORDER BY e.gradebook_id <> %(book)s, 4, e.kind DESC, e.number DESC
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class ElementLine:
    """An element, in its place."""

    element_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """The elements of another term or class, that may be taken again."""

    gradebook_id: int
    kind: str
    number: int
    group: str
    texts: tuple[str, ...]

    @property
    def key(self) -> str:
        """« 12-trimestre-1 », as a form says it."""
        return f"{self.gradebook_id}-{self.kind}-{self.number}"


def elements_of(book: GradebookHead, kind: str, number: int) -> tuple[ElementLine, ...]:
    """The elements in their order, in one statement."""
    asked: dict[str, Any] = {
        "book": book.gradebook_id, "school": book.school_id, "kind": kind, "number": number,
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(ElementLine(*row) for row in cursor.execute(_ELEMENTS, asked).fetchall())


def sources_for(actor: Actor, book: GradebookHead, kind: str, number: int) -> tuple[Source, ...]:
    """Where elements may be taken from, in one statement."""
    asked: dict[str, Any] = {
        "book": book.gradebook_id, "school": book.school_id, "subject": book.subject_id, "kind": kind,
        "number": number, "actor": actor.person_id, "today": clock.today(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_SOURCES, asked).fetchall()
    return tuple(Source(pk, of, n, group, tuple(texts)) for pk, of, n, group, texts in rows)
