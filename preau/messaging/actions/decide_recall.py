"""The direction answers somebody who asks that a message be withdrawn, more than an hour after it left (C31)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.actions.recall_message import withdraw
from preau.messaging.events import RecallRefused
from preau.messaging.models import Message
from preau.messaging.policies import may_moderate


@action
def decide_recall(*, actor: Actor, school_id: int, message_id: int, is_agreed: bool) -> None:
    """Withdraw it, or leave it. `NotAllowed` for who does not moderate in this school, and for a message that
    nobody asks to recall; `NotPossible` when somebody decided meanwhile.
    """
    if not may_moderate(actor, school_id):
        raise NotAllowed
    message = Message.objects.select_for_update().filter(pk=message_id, school_id=school_id).first()
    if message is None or not message.recall_reason:
        raise NotAllowed
    if message.recall_asked_at is None:
        raise NotPossible(_("Quelqu’un vient de répondre à cette demande."))
    if is_agreed:
        withdraw(message, actor=actor, reason=message.recall_reason)
        return
    message.recall_asked_at = None
    message.decided_by_id, message.decided_at = actor.person_id, clock.now()
    message.save(update_fields=["recall_asked_at", "decided_by_id", "decided_at"])
    record(RecallRefused(school_id, message.pk), actor=actor)
