"""Offer a mention of a school to its councils, or not any more."""

from __future__ import annotations

from preau.bulletins.events_settings import MentionArranged
from preau.bulletins.models import Mention
from preau.bulletins.policies import may_arrange_report_cards
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def offer_mention(*, actor: Actor, school_id: int, mention_id: int, is_offered: bool) -> None:
    """What was given stays given. The same again: nothing.

    Errors: `NotAllowed` for who does not arrange report cards here, or a mention of another school.
    """
    if not may_arrange_report_cards(actor, school_id):
        raise NotAllowed
    mention = Mention.objects.select_for_update(of=("self",)).filter(pk=mention_id, school_id=school_id).first()
    if mention is None:
        raise NotAllowed
    if mention.is_offered == is_offered:
        return
    mention.is_offered = is_offered
    mention.save()
    record(MentionArranged(school_id, mention_id), actor=actor)
