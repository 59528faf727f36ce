"""Which open pages a fact of news concerns: the lists of the schools that show it."""

from __future__ import annotations

from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.kernel.actor import Actor
from preau.news.audience import READING
from preau.news.events import ItemFeatured, ItemPublished, ItemWithdrawn


@on(ItemPublished, ItemWithdrawn, ItemFeatured)
def touch_lists(event: ItemPublished | ItemWithdrawn | ItemFeatured, recorded: Recorded) -> None:
    """The pages of these schools ask again; what does not concern their reader stays hidden by the page itself."""
    touch([f"actualites:{school_id}" for school_id in event.school_ids], recorded.id)


def topics_of(actor: Actor) -> tuple[str, ...]:
    """One topic for each school of the reader."""
    return tuple(f"actualites:{school_id}" for school_id in actor.school_ids)


def may_listen_to_news(actor: Actor, rest: str) -> bool:
    """`actualites:<school>`: everybody who is something there."""
    return rest.isdigit() and actor.is_a(*READING) and actor.in_school(int(rest))
