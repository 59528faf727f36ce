"""The appreciations of a class, read by who proofreads them: all those of a pupil, or all those of a subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.bulletins.appreciation import by_whom
from preau.bulletins.class_term import ClassTerm
from preau.bulletins.queries.missing import CLASS_PAIRS, TEACHERS, asked_of
from preau.kernel.actor import Actor

_CHOICES = f"""
WITH {CLASS_PAIRS}
SELECT ARRAY(SELECT ROW(p.id, p.last_name || ' ' || p.first_name) FROM pupils u JOIN person p ON p.id = u.pupil_id
              ORDER BY p.sorting_name, p.id),
       ARRAY(SELECT ROW(b.id, coalesce(nullif(b.label, ''), s.label)
                              || CASE WHEN g.id = %(group)s THEN ''
                                      ELSE ' (' || coalesce(nullif(g.label, ''), g.code) || ')' END)
               FROM gradebook b JOIN subject s ON s.id = b.subject_id JOIN pupil_group g ON g.id = b.group_id
              WHERE b.id IN (SELECT gradebook_id FROM pairs) ORDER BY b.position, s.label, b.id)
"""  # noqa: S608 - our own pieces

_LINES = f"""
WITH {CLASS_PAIRS}
SELECT p.last_name || ' ' || p.first_name, coalesce(nullif(b.label, ''), s.label), coalesce({TEACHERS}, ''),
       coalesce(a.id, 0), coalesce(a.text, ''), coalesce(a.version, 0),
       q.first_name || ' ' || q.last_name, a.written_at, c.text, c.state, coalesce(c.seen, 0)
  FROM pairs x
  JOIN gradebook b ON b.id = x.gradebook_id
  JOIN subject s ON s.id = b.subject_id
  JOIN person p ON p.id = x.pupil_id
  LEFT JOIN appreciation a ON a.gradebook_id = x.gradebook_id AND a.pupil_id = x.pupil_id AND a.term_id = %(term)s
  LEFT JOIN person q ON q.id = a.written_by_id
  LEFT JOIN LATERAL (SELECT * FROM appreciation_correction z
                      WHERE z.appreciation_id = a.id AND z.proposed_by_id = %(actor)s
                      ORDER BY z.proposed_at DESC, z.id DESC LIMIT 1) c ON true
 WHERE (%(pupil)s::bigint IS NULL OR x.pupil_id = %(pupil)s) AND (%(book)s::bigint IS NULL OR b.id = %(book)s)
 ORDER BY b.position, s.label, b.id, p.sorting_name, p.id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class ClassChoices:
    """(id, label) of the pupils of the class, and of its subjects."""

    pupils: tuple[tuple[int, str], ...]
    books: tuple[tuple[int, str], ...]

    @property
    def pupil_views(self) -> list[tuple[str, str]]:
        """(key, label): all the subjects of a pupil."""
        return [(f"eleve-{pk}", name) for pk, name in self.pupils]

    @property
    def book_views(self) -> list[tuple[str, str]]:
        """(key, label): all the pupils of a subject."""
        return [(f"matiere-{pk}", name) for pk, name in self.books]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """An appreciation (id 0: nothing is said yet), by whom, and the last correction that the reader proposed."""

    pupil: str
    subject: str
    teachers: str
    appreciation_id: int
    text: str
    version: int
    written: str
    proposed: str
    state: str
    seen: int


def choices_of(term: ClassTerm) -> ClassChoices:
    """Pupils and subjects of the class, in one statement."""
    with connection.cursor() as cursor:
        row = cursor.execute(_CHOICES, asked_of(term)).fetchone()
    pupils, books = row or ((), ())
    return ClassChoices(*(tuple((int(pk), label) for pk, label in some) for some in (pupils, books)))


def lines_of(
    actor: Actor, term: ClassTerm, *, pupil_id: int | None = None, gradebook_id: int | None = None
) -> tuple[ReadLine, ...]:
    """All the subjects of a pupil, or all the pupils of a subject, in one statement. The caller has decided."""
    asked: dict[str, Any] = {
        **asked_of(term), "actor": actor.person_id, "pupil": pupil_id, "book": gradebook_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_LINES, asked).fetchall()
    return tuple(
        ReadLine(*[*row[:6], by_whom(row[6] or "", row[7]), row[8] or "", row[9] or "", row[10]]) for row in rows
    )
