"""A mass delivery goes on: one batch of copies, in one transaction (asked by `jobs.deliver`)."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.foundation.live.touch import touch
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.delivering import deliver_batch
from preau.messaging.models import Message
from preau.vigilance.policies import is_frozen


@action
def deliver_copies(*, actor: Actor, school_id: int, message_id: int, most: int = 0) -> bool | None:
    """The next batch (`most` copies, when told): True when it was the last, or when the message is on its way no
    more; None while messaging is suspended for its sender: it waits. `NotAllowed` for anybody but Préau itself.
    """
    if actor != SYSTEM:
        raise NotAllowed
    on_its_way = Message.objects.filter(pk=message_id, school_id=school_id, state=Message.State.DELIVERING)
    message = on_its_way.select_for_update().first()
    if message is None:
        return True
    if is_frozen(school_id, message.sender_profile):
        return None
    batch = deliver_batch(message, most=most)
    touch(batch.topics, record(batch.event, actor=actor))
    return batch.event.is_last
