"""The report cards of a class for a term, pupil by pupil: what each still lacks, which version there is (C95)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from preau.bulletins.class_term import ClassTerm
from preau.bulletins.queries.missing import CLASS_PAIRS, asked_of
from preau.kernel import clock

_HAS_RESULT = """
(EXISTS (SELECT FROM evaluation e JOIN mark m ON m.evaluation_id = e.id AND m.pupil_id = x.pupil_id
          WHERE e.gradebook_id = x.gradebook_id AND e.withdrawn_at IS NULL AND NOT e.is_formative
            AND m.value IS NOT NULL AND e.counts_on BETWEEN %(since)s AND %(until)s)
 OR EXISTS (SELECT FROM term_result r
             WHERE r.pupil_id = x.pupil_id AND r.gradebook_id = x.gradebook_id AND r.term_id = %(term)s
               AND (r.average IS NOT NULL OR r.is_not_marked OR r.positioning IS NOT NULL)))
"""

_PUPILS = f"""
WITH {CLASS_PAIRS}, counted AS (
    SELECT x.pupil_id, count(*) AS subjects, count(*) FILTER (WHERE coalesce(a.text, '') = '') AS texts,
           count(*) FILTER (WHERE NOT {_HAS_RESULT}) AS results
      FROM pairs x
      LEFT JOIN appreciation a ON a.gradebook_id = x.gradebook_id AND a.pupil_id = x.pupil_id
                              AND a.term_id = %(term)s
     GROUP BY x.pupil_id
)
SELECT p.id, p.last_name || ' ' || p.first_name, coalesce(n.subjects, 0), coalesce(n.texts, 0),
       coalesce(n.results, 0), coalesce(z.synthesis, '') <> '', c.id, coalesce(c.number, 0), c.made_at,
       c.published_at, coalesce((SELECT max(r.number) FROM report_card r
                                  WHERE r.pupil_id = p.id AND r.term_id = %(term)s
                                    AND r.published_at <= %(now)s), 0)
  FROM pupils u
  JOIN person p ON p.id = u.pupil_id
  LEFT JOIN counted n ON n.pupil_id = p.id
  LEFT JOIN council_decision z ON z.pupil_id = p.id AND z.term_id = %(term)s
  LEFT JOIN LATERAL (SELECT c.id, c.number, c.made_at, c.published_at FROM report_card c
                      WHERE c.pupil_id = p.id AND c.term_id = %(term)s
                      ORDER BY c.number DESC LIMIT 1) c ON true
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class CardLine:
    """A pupil of the class: subjects, appreciations and results missing, whether the council said something; her
    last version (`number` 0: none), when it is read, and the version that families read (0: none).
    """

    pupil_id: int
    pupil: str
    subjects: int
    texts: int
    results: int
    has_synthesis: bool
    card_id: int | None
    number: int
    made_at: datetime | None
    published_at: datetime | None
    read: int

    @property
    def is_whole(self) -> bool:
        """True when nothing is missing."""
        return not self.texts and not self.results and self.has_synthesis and self.subjects > 0


def edition_of(term: ClassTerm) -> tuple[CardLine, ...]:
    """The pupils of the class, in one statement. The caller has decided who reads it."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_PUPILS, {**asked_of(term), "now": clock.now()}).fetchall()
    return tuple(CardLine(*row) for row in rows)
