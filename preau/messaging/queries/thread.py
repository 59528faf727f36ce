"""A thread as one of its people reads it: her messages alone, in order; two statements."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from preau.foundation.bodies.reading import links_in_full
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed
from preau.messaging.queries.box import READABLE, whose
from preau.messaging.queries.files import FileLine, file_line
from preau.messaging.queries.sent import ADDRESS, names_in

#: Messages of one page of a thread.
MOST = 40

_THREAD = f"""
SELECT m.id, s.uai, s.name, d.subject, m.sender_id, p.first_name || ' ' || p.last_name,
       m.sender_label, m.sent_at, m.leaves_at, m.state, m.reason, b.html, m.answers, m.is_broadcast, m.is_urgent,
       m.wants_answer, m.recall_asked_at, m.recipients, c.role, c.read_at, coalesce(k.first_name, ''), c.folder_id,
       {ADDRESS},
       (SELECT jsonb_agg(jsonb_build_array(f.id, f.name, f.size, f.verdict) ORDER BY f.id)
          FROM message_attachment f WHERE b.files > 0 AND f.body_id = b.id),
       CASE WHEN c.role = 0 THEN (SELECT count(r.read_at) FROM message_copy r
                                   WHERE r.message_id = m.id AND r.role <> 0) END
  FROM message m
  JOIN message_copy c ON c.message_id = m.id
  JOIN thread d ON d.id = m.thread_id
  JOIN message_body b ON b.id = m.body_id
  JOIN person p ON p.id = m.sender_id
  JOIN school s ON s.id = m.school_id
  LEFT JOIN person k ON k.id = nullif(c.pupil_id, 0)
 WHERE m.thread_id = %(thread)s AND {READABLE} AND (%(before)s = 0 OR m.id < %(before)s)
 ORDER BY m.id DESC LIMIT %(most)s
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class LetterShown:
    """One message of a thread, ready to print. `to` and `copies` are those openly addressed, `hidden` those that
    its sender alone sees; `readers` is for her too.
    """

    id: int
    uai: str
    who: str
    label: str
    sender_id: int
    sent_at: datetime
    leaves_at: datetime | None
    state: str
    reason: str
    html: str
    is_urgent: bool
    wants_answer: bool
    is_own: bool
    is_unread: bool
    is_filed: bool
    child: str
    to: tuple[str, ...]
    copies: tuple[str, ...]
    hidden: tuple[str, ...]
    files: tuple[FileLine, ...]
    recipients: int
    readers: int
    may_answer: bool
    may_answer_all: bool
    recall_asked: bool
    is_recallable: bool

    @property
    def is_withdrawn(self) -> bool:
        return self.state == "rappele"


@dataclass(frozen=True, slots=True)
class ThreadShown:
    """The thread; `older` is the message before which the former ones are (0: there are none)."""

    id: int
    subject: str
    uai: str
    school: str
    letters: tuple[LetterShown, ...]
    older: int

    @property
    def is_unread(self) -> bool:
        return any(letter.is_unread for letter in self.letters)

    @property
    def last(self) -> LetterShown:
        return self.letters[-1]

    @property
    def answerable(self) -> LetterShown | None:
        """The last message that she may answer."""
        return next((one for one in reversed(self.letters) if one.may_answer), None)


def thread_shown(actor: Actor, thread_id: int, *, before: int = 0) -> ThreadShown:
    """`NotAllowed` when the actor has none of its messages."""
    asked = {**whose(actor), "thread": thread_id, "before": before, "most": MOST + 1}
    with connection.cursor() as cursor:
        rows = cursor.execute(_THREAD, asked).fetchall()
    if not rows:
        raise NotAllowed
    shown = rows[:MOST]
    letters = tuple(_letter(actor, _Row(*row)) for row in reversed(shown))
    return ThreadShown(
        id=thread_id,
        subject=rows[0][3],
        uai=rows[0][1],
        school=rows[0][2],
        letters=letters,
        older=shown[-1][0] if len(rows) > MOST else 0,
    )


class _Row(NamedTuple):
    """A row of the statement, column by column."""

    id: int
    uai: str
    school: str
    subject: str
    sender_id: int
    who: str
    label: str
    sent_at: datetime
    leaves_at: datetime | None
    state: str
    reason: str
    html: str
    answers: str
    is_broadcast: bool
    is_urgent: bool
    wants_answer: bool
    recall_asked_at: datetime | None
    recipients: int
    role: int
    read_at: datetime | None
    child: str
    folder_id: int | None
    address: str | None
    files: str | None
    readers: int | None


def _letter(actor: Actor, row: _Row) -> LetterShown:
    is_own = row.role == 0
    is_hidden = row.state == "rappele" and not is_own
    is_family = actor.is_a(Profile.PUPIL, Profile.GUARDIAN)
    may_answer = row.state in {"remis", "en_cours"} and (is_own or row.answers != "personne")
    is_open = row.answers == "tous" and row.role in {1, 2} and not (row.is_broadcast and is_family)
    html = links_in_full(row.html) if actor.is_a(Profile.PUPIL) else row.html
    return LetterShown(
        id=row.id,
        uai=row.uai,
        who=row.who,
        label=row.label,
        sender_id=row.sender_id,
        sent_at=row.sent_at,
        leaves_at=row.leaves_at,
        state=row.state,
        reason=row.reason,
        html="" if is_hidden else html,
        is_urgent=row.is_urgent,
        wants_answer=row.wants_answer,
        is_own=is_own,
        is_unread=row.read_at is None,
        is_filed=row.folder_id is not None,
        child=row.child,
        to=names_in(row.address, roles=("a",)),
        copies=names_in(row.address, roles=("cc",)),
        hidden=names_in(row.address, roles=("cci",)) if is_own else (),
        files=() if is_hidden else tuple(file_line(*one) for one in json.loads(row.files or "[]")),
        recipients=row.recipients,
        readers=row.readers or 0,
        may_answer=may_answer,
        may_answer_all=may_answer and is_open and len(names_in(row.address, roles=("a", "cc"))) > 1,
        recall_asked=row.recall_asked_at is not None,
        is_recallable=is_own and row.state in {"remis", "en_cours"},
    )
