"""`touch`: tell open pages that something they show has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.db import connection

from preau.foundation.live import LIVE_CHANNEL
from preau.foundation.live.tokens import SESSION_PREFIX, checked_topic

#: PostgreSQL refuses payloads of 8,000 bytes and more.
_PAYLOAD_BYTES = 7_900


def touch(topics: Iterable[str], event_id: int) -> None:
    """Wake the pages subscribed to these topics when the current transaction commits; nothing on rollback.

    `event_id` is the id of the ledger row that changed them. Topics are words of ids, never names.
    """
    parts = list(payloads(sorted({checked_topic(topic) for topic in topics}), event_id))
    if not parts:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload", [LIVE_CHANNEL, parts])


def close_session(session_id: int | str, event_id: int) -> None:
    """End at once every stream opened from this session, and refuse its tokens (sign-out everywhere)."""
    touch([f"{SESSION_PREFIX}{session_id}"], event_id)


def payloads(topics: list[str], event_id: int) -> Iterator[str]:
    """The notifications that name all these topics, each below the limit of PostgreSQL."""
    batch: list[str] = []
    empty = size = len(json.dumps({"id": event_id, "topics": []}))
    for topic in topics:
        cost = len(topic) + 4
        if batch and size + cost > _PAYLOAD_BYTES:
            yield json.dumps({"id": event_id, "topics": batch})
            batch, size = [], empty
        batch.append(topic)
        size += cost
    if batch:
        yield json.dumps({"id": event_id, "topics": batch})
