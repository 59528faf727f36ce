"""Its sender recalls a message within the hour; later she asks the direction (capability C31)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.foundation.live.touch import touch
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.events import MessageRecalled, RecallAsked
from preau.messaging.models import Copy, Message
from preau.messaging.rules import LONGEST_REASON, RECALLED_WITHIN

_RECALLABLE = (Message.State.DELIVERED, Message.State.DELIVERING)


@action
def recall_message(*, actor: Actor, school_id: int, message_id: int, reason: str = "") -> bool:
    """Nobody reads it any more; who had read it learns that it was recalled. True when it is done, False when the
    direction is asked: more than an hour has passed. Twice is once.

    Errors: `NotAllowed` for a message of somebody else; `NotPossible` for one that is withdrawn or not sent, and
    for a request without a reason.
    """
    hers = Message.objects.filter(
        pk=message_id, school_id=school_id, sender_id=actor.person_id, sender_profile=actor.profile.value
    )
    message = hers.select_for_update().first()
    if message is None:
        raise NotAllowed
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if message.state == Message.State.WITHDRAWN:
        return True
    if message.state not in _RECALLABLE:
        raise NotPossible(_("Ce message n’est pas parti\u202f: il n’y a rien à rappeler."))
    if is_within_the_hour(message):
        withdraw(message, actor=actor, reason=reason)
        return True
    if message.recall_asked_at is None:
        if not reason:
            raise NotPossible(_("Dites à la direction pourquoi rappeler ce message."), field="reason")
        message.recall_asked_at, message.recall_reason = clock.now(), reason
        message.save(update_fields=["recall_asked_at", "recall_reason"])
        record(RecallAsked(school_id, message.pk), actor=actor)
    return False


def is_within_the_hour(message: Message) -> bool:
    """True while its sender recalls it alone."""
    return clock.now() < message.sent_at + RECALLED_WITHIN


def withdraw(message: Message, *, actor: Actor, reason: str) -> None:
    """Hide it from every box, by its state alone; the open ones are told. Its row is locked."""
    message.state, message.reason = Message.State.WITHDRAWN, reason
    message.decided_by_id, message.decided_at = actor.person_id, clock.now()
    message.recall_asked_at = None
    message.save(update_fields=["state", "reason", "decided_by_id", "decided_at", "recall_asked_at"])
    people = list(Copy.objects.filter(message=message).order_by("pk").values_list("person_id", flat=True))
    event = MessageRecalled(message.school_id, message.pk, len(people))
    touch((f"boite:{person}" for person in people), record(event, actor=actor))
