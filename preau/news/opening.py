"""What a reader did with an item, in each of her schools that show it: a parent of two collèges reads it once."""

from __future__ import annotations

from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.news.queries.reading import ReadItem, read_item

_OPENED = """
INSERT INTO news_reading (item_id, person_id, school_id, read_at)
SELECT %(item)s, %(person)s, s, %(now)s FROM unnest(%(schools)s::bigint[]) s
    ON CONFLICT (item_id, person_id, school_id) DO NOTHING
"""
_ACKNOWLEDGED = """
INSERT INTO news_reading (item_id, person_id, school_id, read_at, acknowledged_at)
SELECT %(item)s, %(person)s, s, %(now)s, %(now)s FROM unnest(%(schools)s::bigint[]) s
    ON CONFLICT (item_id, person_id, school_id) DO UPDATE SET acknowledged_at = excluded.acknowledged_at
 WHERE news_reading.acknowledged_at IS NULL
"""


def readable(actor: Actor, item_id: int) -> ReadItem:
    """The item as the actor reads it now; `NotAllowed` when she does not."""
    item = read_item(actor, item_id)
    if item is None:
        raise NotAllowed
    return item


def note_opened(actor: Actor, item: ReadItem) -> bool:
    """She opened it. False when she already had."""
    return _note(_OPENED, actor, item)


def note_acknowledged(actor: Actor, item: ReadItem) -> bool:
    """She said « J’ai pris connaissance ». False when she already had: the first instant stays."""
    return _note(_ACKNOWLEDGED, actor, item)


def _note(statement: str, actor: Actor, item: ReadItem) -> bool:
    asked: dict[str, Any] = {
        "item": item.line.id, "person": actor.person_id, "schools": list(item.line.school_ids), "now": clock.now(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        return bool(cursor.execute(statement, asked).rowcount)
