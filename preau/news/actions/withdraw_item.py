"""Take an item away from its readers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.news.events import ItemWithdrawn
from preau.news.models import NewsItem
from preau.news.showing import hide
from preau.news.writing import hold


@action
def withdraw_item(*, actor: Actor, item_id: int) -> None:
    """Nobody reads it any more; it is kept with who read it, and may be published again. A draft is put away.
    Twice is once.

    Errors: `NotAllowed` for a published one, unless the actor publishes there.
    """
    held = hold(actor, item_id, locks=True)
    item = held.item
    if not held.may_change:
        raise NotAllowed
    if item.state == NewsItem.State.WITHDRAWN:
        return
    if item.state == NewsItem.State.PROPOSED and not held.is_hers:
        raise NotPossible(_("Refusez-la plutôt, avec un mot à son auteur."))
    item.state, item.is_featured = NewsItem.State.WITHDRAWN, False
    item.decided_by_id, item.decided_at = actor.person_id, clock.now()
    item.save()
    hide([item.pk])
    record(ItemWithdrawn(held.school_id, item.pk, list(item.schools)), actor=actor)
