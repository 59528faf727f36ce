"""Send an item to those who publish in its thread."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.news.events import ItemProposed
from preau.news.models import NewsItem
from preau.news.writing import hold


@action
def propose_item(*, actor: Actor, item_id: int) -> None:
    """Twice is once.

    Errors: `NotAllowed` for who did not write it; `NotPossible` when it was already decided.
    """
    held = hold(actor, item_id, locks=True)
    item = held.item
    if not held.is_hers or held.school_id is None:
        raise NotAllowed
    if item.state == NewsItem.State.PROPOSED:
        return
    if item.state not in {NewsItem.State.DRAFT, NewsItem.State.REFUSED}:
        raise NotPossible(_("Cette actualité n’est plus un brouillon."))
    item.state, item.proposed_at, item.reason = NewsItem.State.PROPOSED, clock.now(), ""
    item.save(update_fields=["state", "proposed_at", "reason"])
    record(ItemProposed(held.school_id, item.pk, item.author_id), actor=actor)
