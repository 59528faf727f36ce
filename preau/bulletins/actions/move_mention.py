"""Move a mention in the list of a school."""

from __future__ import annotations

from preau.bulletins.events_settings import MentionArranged
from preau.bulletins.models import Mention
from preau.bulletins.policies import may_arrange_report_cards
from preau.directory.models import School
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def move_mention(*, actor: Actor, school_id: int, mention_id: int, is_up: bool) -> None:
    """One place up, or down; at the end of the list: nothing.

    Errors: `NotAllowed` for who does not arrange report cards here, or a mention of another school.
    """
    if not may_arrange_report_cards(actor, school_id):
        raise NotAllowed
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    mentions = list(Mention.objects.filter(school_id=school_id))
    place = next((at for at, one in enumerate(mentions) if one.pk == mention_id), None)
    if place is None:
        raise NotAllowed
    other = place + (-1 if is_up else 1)
    if not 0 <= other < len(mentions):
        return
    mentions[place], mentions[other] = mentions[other], mentions[place]
    for position, one in enumerate(mentions):
        one.position = position
    Mention.objects.bulk_update(mentions, ["position"])
    record(MentionArranged(school_id, mention_id), actor=actor)
