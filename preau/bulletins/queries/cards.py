"""Report cards as they were given: those of a pupil for her family, every version for the staff (C95, C98)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.bulletins.cards.content import Content, content_of
from preau.bulletins.policies import may_read_cards_of_taught, may_see_report_cards_of, reads_every_card
from preau.directory.people.reach import TIED_GROUPS, during
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

_OF_PUPIL = """
SELECT p.first_name, p.first_name || ' ' || p.last_name, c.card_id, c.school, c.year, c.division, c.kind,
       c.term_number, c.version, c.published_at
  FROM person p LEFT JOIN published_report_cards(p.id, %(now)s) c ON true
 WHERE p.id = %(pupil)s
 ORDER BY c.starts_on DESC, c.card_id DESC
"""

_ONE = """
SELECT c.version, c.made_at, c.published_at, c.digest, c.content, c.pdf, ''
  FROM published_report_card(%(pupil)s, %(card)s, %(now)s) c
"""

_EVERY_PDF = """
SELECT c.year, c.kind, c.term_number, c.school, o.pdf
  FROM published_report_cards(%(pupil)s, %(now)s) c
 CROSS JOIN LATERAL published_report_card(%(pupil)s, c.card_id, %(now)s) o
 ORDER BY c.starts_on, c.card_id
"""

#: The pupils a teacher teaches, or is form teacher of, today.
IS_TAUGHT = f"""
EXISTS (SELECT FROM membership m
         WHERE m.pupil_id = %(pupil)s AND m.school_id = %(school)s AND m.group_id IN ({TIED_GROUPS})
           AND {during("m")})
"""

_VERSIONS = f"""
SELECT p.first_name || ' ' || p.last_name, c.id, y.label, t.kind, t.number, coalesce(nullif(g.label, ''), g.code),
       c.number, c.made_at, coalesce(w.first_name || ' ' || w.last_name, ''), c.published_at, c.why
  FROM person p
  JOIN enrolment e ON e.pupil_id = p.id AND e.school_id = %(school)s
  LEFT JOIN report_card c ON c.pupil_id = p.id AND c.school_id = %(school)s
  LEFT JOIN term t ON t.id = c.term_id
  LEFT JOIN school_year y ON y.id = t.year_id
  LEFT JOIN pupil_group g ON g.id = t.group_id
  LEFT JOIN person w ON w.id = c.made_by_id
 WHERE p.id = %(pupil)s AND (%(every)s OR {IS_TAUGHT})
 GROUP BY p.id, c.id, y.id, t.id, g.id, w.id
 ORDER BY t.starts_on DESC, c.number DESC, c.id
"""  # noqa: S608 - our own pieces

_VERSION = f"""
SELECT c.number, c.made_at, c.published_at, c.digest, c.content, c.pdf, c.why
  FROM report_card c
 WHERE c.id = %(card)s AND c.pupil_id = %(pupil)s AND c.school_id = %(school)s AND (%(every)s OR {IS_TAUGHT})
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class GivenCard:
    """A card that a family reads, in whichever school it was given."""

    card_id: int
    school: str
    year: str
    division: str
    kind: str
    number: int
    version: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class PupilCards:
    """The cards of a pupil, the last one first."""

    pupil_id: int
    first_name: str
    name: str
    cards: tuple[GivenCard, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version as the staff follow it; `published_at` may be to come, None when nobody said."""

    card_id: int
    year: str
    kind: str
    number: int
    division: str
    version: int
    made_at: datetime
    who: str
    published_at: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class KeptCard:
    """One version, whole."""

    version: int
    made_at: datetime
    published_at: datetime | None
    digest: str
    content: Content
    pdf: bytes
    why: str


def cards_of(actor: Actor, pupil_id: int) -> PupilCards:
    """What the pupil and those informed of her read, every school and year, in one statement.

    Errors: `NotAllowed` for anybody else.
    """
    rows = _rows(_OF_PUPIL, _read_by_family(actor, pupil_id))
    if not rows:
        raise NotAllowed
    cards = tuple(GivenCard(*row[2:]) for row in rows if row[2] is not None)
    return PupilCards(pupil_id, rows[0][0], rows[0][1], cards)


def given_card(actor: Actor, pupil_id: int, card_id: int) -> KeptCard:
    """One of them, whole. Errors: `NotAllowed` for anybody else, and for a card that is not read now."""
    return _kept(_rows(_ONE, {**_read_by_family(actor, pupil_id), "card": card_id}))


def every_pdf_of(actor: Actor, pupil_id: int) -> list[tuple[str, bytes]]:
    """All of them, each with the name of a file, the oldest first. Errors: `NotAllowed` for anybody else."""
    rows = _rows(_EVERY_PDF, _read_by_family(actor, pupil_id))
    return [
        (f"{rank:02d}-{year}-{kind}-{number}.pdf", bytes(pdf))
        for rank, (year, kind, number, _school, pdf) in enumerate(rows, start=1)
    ]


def versions_of(actor: Actor, school_id: int, pupil_id: int) -> tuple[str, tuple[VersionLine, ...]]:
    """The name of the pupil, and every version of her cards in this school, in one statement.

    Errors: `NotAllowed` for who does not read her cards here (rule B1).
    """
    rows = _rows(_VERSIONS, read_by_staff(actor, school_id, pupil_id))
    if not rows:
        raise NotAllowed
    return rows[0][0], tuple(VersionLine(*row[1:]) for row in rows if row[1] is not None)


def kept_card(actor: Actor, school_id: int, pupil_id: int, card_id: int) -> KeptCard:
    """One of them, whole. Errors: `NotAllowed`, likewise."""
    return _kept(_rows(_VERSION, {**read_by_staff(actor, school_id, pupil_id), "card": card_id}))


def _read_by_family(actor: Actor, pupil_id: int) -> dict[str, Any]:
    if not may_see_report_cards_of(actor, pupil_id):
        raise NotAllowed
    return {"pupil": pupil_id, "now": clock.now()}


def read_by_staff(actor: Actor, school_id: int, pupil_id: int) -> dict[str, Any]:
    """What a statement with `IS_TAUGHT` is asked. Errors: `NotAllowed` for who reads no card of this school."""
    every = reads_every_card(actor, school_id)
    if not every and not may_read_cards_of_taught(actor, school_id):
        raise NotAllowed
    return {
        "pupil": pupil_id, "school": school_id, "every": every, "actor": actor.person_id, "day": clock.today(),
    }  # fmt: skip


def _kept(rows: list[Any]) -> KeptCard:
    if not rows:
        raise NotAllowed
    version, made_at, published_at, digest, content, pdf, why = rows[0]
    return KeptCard(version, made_at, published_at, digest, content_of(json.loads(content)), bytes(pdf), why)


def _rows(statement: str, asked: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        found: list[Any] = cursor.execute(statement, asked).fetchall()
    return found
