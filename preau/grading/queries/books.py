"""The gradebooks that somebody writes in or reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.grading.book import READERS, WRITERS
from preau.kernel import clock
from preau.kernel.actor import Actor

_BOOKS = f"""
SELECT b.id, coalesce(nullif(b.label, ''), s.label), coalesce(nullif(g.label, ''), g.code), b.part,
       (SELECT count(*) FROM evaluation e WHERE e.gradebook_id = b.id AND e.withdrawn_at IS NULL),
       w.ids @> ARRAY[%(actor)s]::bigint[],
       (SELECT string_agg(p.first_name || ' ' || p.last_name, ', ' ORDER BY p.last_name)
          FROM gradebook_teacher t JOIN person p ON p.id = t.person_id
         WHERE t.gradebook_id = b.id AND (t.ends_on IS NULL OR t.ends_on > %(today)s))
  FROM gradebook b
  JOIN school_year y ON y.id = b.year_id AND %(today)s BETWEEN y.starts_on AND y.ends_on
  JOIN subject s ON s.id = b.subject_id
  JOIN pupil_group g ON g.id = b.group_id
 CROSS JOIN LATERAL (SELECT {WRITERS} AS ids) w
 WHERE b.school_id = %(school)s AND b.is_evaluable AND b.closed_at IS NULL
   AND (%(every)s OR w.ids @> ARRAY[%(actor)s]::bigint[] OR {READERS} @> ARRAY[%(actor)s]::bigint[])
 ORDER BY 6 DESC, g.code, b.position, b.id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class BookLine:
    """A gradebook in a list. `is_mine`: the reader writes in it."""

    gradebook_id: int
    subject: str
    group: str
    part: str
    evaluations: int
    is_mine: bool
    teachers: str | None


def books_of(actor: Actor, school_id: int, *, every: bool) -> tuple[BookLine, ...]:
    """The gradebooks of the year that the actor writes in or reads, hers first; `every`: all of the school."""
    asked: dict[str, Any] = {
        "school": school_id, "actor": actor.person_id, "today": clock.today(), "every": every,
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(BookLine(*row) for row in cursor.execute(_BOOKS, asked).fetchall())
