"""The report cards of a school for a term, class by class: what is written, made, published (capability C95)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from preau.kernel import clock

_MIDNIGHT = time()

_TERMS = """
SELECT t.kind, t.number, min(t.starts_on) <= %(today)s
  FROM term t
  JOIN school_year y ON y.id = t.year_id AND %(today)s BETWEEN y.starts_on AND y.ends_on
  JOIN pupil_group g ON g.id = t.group_id AND g.kind = 'division' AND g.closed_on IS NULL
 WHERE t.school_id = %(school)s
 GROUP BY t.kind, t.number
 ORDER BY t.kind DESC, t.number
"""

# Appreciations are counted over the pupils of the class and the gradebooks of their groups, as « Ce qui manque ».
_LINES = """
WITH terms AS (
    SELECT t.*, coalesce(nullif(g.label, ''), g.code) AS division, g.code, least(%(today)s, t.ends_on) AS at
      FROM term t
      JOIN school_year y ON y.id = t.year_id AND %(today)s BETWEEN y.starts_on AND y.ends_on
      JOIN pupil_group g ON g.id = t.group_id AND g.kind = 'division' AND g.closed_on IS NULL
     WHERE t.school_id = %(school)s AND (t.kind = %(kind)s AND t.number = %(number)s OR t.id = ANY(%(terms)s))
), pupils AS (
    SELECT DISTINCT t.id AS term_id, t.year_id, t.ends_on, t.at, d.pupil_id
      FROM terms t
      JOIN membership d ON d.group_id = t.group_id AND d.school_id = %(school)s AND d.begins_on <= t.ends_on
                       AND (d.ends_on IS NULL OR d.ends_on > t.at)
), expected AS (
    SELECT u.term_id, count(*) AS expected
      FROM pupils u
      JOIN membership m ON m.pupil_id = u.pupil_id AND m.school_id = %(school)s AND m.begins_on <= u.ends_on
                       AND (m.ends_on IS NULL OR m.ends_on > u.at)
      JOIN gradebook b ON b.group_id = m.group_id AND b.school_id = %(school)s AND b.year_id = u.year_id
                      AND b.is_evaluable AND b.closed_at IS NULL
     GROUP BY u.term_id
), written AS (
    SELECT u.term_id, count(*) AS written
      FROM pupils u
      JOIN appreciation a ON a.pupil_id = u.pupil_id AND a.term_id = u.term_id AND a.text <> ''
      JOIN gradebook b ON b.id = a.gradebook_id AND b.is_evaluable AND b.closed_at IS NULL
     GROUP BY u.term_id
), cards AS (
    SELECT term_id, count(*) AS made, max(number) AS version,
           count(*) FILTER (WHERE published_at <= %(now)s) AS read, min(published_at) FILTER
               (WHERE published_at > %(now)s) AS at
      FROM (SELECT DISTINCT ON (c.term_id, c.pupil_id) c.term_id, c.number, c.published_at
              FROM report_card c JOIN terms t ON t.id = c.term_id
             ORDER BY c.term_id, c.pupil_id, c.number DESC) last
     GROUP BY term_id
), decided AS (
    SELECT u.term_id, count(*) AS pupils, count(*) FILTER (WHERE z.synthesis <> '') AS syntheses
      FROM pupils u
      LEFT JOIN council_decision z ON z.term_id = u.term_id AND z.pupil_id = u.pupil_id
     GROUP BY u.term_id
)
SELECT t.id, t.division, t.kind, t.number, t.council_on, t.ends_on, coalesce(d.pupils, 0), coalesce(x.expected, 0),
       coalesce(w.written, 0), coalesce(d.syntheses, 0), k.validated_at IS NOT NULL, coalesce(c.made, 0),
       coalesce(c.version, 0), coalesce(c.read, 0), c.at, t.published_at IS NOT NULL
  FROM terms t
  LEFT JOIN decided d ON d.term_id = t.id
  LEFT JOIN expected x ON x.term_id = t.id
  LEFT JOIN written w ON w.term_id = t.id
  LEFT JOIN cards c ON c.term_id = t.id
  LEFT JOIN council k ON k.term_id = t.id
 ORDER BY t.code, t.id
