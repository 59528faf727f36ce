"""Take back a message that is still on the doorstep: it is a draft again (rule B14)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.ids import new_key
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.drafting import kept_lines
from preau.messaging.events import SendingUndone
from preau.messaging.letter import lines_of
from preau.messaging.models import Attachment, Body, Draft, Message, Thread


@action
def undo_sending(*, actor: Actor, school_id: int, message_id: int) -> Draft:
    """Nobody ever had it. `NotAllowed` for a message of somebody else; `NotPossible` once it left."""
    hers = Message.objects.filter(
        pk=message_id, school_id=school_id, sender_id=actor.person_id, sender_profile=actor.profile.value
    )
    message = hers.select_for_update().first()
    if message is None:
        raise NotAllowed
    if message.state not in {Message.State.LEAVING, Message.State.WAITING}:
        raise NotPossible(_("Ce message est parti\u202f: vous pouvez encore le rappeler."))
    body = Body.objects.get(pk=message.body_id)
    thread = Thread.objects.get(pk=message.thread_id)
    draft = Draft.objects.create(
        school_id=school_id,
        person_id=actor.person_id,
        profile=actor.profile.value,
        subject=thread.subject,
        html=body.html,
        addressed=kept_lines(lines_of(message)),
        answers=message.answers,
        is_urgent=message.is_urgent,
        wants_answer=message.wants_answer,
        answers_to_id=message.answers_to_id,
        key=new_key(),
        changed_at=clock.now(),
    )
    Attachment.objects.filter(body=body).update(body=None, draft=draft)
    message.delete()
    body.delete()
    if not Message.objects.filter(thread=thread).exists():
        thread.delete()
    record(SendingUndone(school_id, message_id), actor=actor)
    return draft
