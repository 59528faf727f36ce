"""« J’ai pris connaissance » (C32)."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.news.events import ItemAcknowledged
from preau.news.opening import note_acknowledged, readable


@action
def acknowledge_item(*, actor: Actor, item_id: int) -> None:
    """Twice is once: the first instant stays.

    Errors: `NotAllowed` for who is not shown this item, or when it asks nothing.
    """
    item = readable(actor, item_id)
    if not item.line.wants_acknowledgement:
        raise NotAllowed
    if note_acknowledged(actor, item):
        record(ItemAcknowledged(item.line.school_ids[0], item_id, actor.person_id), actor=actor)
