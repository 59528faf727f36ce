"""What a class still lacks for its report cards, subject by subject (rule B3: the list of the form teacher)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.bulletins.class_term import ClassTerm
from preau.directory.models import School
from preau.grading.book import WRITERS
from preau.kernel import clock
from preau.kernel.actor import Actor

#: The pupils of a class in a term who are still there, and the gradebooks that mark them.
CLASS_PAIRS = """
pupils AS (
    SELECT DISTINCT d.pupil_id FROM membership d
     WHERE d.group_id = %(group)s AND d.school_id = %(school)s
       AND d.begins_on <= %(until)s AND (d.ends_on IS NULL OR d.ends_on > least(%(today)s, %(until)s))
), pairs AS (
    SELECT DISTINCT b.id AS gradebook_id, m.pupil_id
      FROM pupils u
      JOIN membership m ON m.pupil_id = u.pupil_id AND m.school_id = %(school)s
                       AND m.begins_on <= %(until)s
                       AND (m.ends_on IS NULL OR m.ends_on > least(%(today)s, %(until)s))
      JOIN gradebook b ON b.group_id = m.group_id AND b.school_id = %(school)s AND b.year_id = %(year)s
                      AND b.is_evaluable AND b.closed_at IS NULL
)
"""

#: Who teaches in gradebook `b`, as the report card names them.
TEACHERS = """
(SELECT string_agg(q.first_name || ' ' || q.last_name, ', ' ORDER BY q.sorting_name)
   FROM gradebook_teacher w JOIN person q ON q.id = w.person_id
  WHERE w.gradebook_id = b.id AND w.is_shown AND (w.ends_on IS NULL OR w.ends_on > %(today)s))
"""

_HAS_RESULT = """
(EXISTS (SELECT FROM mark m JOIN evaluation e ON e.id = m.evaluation_id
          WHERE m.pupil_id = x.pupil_id AND e.gradebook_id = x.gradebook_id AND e.withdrawn_at IS NULL
            AND NOT e.is_formative AND m.value IS NOT NULL AND e.counts_on BETWEEN %(since)s AND %(until)s)
 OR EXISTS (SELECT FROM term_result r
             WHERE r.pupil_id = x.pupil_id AND r.gradebook_id = x.gradebook_id AND r.term_id = %(term)s
               AND (r.average IS NOT NULL OR r.is_not_marked OR r.positioning IS NOT NULL)))
"""

# Who can write today, substitutes included.
_WRITERS_NAMED = f"""
(SELECT string_agg(q.first_name || ' ' || q.last_name, ', ' ORDER BY q.sorting_name)
   FROM person q WHERE q.id = ANY({WRITERS}))
"""  # noqa: S608 - our own pieces

_BY_BOOK = f"""
WITH {CLASS_PAIRS}
SELECT b.id, coalesce(nullif(b.label, ''), s.label), coalesce(nullif(g.label, ''), g.code),
       coalesce({_WRITERS_NAMED}, ''), {WRITERS} @> ARRAY[%(actor)s]::bigint[], count(*),
       coalesce(array_agg(p.last_name || ' ' || p.first_name ORDER BY p.sorting_name)
                FILTER (WHERE coalesce(a.text, '') = ''), '{{}}'),
       coalesce(array_agg(p.last_name || ' ' || p.first_name ORDER BY p.sorting_name)
                FILTER (WHERE NOT {_HAS_RESULT}), '{{}}'),
       (SELECT count(*) FROM programme_element l
         WHERE l.gradebook_id = b.id AND l.kind = %(kind)s AND l.number = %(number)s)
  FROM pairs x
  JOIN gradebook b ON b.id = x.gradebook_id
  JOIN subject s ON s.id = b.subject_id
  JOIN pupil_group g ON g.id = b.group_id
  JOIN person p ON p.id = x.pupil_id
  LEFT JOIN appreciation a ON a.gradebook_id = x.gradebook_id AND a.pupil_id = x.pupil_id AND a.term_id = %(term)s
 GROUP BY b.id, s.label, g.label, g.code
 ORDER BY b.position, 2, b.id
