"""Publish an item: in its school, or in all those that the Region chose (C38, C40)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.news.events import ItemPublished
from preau.news.models import NewsItem
from preau.news.showing import lower_others, show
from preau.news.writing import hold_to_publish


@action
def publish_item(*, actor: Actor, item_id: int, is_featured: bool = False) -> None:
    """Shown from the instant it says, or from now. One that was withdrawn is shown again. Twice is once.

    Errors: `NotAllowed` for who does not publish there; `NotPossible` when its end is past.
    """
    held = hold_to_publish(actor, item_id)
    item = held.item
    if item.state == NewsItem.State.PUBLISHED:
        return
    now = clock.now()
    if item.shown_until is not None and item.shown_until <= now:
        raise NotPossible(_("Sa date de fin est passée\u202f: changez-la d’abord."))
    item.shown_from = max(item.shown_from or now, now)
    item.state, item.reason, item.is_featured = NewsItem.State.PUBLISHED, "", is_featured
    item.decided_by_id, item.decided_at = actor.person_id, now
    item.save()
    show(item)
    if is_featured and held.school_id is not None:
        lower_others(item, held.school_id)
    record(ItemPublished(held.school_id, item.pk, item.author_id, list(item.schools)), actor=actor)
