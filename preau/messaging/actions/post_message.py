"""Send a message (capability C29): kept once, accepted at once, whatever the number of those who get it."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.answering import Answerable, check_answer
from preau.messaging.delivering import begin_delivery
from preau.messaging.drafting import own_draft
from preau.messaging.events import MessagePosted
from preau.messaging.letter import Letter, check_letter
from preau.messaging.models import Attachment, Body, Message
from preau.messaging.posting import write_body, write_message
from preau.messaging.rights.checking import check_address
from preau.messaging.rules import CONFIRMED_ABOVE


@action
def post_message(
    *,
    actor: Actor,
    school_id: int,
    letter: Letter,
    key: uuid.UUID,
    answers_id: int | None = None,
    draft_id: int | None = None,
    confirmed: int | None = None,
) -> Message:
    """Send it to those it is addressed to, in the thread of the message it answers, with the files of the draft it
    was. The same `key` twice is one message. `confirmed`: the number of people, typed by the sender, when there
    are more than `rules.CONFIRMED_ABOVE` (rule B14); an urgent message, of the direction alone, leaves without a
    minute on the doorstep.

    Errors: `NotPossible` for messaging that is suspended, a letter that is not whole, a message that takes no
    answer, somebody the sender may not write to, nobody to get it, a number that is not confirmed; `NotAllowed`
    for a school, a message, a draft or an urgency that is not hers.
    """
    known = Message.objects.filter(school_id=school_id, sender_id=actor.person_id, key=key).first()
    if known is not None:
        return known
    if letter.is_urgent and not actor.is_a(Profile.DIRECTION):
        raise NotAllowed
    answered = check_answer(actor, answers_id, letter.lines) if answers_id else None
    check_letter(letter)
    checked = check_address(actor, school_id, letter.audiences, answers=answered.always if answered else ())
    if answered is not None and answered.message.school_id != school_id:
        raise NotAllowed
    people = checked.others
    _check_number(people, confirmed)
    files = _files_of(actor, school_id, draft_id)
    body = write_body(actor, [school_id], letter, files=len(files))
    message = _message(actor, school_id, letter, body, key, answered, people)
    Attachment.objects.filter(pk__in=files).update(draft=None, body=body)
    if draft_id is not None:
        own_draft(actor, school_id, draft_id).delete()
    if checked.needs_moderation:
        message.reason = checked.needs_moderation
        message.save(update_fields=["reason"])
    else:
        begin_delivery(message, actor=actor, may_wait=not letter.is_urgent)
    event = MessagePosted(
        school_id, message.pk, message.thread_id, people, message.state, is_urgent=message.is_urgent
    )
    record(event, actor=actor)
    return message


def _message(
    actor: Actor,
    school_id: int,
    letter: Letter,
    body: Body,
    key: uuid.UUID,
    answered: Answerable | None,
    people: int,
) -> Message:
    return write_message(
        actor,
        school_id,
        letter,
        body,
        key=key,
        thread=answered.message.thread if answered else None,
        answers_to=answered.message if answered else None,
        people=people,
    )


def _check_number(people: int, confirmed: int | None) -> None:
    if people == 0:
        raise NotPossible(
            _("Personne ne recevrait ce message\u202f: choisissez d’autres destinataires."), field="recipients"
        )
    if people > CONFIRMED_ABOVE and confirmed != people:
        raise NotPossible(
            _("Ce message part à %(people)s personnes\u202f: écrivez ce nombre pour confirmer.")
            % {"people": words.number(people)},
            field="confirmed",
        )


def _files_of(actor: Actor, school_id: int, draft_id: int | None) -> list[int]:
    if draft_id is None:
        return []
    draft = own_draft(actor, school_id, draft_id)
    return list(Attachment.objects.filter(draft=draft).order_by("pk").values_list("pk", flat=True))
