"""Go back to the defaults: who may write to whom, classes and groups included (capability C30)."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.events_rights import WritingRulesReset
from preau.messaging.models import GroupRule, MessagingSettings, WritingRule
from preau.messaging.policies import may_set_rights


@action
def reset_writing_rules(*, actor: Actor, school_id: int) -> None:
    """The caps too. Asked twice, it changes nothing more. `NotAllowed` for who does not set it here."""
    if not may_set_rights(actor, school_id):
        raise NotAllowed
    for kept in (WritingRule, GroupRule, MessagingSettings):
        kept.objects.filter(school_id=school_id).delete()
    record(WritingRulesReset(school_id), actor=actor)
