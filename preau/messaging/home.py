"""What the home page says of messages: how many are new, and the first of them. One statement."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from preau.kernel.actor import Actor
from preau.messaging.queries.box import IN_BOX, READABLE, unread_said, whose
from preau.messaging.rules import COUNTED_AMONG

#: New messages shown; the box says the rest.
_SHOWN = 3

_NEW = f"""
SELECT u.thread_id, d.subject, p.first_name || ' ' || p.last_name, coalesce(k.first_name, ''), count(*) OVER ()
  FROM (SELECT c.message_id, c.read_at, c.pupil_id, m.thread_id, m.sender_id
          FROM message_copy c JOIN message m ON m.id = c.message_id
         WHERE {READABLE} AND {IN_BOX}
         ORDER BY c.message_id DESC LIMIT %(counted_among)s) u
  JOIN thread d ON d.id = u.thread_id
  JOIN person p ON p.id = u.sender_id
  LEFT JOIN person k ON k.id = nullif(u.pupil_id, 0)
 WHERE u.read_at IS NULL
 ORDER BY u.message_id DESC LIMIT {_SHOWN}
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message that was not read, ready to print."""

    thread_id: int
    subject: str
    who: str
    child: str


@dataclass(frozen=True, slots=True)
class NewMessages:
    """The first of them, and how many there are."""

    lines: tuple[NewMessage, ...]
    said: str


def new_messages(actor: Actor) -> NewMessages:
    """Among the newest of the inbox."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_NEW, {**whose(actor), "counted_among": COUNTED_AMONG}).fetchall()
    return NewMessages(tuple(NewMessage(*row[:-1]) for row in rows), unread_said(rows[0][-1]) if rows else "")