"""

_BATCHES = """
SELECT b.id, b.asked, b.made, coalesce(jsonb_array_length(b.failed), 0), b.asked_at, b.ended_at,
       coalesce(p.first_name || ' ' || p.last_name, ''),
       (SELECT count(*) FROM report_card c
         WHERE c.term_id IN (SELECT jsonb_array_elements_text(b.term_ids)::bigint)
           AND c.made_at BETWEEN b.asked_at AND coalesce(b.ended_at, %(now)s))
  FROM report_card_batch b LEFT JOIN person p ON p.id = b.asked_by_id
 WHERE b.school_id = %(school)s AND (b.ended_at IS NULL OR b.ended_at > %(recently)s)
 ORDER BY b.asked_at DESC, b.id DESC LIMIT 3
"""


@dataclass(frozen=True, slots=True)
class TermKey:
    """A trimester or a semester, of several classes."""

    kind: str
    number: int
    has_begun: bool

    @property
    def key(self) -> str:
        """« trimestre-1 », as addresses say it."""
        return f"{self.kind}-{self.number}"


@dataclass(frozen=True, slots=True)
class EditionLine:
    """A class for a term. `made`: pupils with a card; `read`: those whose last version families read; `version`:
    the highest one; `at`: when the next ones will be read.
    """

    term_id: int
    division: str
    kind: str
    number: int
    council_on: date | None
    ends_on: date
    pupils: int
    expected: int
    written: int
    syntheses: int
    is_validated: bool
    made: int
    version: int
    read: int
    at: datetime | None
    was_published: bool

    @property
    def texts_left(self) -> int:
        """Appreciations that nobody wrote."""
        return max(0, self.expected - self.written)

    @property
    def syntheses_left(self) -> int:
        """Pupils of whom the council says nothing yet."""
        return self.pupils - self.syntheses

    @property
    def is_whole(self) -> bool:
        """True when every text is written."""
        return not self.texts_left and not self.syntheses_left

    @property
    def unread(self) -> int:
        """Cards whose last version no family reads yet."""
        return self.made - self.read


@dataclass(frozen=True, slots=True)
class BatchLine:
    """What was asked, and how far it is; how many of them are a new version."""

    batch_id: int
    asked: int
    made: int
    failed: int
    asked_at: datetime
    ended_at: datetime | None
    who: str
    new: int

    @property
    def is_running(self) -> bool:
        """True until it is whole."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Editions:
    """The classes of the term chosen, the terms there are, and what is being made. `term` None: none was cut."""

    terms: tuple[TermKey, ...]
    term: TermKey | None
    lines: tuple[EditionLine, ...]
    batches: tuple[BatchLine, ...]

    @property
    def is_running(self) -> bool:
        """True while something is being made."""
        return any(batch.is_running for batch in self.batches)


def editions_of(school_id: int, asked: str = "") -> Editions:
    """The term that `asked` names, or the last one that began, in three statements. The caller has decided."""
    now = clock.now()
    words: dict[str, Any] = {
        "school": school_id, "today": clock.today(), "now": now,
        "recently": clock.instant(clock.today(), _MIDNIGHT),
    }  # fmt: skip
    with connection.cursor() as cursor:
        terms = tuple(TermKey(*row) for row in cursor.execute(_TERMS, words).fetchall())
        term = _chosen(terms, asked)
        lines: tuple[EditionLine, ...] = ()
        if term is not None:
            of_term = {**words, "kind": term.kind, "number": term.number, "terms": []}
            rows = cursor.execute(_LINES, of_term).fetchall()
            lines = tuple(EditionLine(*row) for row in rows)
        batches = tuple(BatchLine(*row) for row in cursor.execute(_BATCHES, words).fetchall())
    return Editions(terms, term, lines, batches)


def lines_of(school_id: int, term_ids: list[int]) -> tuple[EditionLine, ...]:
    """The classes of these terms alone, in one statement. The caller has decided."""
    asked: dict[str, Any] = {
        "school": school_id, "today": clock.today(), "now": clock.now(), "kind": "", "number": 0,
        "terms": term_ids,
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(EditionLine(*row) for row in cursor.execute(_LINES, asked).fetchall())


def _chosen(terms: tuple[TermKey, ...], asked: str) -> TermKey | None:
    named = [term for term in terms if term.key == asked]
    begun = [term for term in terms if term.has_begun and term.kind == terms[0].kind]
    found = [*named, *begun[-1:], *terms]
    return found[0] if found else None