"""  # noqa: S608 - our own pieces

# At the collège the report card has an appreciation of school life (rule B3).
_OF_CLASS = f"""
WITH {CLASS_PAIRS}
SELECT count(*),
       coalesce(array_agg(p.last_name || ' ' || p.first_name ORDER BY p.sorting_name)
                FILTER (WHERE coalesce(c.synthesis, '') = ''), '{{}}'),
       coalesce(array_agg(p.last_name || ' ' || p.first_name ORDER BY p.sorting_name)
                FILTER (WHERE coalesce(l.comment, '') = '' AND h.kind = '{School.Kind.COLLEGE}'), '{{}}'),
       EXISTS (SELECT FROM class_comment z WHERE z.term_id = %(term)s AND z.text <> ''),
       (SELECT string_agg(q.first_name || ' ' || q.last_name, ', ' ORDER BY q.sorting_name)
          FROM person q WHERE q.id = ANY(%(form_teachers)s))
  FROM pupils u
  JOIN person p ON p.id = u.pupil_id
  JOIN school h ON h.id = %(school)s
  LEFT JOIN council_decision c ON c.pupil_id = u.pupil_id AND c.term_id = %(term)s
  LEFT JOIN school_life l ON l.pupil_id = u.pupil_id AND l.term_id = %(term)s
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class BookMissing:
    """A subject of the class: who writes in it today (`is_mine`: the reader does), names of the pupils of whom
    nothing is said, of those without mark nor positioning, and how many programme elements there are.
    """

    gradebook_id: int
    subject: str
    group: str
    writers: str
    is_mine: bool
    pupils: int
    without_text: tuple[str, ...]
    without_result: tuple[str, ...]
    elements: int

    @property
    def is_whole(self) -> bool:
        """True when nothing is missing."""
        return not self.without_text and not self.without_result and self.elements > 0


@dataclass(frozen=True, slots=True)
class Missing:
    """A class for a term: its subjects, how many pupils, those without a synthesis of the council or a word of vie
    scolaire, whether it has a comment, who its form teachers are.
    """

    books: tuple[BookMissing, ...]
    pupils: int
    without_synthesis: tuple[str, ...]
    without_life: tuple[str, ...]
    has_comment: bool
    form_teachers: str

    @property
    def by_writer(self) -> tuple[tuple[str, tuple[BookMissing, ...]], ...]:
        """The subjects where something is missing, by who writes in them."""
        found: dict[str, list[BookMissing]] = {}
        for book in self.books:
            if not book.is_whole:
                found.setdefault(book.writers, []).append(book)
        return tuple((writers, tuple(books)) for writers, books in sorted(found.items()))

    @property
    def whole(self) -> tuple[BookMissing, ...]:
        """The subjects where nothing is missing."""
        return tuple(book for book in self.books if book.is_whole)


def asked_of(term: ClassTerm) -> dict[str, Any]:
    """What the statements on a class and its term are asked."""
    return {
        "school": term.school_id, "term": term.term_id, "group": term.group_id, "year": term.year_id,
        "kind": term.kind, "number": term.number, "since": term.starts_on, "until": term.ends_on,
        "today": clock.today(),
    }  # fmt: skip


def missing_of(actor: Actor, term: ClassTerm) -> Missing:
    """What the class lacks, in two statements. The caller has decided who reads it."""
    asked = {**asked_of(term), "actor": actor.person_id, "form_teachers": list(term.form_teacher_ids)}
    with connection.cursor() as cursor:
        books = cursor.execute(_BY_BOOK, asked).fetchall()
        of_class = cursor.execute(_OF_CLASS, asked).fetchone()
    pupils, without_synthesis, without_life, has_comment, form_teachers = of_class or (0, (), (), False, None)
    return Missing(
        tuple(
            BookMissing(*[*head, tuple(texts), tuple(results), elements])
            for *head, texts, results, elements in books
        ),
        pupils,
        tuple(without_synthesis),
        tuple(without_life),
        has_comment,
        form_teachers or "",
    )
