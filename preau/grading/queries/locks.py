"""The terms of a school with their state for marks, its exceptional reopenings, and who did what to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from preau.grading.book import TERM_STATE
from preau.grading.events_locks import EntryReopened, ReopeningWithdrawn, TermsLocked
from preau.kernel import clock

#: The trace shows the last so many gestures, the page the last so many reopenings that are over.
LAST_GESTURES = 30
LAST_REOPENINGS = 40

_TERMS = f"""
SELECT t.id, t.group_id, coalesce(nullif(g.label, ''), g.code), t.kind, t.number, t.starts_on, t.ends_on,
       t.end_of_entry_on, t.council_on, t.published_at IS NOT NULL, {TERM_STATE},
       CASE WHEN t.published_at IS NULL OR k.changed_at >= t.published_at THEN k.changed_at END,
       coalesce(p.first_name || ' ' || p.last_name, '')
  FROM term t
  JOIN (SELECT id FROM school_year WHERE ends_on >= %(today)s ORDER BY starts_on LIMIT 1) y ON y.id = t.year_id
  JOIN pupil_group g ON g.id = t.group_id
  LEFT JOIN term_lock k ON k.term_id = t.id
  LEFT JOIN person p ON p.id = k.changed_by_id
 WHERE t.school_id = %(school)s
 ORDER BY t.kind DESC, t.number, g.code, g.id
"""  # noqa: S608 - our own pieces

_BOOK = "coalesce(nullif(b.label, ''), s.label) || ', ' || coalesce(nullif(g.label, ''), g.code)"

_REOPENINGS = f"""
SELECT x.id, x.gradebook_id, {_BOOK}, coalesce(w.first_name || ' ' || w.last_name, ''), x.until, x.why,
       x.given_at, coalesce(p.first_name || ' ' || p.last_name, ''), x.withdrawn_at,
       x.withdrawn_at IS NULL AND x.until > %(now)s
  FROM entry_permission x
  JOIN gradebook b ON b.id = x.gradebook_id
  JOIN subject s ON s.id = b.subject_id
  JOIN pupil_group g ON g.id = b.group_id
  LEFT JOIN person w ON w.id = x.person_id
  LEFT JOIN person p ON p.id = x.given_by_id
 WHERE x.school_id = %(school)s
 ORDER BY 10 DESC, CASE WHEN x.withdrawn_at IS NULL AND x.until > %(now)s THEN x.until END,
          coalesce(x.withdrawn_at, x.until) DESC, x.id
 LIMIT %(most)s
"""  # noqa: S608 - our own pieces

_TRACE = f"""
SELECT e.at, e.name, coalesce(p.first_name || ' ' || p.last_name, ''), coalesce(e.payload ->> 'state', ''),
       coalesce(c.classes, ''), coalesce(c.kind, ''), coalesce(c.number, 0), coalesce({_BOOK}, ''),
       coalesce(w.first_name || ' ' || w.last_name, ''), x.until, coalesce(x.why, '')
  FROM (SELECT * FROM ledger_event
         WHERE school_id = %(school)s AND name = ANY(%(names)s) ORDER BY at DESC, id DESC LIMIT %(most)s) e
  LEFT JOIN person p ON p.id = e.actor_id
  LEFT JOIN LATERAL (
       SELECT string_agg(coalesce(nullif(h.label, ''), h.code), ', ' ORDER BY h.code) AS classes,
              min(t.kind) AS kind, min(t.number) AS number
         FROM jsonb_array_elements_text(e.payload -> 'term_ids') AS said(id)
         JOIN term t ON t.id = said.id::bigint AND t.school_id = e.school_id
         JOIN pupil_group h ON h.id = t.group_id) c ON true
  LEFT JOIN entry_permission x ON x.id = (e.payload ->> 'permission_id')::bigint
  LEFT JOIN person w ON w.id = x.person_id
  LEFT JOIN gradebook b ON b.id = x.gradebook_id
  LEFT JOIN subject s ON s.id = b.subject_id
  LEFT JOIN pupil_group g ON g.id = b.group_id
 ORDER BY e.at DESC, e.id DESC
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term of a class. `said_at` None: nobody said its state, its dates do."""

    term_id: int
    group_id: int
    division: str
    kind: str
    number: int
    starts_on: date
    ends_on: date
    end_of_entry_on: date | None
    council_on: date | None
    is_published: bool
    state: str
    said_at: datetime | None
    said_by: str

    @property
    def key(self) -> str:
        """« trimestre-1 », as addresses say it."""
        return f"{self.kind}-{self.number}"


@dataclass(frozen=True, slots=True)
class ReopeningLine:
    """An exceptional reopening; `person` '': for all who write in the gradebook."""

    permission_id: int
    gradebook_id: int
    book: str
    person: str
    until: datetime
    why: str
    given_at: datetime
    given_by: str
    withdrawn_at: datetime | None
    is_in_force: bool

    @property
    def last_day(self) -> date:
        """The last day on which it lets write."""
        return last_day_of(self.until)


@dataclass(frozen=True, slots=True)
class Gesture:
    """What somebody did to a lock, by the words of the moment they are read."""

    at: datetime
    name: str
    by: str
    state: str
    classes: str
    kind: str
    number: int
    book: str
    person: str
    until: datetime | None
    why: str


def last_day_of(until: datetime) -> date:
    """The last day of a reopening that ends at midnight."""
    return clock.school_day(until - timedelta(minutes=1))


def terms_of(school_id: int) -> tuple[TermLine, ...]:
    """Every term of the year in course (in summer, of the one to come), trimesters before semesters."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_TERMS, {"school": school_id, "today": clock.today()}).fetchall()
    return tuple(TermLine(*row) for row in rows)


def reopenings_of(school_id: int) -> tuple[ReopeningLine, ...]:
    """Those in force, the first to end first; then the last that are over."""
    asked: dict[str, Any] = {"school": school_id, "now": clock.now(), "most": LAST_REOPENINGS}
    with connection.cursor() as cursor:
        return tuple(ReopeningLine(*row) for row in cursor.execute(_REOPENINGS, asked).fetchall())


def lock_trace(school_id: int) -> tuple[Gesture, ...]:
    """The last gestures on the locks of this school, the latest first."""
    names = [TermsLocked.name, EntryReopened.name, ReopeningWithdrawn.name]
    asked: dict[str, Any] = {"school": school_id, "names": names, "most": LAST_GESTURES}
    with connection.cursor() as cursor:
        return tuple(Gesture(*row) for row in cursor.execute(_TRACE, asked).fetchall())
