"""Refuse an item that was proposed, with a word to its author."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.news.events import ItemRefused
from preau.news.models import NewsItem
from preau.news.rules import REASON_LENGTH
from preau.news.writing import hold_to_publish


@action
def refuse_item(*, actor: Actor, item_id: int, reason: str) -> None:
    """Its author reads why, changes it and proposes it again. Twice is once.

    Errors: `NotAllowed` for who does not publish there; `NotPossible` without a word, or when it is not proposed.
    """
    held = hold_to_publish(actor, item_id)
    item, said = held.item, reason.strip()
    if held.school_id is None:
        raise NotAllowed
    if item.state == NewsItem.State.REFUSED:
        return
    if item.state != NewsItem.State.PROPOSED:
        raise NotPossible(_("Cette actualité n’attend plus de validation."))
    if not said or len(said) > REASON_LENGTH:
        raise NotPossible(
            _("Dites pourquoi à son auteur, en %(most)s caractères au plus.") % {"most": REASON_LENGTH},
            field="reason",
        )
    item.state, item.reason = NewsItem.State.REFUSED, said
    item.decided_by_id, item.decided_at = actor.person_id, clock.now()
    item.save()
    record(ItemRefused(held.school_id, item.pk, item.author_id), actor=actor)
