"""Put an item at the top, or take it down from there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.news.events import ItemFeatured
from preau.news.models import NewsItem
from preau.news.showing import lower_others
from preau.news.writing import hold_to_publish


@action
def feature_item(*, actor: Actor, item_id: int, is_featured: bool) -> None:
    """One at a time in a school: the former one goes back among the others. Twice is once.

    Errors: `NotAllowed` for who does not publish there; `NotPossible` when it is not published.
    """
    held = hold_to_publish(actor, item_id)
    item = held.item
    if item.state != NewsItem.State.PUBLISHED:
        raise NotPossible(_("Seule une actualité publiée se met à la une."))
    if item.is_featured == is_featured:
        return
    item.is_featured = is_featured
    item.save(update_fields=["is_featured"])
    if is_featured and held.school_id is not None:
        lower_others(item, held.school_id)
    record(ItemFeatured(held.school_id, item.pk, list(item.schools), is_featured), actor=actor)
