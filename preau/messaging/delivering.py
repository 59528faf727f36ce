"""From a message to the boxes: at once for a few, in batches for many, each person exactly once.

A batch is one transaction: its copies, and in the row of the message how far it went (`delivered_to`, a person's
id). Whatever is killed in between, the next attempt goes on from there; the key of a copy forbids a second one.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from preau.foundation.ledger.record import record
from preau.foundation.live.touch import touch
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.messaging.events import CopiesDelivered
from preau.messaging.hats import HATS
from preau.messaging.letter import everyone, lines_of
from preau.messaging.models import Message
from preau.messaging.rules import AT_ONCE, BATCH, UNDONE_WITHIN

_S = Message.State

# One row a person: how she is named first, the hat of her work before that of her family; the child when there is
# one alone.
_PUT = """
WITH hatted AS (
    SELECT DISTINCT ON (person_id) person_id, profile, role,
           CASE WHEN profile = 'responsable' AND min(pupil_id) OVER hers = max(pupil_id) OVER hers
                THEN pupil_id ELSE 0 END AS pupil_id
      FROM ({everyone}) a
     WHERE person_id <> %(sender)s AND person_id > %(after)s
    WINDOW hers AS (PARTITION BY person_id, profile)
     ORDER BY person_id, role, profile IN ('eleve', 'responsable'), profile
), batch AS (
    SELECT * FROM hatted ORDER BY person_id LIMIT %(most)s
), put AS (
    INSERT INTO message_copy (person_id, message_id, school_id, pupil_id, profile, role)
    SELECT person_id, %(message)s, %(school)s, pupil_id, array_position(%(hats)s::text[], profile), role
      FROM batch WHERE profile = ANY(%(hats)s::text[]) ORDER BY person_id
    ON CONFLICT DO NOTHING
    RETURNING person_id
)
SELECT (SELECT count(*) FROM batch), (SELECT max(person_id) FROM batch), array_agg(person_id) FROM put
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction delivered, and to whose boxes."""

    event: CopiesDelivered
    topics: tuple[str, ...]


def begin_delivery(message: Message, *, actor: Actor, may_wait: bool = False) -> None:
    """Deliver at once what goes to a few people; what goes to many is left to a job, asked by the listener of the
    fact that the caller records (`notices.py`). With `may_wait`, it stays a minute on the doorstep first, where
    its sender may take it back. In the transaction and the scope of the message.
    """
    if message.recipients <= AT_ONCE:
        message.state = _S.DELIVERING
        is_last = False
        while not is_last:
            batch = deliver_batch(message)
            touch(batch.topics, record(batch.event, actor=actor))
            is_last = batch.event.is_last
        return
    message.state = _S.LEAVING if may_wait else _S.DELIVERING
    message.leaves_at = clock.now() + UNDONE_WITHIN if may_wait else None
    message.save(update_fields=["state", "leaves_at"])


def deliver_batch(message: Message, *, most: int = 0) -> Batch:
    """The next copies of a message on its way, whose row is locked or new; `rules.BATCH` at most, or `most`."""
    most = most or BATCH
    people, asked = everyone(message.school_id, lines_of(message))
    after = message.delivered_to
    asked |= {
        "sender": message.sender_id, "after": after, "most": most, "message": message.pk,
        "school": message.school_id, "hats": HATS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        row = cursor.execute(_PUT.format(everyone=people), asked).fetchone()
    assert row is not None
    seen, last, put = row[0], row[1], row[2] or []
    message.delivered += len(put)
    message.delivered_to = last or after
    is_last = seen < most
    if is_last:
        message.state, message.delivered_at, message.recipients = _S.DELIVERED, clock.now(), message.delivered
    message.save(update_fields=["delivered", "delivered_to", "state", "delivered_at", "recipients"])
    event = CopiesDelivered(message.school_id, message.pk, after, message.delivered_to, len(put), is_last=is_last)
    return Batch(event, tuple(f"boite:{person}" for person in (*put, message.sender_id)))
