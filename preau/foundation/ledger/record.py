"""`record`: the one way to say that something happened."""

from __future__ import annotations

import json
import uuid

from django.db import connection

from preau.foundation.ledger.events import Event
from preau.kernel import clock
from preau.kernel.actor import Actor

#: PostgreSQL channel that wakes the dispatcher; it hears it when the transaction commits.
OUTBOX_CHANNEL = "preau_outbox"

_INSERT = f"""
WITH recorded AS (
    INSERT INTO ledger_event (at, name, school_id, actor_id, actor_profile, payload, key, attempts, last_error)
    VALUES (%s, %s, %s, %s, %s, %s, %s, 0, '')
    RETURNING id
)
SELECT id, pg_notify('{OUTBOX_CHANNEL}', '') FROM recorded
"""  # noqa: S608 - our own constant


def record(event: Event, *, actor: Actor, key: uuid.UUID | None = None) -> int:
    """Write the fact in the current transaction and wake its listeners after commit. Returns its id.

    `key` is the sender's idempotence key: recording the same actor and key twice violates the table's
    constraint, so ask `already_recorded` first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                clock.now(),
                event.name,
                event.owning_school,
                actor.person_id or None,
                actor.profile.value,
                json.dumps(event.payload(), default=str),
                key,
            ],
        )
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def already_recorded(*, actor: Actor, key: uuid.UUID | None) -> bool:
    """True when this actor already had this key recorded: the request is a repetition, do nothing."""
    if key is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM ledger_event WHERE actor_id = %s AND key = %s)",
            [actor.person_id, key],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def latest_event_id() -> int:
    """The highest id given so far: what an open page knows at the moment it is drawn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM ledger_event")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
