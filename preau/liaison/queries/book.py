"""The book as a family reads it: last words of each child, what waits first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.liaison.owing import OWED
from preau.liaison.rules import PAGE
from preau.liaison.signing import adult

#: Of the school year under way: what came before is not shown any more (rule B11).
THIS_YEAR = "coalesce((SELECT max(k.starts_on) FROM school_year k WHERE k.starts_on <= %(day)s), '-infinity')"

#: Whether an answer of this person counts: rows `w`, `a`; parameters `hat`, `deciding` (ids of pupils), `day`.
MINE = f"""(CASE WHEN {adult("a.pupil_id")} THEN %(hat)s = 'eleve'
           ELSE %(hat)s = 'responsable' AND (w.answer = 'accuse' OR a.pupil_id = ANY(%(deciding)s)) END)"""

_BOOK = f"""
SELECT w.id, a.pupil_id, w.school_id, w.title, w.beginning, w.purpose, w.answer, w.sent_at, w.due_on,
       r.seen_at IS NULL, r.answered_at, coalesce(r.value, ''), a.outcome, {OWED} AND {MINE} AS owed,
       count(*) OVER (), count(*) FILTER (WHERE {OWED} AND {MINE}) OVER ()
  FROM liaison_word_pupil a
  JOIN liaison_word w ON w.id = a.word_id
  LEFT JOIN liaison_reply r ON r.word_id = a.word_id AND r.pupil_id = a.pupil_id AND r.person_id = %(person)s
 WHERE a.pupil_id = ANY(%(pupils)s) AND a.school_id = ANY(%(schools)s) AND w.state = 'envoye'
   AND w.sent_at >= {THIS_YEAR}
 ORDER BY owed DESC, CASE WHEN {OWED} AND {MINE} THEN w.due_on END NULLS LAST,
          w.sent_at DESC, w.id DESC, a.pupil_id
 LIMIT %(most)s OFFSET %(skip)s
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class BookLine:
    """A word in the book of a child. `is_owed`: an answer of the reader is awaited."""

    word_id: int
    pupil_id: int
    school_id: int
    title: str
    beginning: str
    purpose: str
    answer: str
    sent_at: datetime
    due_on: date | None
    is_unread: bool
    answered_at: datetime | None
    value: str
    outcome: str
    is_owed: bool


@dataclass(frozen=True, slots=True)
class Book:
    """A page of the book; `total` words in all, of which `owed` wait for the reader."""

    lines: tuple[BookLine, ...]
    total: int
    owed: int


def reading(actor: Actor, pupil_ids: Sequence[int], **more: Any) -> dict[str, Any]:
    """The parameters of the pieces above, for this reader."""
    deciding = [ward.pupil_id for ward in actor.wards if ward.may_decide] if actor.is_a(Profile.GUARDIAN) else []
    return {
        "person": actor.person_id, "hat": actor.profile.value, "pupils": list(pupil_ids), "deciding": deciding,
        "schools": list(actor.school_ids), "day": clock.today(), **more,
    }  # fmt: skip


def book_of(actor: Actor, pupil_ids: Sequence[int], *, page: int = 1, most: int = PAGE) -> Book:
    """What waits for the reader first, by deadline; then the last words. The caller decided of whom she reads."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_BOOK, reading(actor, pupil_ids, most=most, skip=(page - 1) * most)).fetchall()
    total, owed = rows[0][-2:] if rows else (0, 0)
    return Book(tuple(BookLine(*row[:-2]) for row in rows), total, owed)
