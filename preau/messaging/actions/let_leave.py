"""The minute on the doorstep is over, or its sender does not want to wait: a message leaves (rule B14)."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.events import MessagePosted
from preau.messaging.models import Message


@action
def let_leave(*, actor: Actor, school_id: int, message_id: int) -> None:
    """Nothing when it left already, or was taken back. `NotAllowed` for anybody but its sender and Préau itself,
    and for Préau before the minute is over.
    """
    message = Message.objects.select_for_update().filter(pk=message_id, school_id=school_id).first()
    if actor != SYSTEM and (message is None or not _is_hers(actor, message)):
        raise NotAllowed
    if message is None or message.state != Message.State.LEAVING:
        return
    if actor == SYSTEM and message.leaves_at is not None and message.leaves_at > clock.now():
        raise NotAllowed
    message.state, message.leaves_at, message.sent_at = Message.State.DELIVERING, None, clock.now()
    message.save(update_fields=["state", "leaves_at", "sent_at"])
    event = MessagePosted(school_id, message.pk, message.thread_id, message.recipients, message.state)
    record(event, actor=actor)


def _is_hers(actor: Actor, message: Message) -> bool:
    return (message.sender_id, message.sender_profile) == (actor.person_id, actor.profile.value)
