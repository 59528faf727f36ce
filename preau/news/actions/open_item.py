"""Note that an item was opened: it is no more among what is new (rule B14: opening is not acknowledging)."""

from __future__ import annotations

from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.news.opening import note_opened, readable


@action
def open_item(*, actor: Actor, item_id: int) -> None:
    """Twice is once. A look is no fact: nothing goes to the ledger.

    Errors: `NotAllowed` for who is not shown this item.
    """
    note_opened(actor, readable(actor, item_id))
