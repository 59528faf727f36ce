"""Let a message that waits leave, or refuse it (capability C30)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.delivering import begin_delivery
from preau.messaging.events_rights import MessageDecided
from preau.messaging.models import Message
from preau.messaging.policies import may_moderate
from preau.messaging.rules import LONGEST_REASON


@action
def decide_message(*, actor: Actor, school_id: int, message_id: int, is_approved: bool, reason: str = "") -> None:
    """Its sender reads the reason of a refusal. Said twice the same way, it changes nothing.

    Errors: `NotAllowed` for who does not moderate here, a message that is not of this school, or her own;
    `NotPossible` for one that a colleague decided otherwise, or a refusal without a reason.
    """
    waiting = Message.objects.select_for_update(no_key=True).filter(school_id=school_id, pk=message_id)
    message = waiting.first()
    if message is None or not may_moderate(actor, school_id) or message.sender_id == actor.person_id:
        raise NotAllowed
    if message.state != Message.State.WAITING:
        was_approved = message.state != Message.State.REFUSED
        if message.decided_at is None:
            raise NotAllowed
        if was_approved is not is_approved:
            raise NotPossible(_("Un collègue a déjà décidé de ce message."))
        return
    clean = " ".join(reason.split())
    if not is_approved and not clean:
        raise NotPossible(_("Dites pourquoi\u202f: qui l’a écrit le lira."), field="reason")
    if len(clean) > LONGEST_REASON:
        raise NotPossible(_("Dites-le en %(most)d caractères au plus.") % {"most": LONGEST_REASON}, field="reason")
    message.decided_by_id, message.decided_at = actor.person_id, clock.now()
    message.reason = "" if is_approved else clean
    message.state = Message.State.WAITING if is_approved else Message.State.REFUSED
    message.save(update_fields=["decided_by_id", "decided_at", "reason", "state"])
    if is_approved:
        begin_delivery(message, actor=actor)
    record(MessageDecided(school_id, message.pk, is_approved), actor=actor)
