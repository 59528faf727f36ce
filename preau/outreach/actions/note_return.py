"""A mail came back for good: its sending failed, and its address may be dead (capability C33)."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.outreach.events import MailReturned
from preau.outreach.leaving import bury
from preau.outreach.models import Sending

_LONGEST = 300


@action
def note_return(*, actor: Actor, address: str, why: str, sending_id: int | None, is_dead: bool) -> None:
    """Said twice, the first day stays. What says nothing of the mailbox itself is a failure, and no more. Only
    Préau itself does it.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    if is_dead:
        bury(address, why)
    if sending_id is not None:
        Sending.objects.filter(pk=sending_id).update(
            state=Sending.State.FAILED, sent_at=None, result=why[:_LONGEST]
        )
    record(MailReturned(sending_id, is_dead), actor=actor)
