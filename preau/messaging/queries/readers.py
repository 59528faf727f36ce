"""Who has a message, and who read it: for its sender, of the staff (capability C29)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from preau.kernel.actor import STAFF_PROFILES, Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.models import Message

#: Names of one page.
PAGE = 200

_READERS = """
SELECT p.first_name || ' ' || p.last_name, c.profile, coalesce(k.first_name, ''), c.read_at,
       count(*) OVER (), count(c.read_at) OVER ()
  FROM message_copy c JOIN person p ON p.id = c.person_id LEFT JOIN person k ON k.id = nullif(c.pupil_id, 0)
 WHERE c.message_id = %(message)s AND c.role <> 0
 ORDER BY c.read_at IS NOT NULL, p.sorting_name, p.id
 LIMIT %(most)s OFFSET %(after)s
"""


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """Somebody who has it, ready to print; those who did not read it come first."""

    name: str
    hat: int
    child: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Readers:
    """A page of them, and how many they are."""

    message: Message
    lines: tuple[ReaderLine, ...]
    people: int
    read: int


def readers_of(actor: Actor, message_id: int, *, number: int = 1) -> Readers:
    """`NotAllowed` for a message of somebody else, and for families: a parent does not watch who reads."""
    hers = Message.objects.filter(
        pk=message_id, sender_id=actor.person_id, sender_profile=actor.profile.value
    ).select_related("thread")
    message = hers.first()
    if message is None or not actor.is_a(*STAFF_PROFILES):
        raise NotAllowed
    with connection.cursor() as cursor:
        asked = {"message": message_id, "most": PAGE, "after": (number - 1) * PAGE}
        rows = cursor.execute(_READERS, asked).fetchall()
    people, read = (rows[0][4], rows[0][5]) if rows else (0, 0)
    return Readers(message, tuple(ReaderLine(*row[:4]) for row in rows), people, read)
