"""One word as a family reads it: what it says, what was answered, what is asked of the reader. One statement."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.foundation.bodies.reading import links_in_full
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed
from preau.liaison.outcome import is_final
from preau.liaison.owing import OWED
from preau.liaison.policies import may_answer, may_read_book
from preau.liaison.queries.book import MINE, reading
from preau.liaison.signing import adult

_WORD = f"""
SELECT w.id, a.pupil_id, w.school_id, c.first_name, w.title, w.html, w.purpose, w.answer, w.options, w.needs_all,
       w.due_on, w.sent_at, w.corrected_at, w.version, w.author_id, q.first_name || ' ' || q.last_name, s.name,
       w.shows_other, w.shows_pupils, a.outcome, {adult("a.pupil_id")}, {OWED} AND {MINE},
       r.seen_at IS NOT NULL, r.answered_at, coalesce(r.value, ''), coalesce(r.text, ''),
       coalesce(r.is_late, false),
       coalesce(r.digest, ''), coalesce(r.word_version, 0),
       coalesce((SELECT jsonb_agg(jsonb_build_array(o.value, o.text, o.answered_at) ORDER BY o.answered_at)::text
                   FROM liaison_reply o
                  WHERE o.word_id = w.id AND o.pupil_id = a.pupil_id AND o.person_id <> %(person)s
                    AND o.answered_at IS NOT NULL AND o.withdrawn_at IS NULL), '[]'),
       coalesce((SELECT jsonb_agg(jsonb_build_array(d.id, d.name, d.size, d.state, d.reason,
                                                    d.sent_by_id = %(person)s)
                                  ORDER BY d.id)::text
                   FROM liaison_deposit d
                  WHERE d.word_id = w.id AND d.pupil_id = a.pupil_id AND d.state <> 'repris'), '[]')
  FROM liaison_word_pupil a
  JOIN liaison_word w ON w.id = a.word_id
  JOIN person c ON c.id = a.pupil_id
  JOIN school s ON s.id = w.school_id
  LEFT JOIN person q ON q.id = w.author_id
  LEFT JOIN liaison_reply r ON r.word_id = a.word_id AND r.pupil_id = a.pupil_id AND r.person_id = %(person)s
 WHERE a.pupil_id = ANY(%(pupils)s) AND a.word_id = %(word)s AND a.school_id = ANY(%(schools)s)
   AND w.state = 'envoye'
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """What another responsible person answered, when the school lets it be read."""

    value: str
    text: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A document given for this pupil. `is_own`: the reader gave it; she alone takes it back, and opens it."""

    id: int
    name: str
    size: int
    state: str
    reason: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A word ready to print. `others` is empty unless the school shows them; `has_other`: somebody else answered.

    `may_answer`: the reader's answer counts; `is_owed`: it is awaited; `is_final`: it changes no more.
    """

    word_id: int
    pupil_id: int
    school_id: int
    child: str
    title: str
    html: str
    purpose: str
    answer: str
    options: tuple[str, ...]
    needs_all: bool
    due_on: date | None
    sent_at: datetime
    corrected_at: datetime | None
    version: int
    author_id: int
    author: str
    school: str
    shows_other: bool
    shows_pupils: bool
    outcome: str
    is_adult: bool
    is_owed: bool
    is_seen: bool
    answered_at: datetime | None
    value: str
    text: str
    is_late: bool
    digest: str
    signed_version: int
    others: tuple[OtherAnswer, ...]
    files: tuple[GivenFile, ...]
    may_answer: bool
    reads_as_pupil: bool

    @property
    def has_other(self) -> bool:
        return self.shows_other and bool(self.others)

    @property
    def is_past(self) -> bool:
        """The deadline is over."""
        return self.due_on is not None and self.due_on < clock.today()

    @property
    def is_final(self) -> bool:
        return self.answered_at is not None and is_final(self.value, is_past_deadline=self.is_past)


def sheet_of(actor: Actor, pupil_id: int, word_id: int) -> Sheet:
    """Errors: `NotAllowed` for who does not read the book of this pupil, or when she has no such word."""
    if not may_read_book(actor, pupil_id):
        raise NotAllowed
    with connection.cursor() as cursor:
        row = cursor.execute(_WORD, reading(actor, [pupil_id], word=word_id)).fetchone()
    if row is None:
        raise NotAllowed
    head, others, files = list(row[:-2]), row[-2], row[-1]
    is_pupil = actor.is_a(Profile.PUPIL)
    head[5] = links_in_full(head[5]) if is_pupil else head[5]
    head[8] = tuple(head[8])
    answer, shows_other, is_adult = head[7], head[17], head[20]
    given = tuple(OtherAnswer(value, text, datetime.fromisoformat(at)) for value, text, at in json.loads(others))
    names = [one.name for one in fields(Sheet)]
    return Sheet(
        **dict(zip(names, head, strict=False)),
        others=given if shows_other and not is_pupil else (),
        files=_files(json.loads(files), sees_all=shows_other and not is_pupil),
        may_answer=may_answer(actor, pupil_id, answer, is_adult=is_adult),
        reads_as_pupil=is_pupil and not is_adult,
    )


def _files(given: list[list[Any]], *, sees_all: bool) -> tuple[GivenFile, ...]:
    """One parent does not read what the other gave (rule B8), unless the school chose it."""
    known = (GivenFile(*one) for one in given)
    return tuple(one for one in known if one.is_own or sees_all)
