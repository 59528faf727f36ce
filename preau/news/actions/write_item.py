"""Write a piece of news (capability C38)."""

from __future__ import annotations

import uuid

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.news.events import ItemWritten
from preau.news.keeping import begin_item
from preau.news.writing import ItemWords, check_words, refuse_when_frozen, thread_to_write_in


@action
def write_item(
    *, actor: Actor, school_id: int, thread_id: int, said: ItemWords, key: uuid.UUID | None = None
) -> int:
    """Begin an item in a thread: a draft, which nobody but its author and those who publish there sees. Sent twice
    with the same `key`, it is one. Returns its id.

    Errors: `NotAllowed` for who does not contribute there; `NotPossible`, with its field, for what does not hold.
    """
    refuse_when_frozen(actor, school_id)
    thread = thread_to_write_in(actor, school_id, thread_id)
    check_words(said, school_id)
    item_id, is_new = begin_item(actor, said, key, schools=[school_id], thread_id=thread.pk)
    if is_new:
        record(ItemWritten(school_id, item_id, 1), actor=actor)
    return item_id
