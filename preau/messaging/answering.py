"""Whom an answer goes to: the sender; everybody openly addressed where she allows it; never a hidden copy."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.directory.people.audience import Audience, Who
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.hats import hat_of
from preau.messaging.letter import Line, lines_of
from preau.messaging.models import Copy, Message

_READ = (Message.State.DELIVERED, Message.State.DELIVERING)
_FAMILIES = (Profile.PUPIL, Profile.GUARDIAN)


@dataclass(frozen=True, slots=True)
class Answerable:
    """A message the actor has, and whom she may answer: nobody, its sender, or all. `always`: the persons she may
    write to here whatever the rules say, since it is they who wrote to her or with her.
    """

    message: Message
    to_sender: tuple[Line, ...]
    to_all: tuple[Line, ...]

    @property
    def always(self) -> frozenset[int]:
        lines = (*self.to_sender, *self.to_all)
        return frozenset(line.audience.person_id for line in lines if line.audience.person_id)


def own_copy(actor: Actor, message_id: int) -> Copy:
    """Her copy of a message that stands, with the message; `NotAllowed` when it is not in her box, or no more."""
    hers = Copy.objects.filter(person_id=actor.person_id, message_id=message_id, profile=hat_of(actor.profile))
    copy = (
        hers.filter(message__state__in=_READ)
        .select_related("message__school", "message__thread", "message__body")
        .first()
    )
    if copy is None:
        raise NotAllowed
    return copy


def answerable(actor: Actor, message_id: int) -> Answerable:
    """`NotAllowed` for a message that is not in the box of the actor, or no more."""
    copy = own_copy(actor, message_id)
    message = copy.message
    kept = tuple(line for line in lines_of(message) if line.role != "cci")
    if copy.role == Copy.Role.SENDER:
        # What one adds to one's own message goes where it went.
        return Answerable(message, kept, ())
    if message.answers == Message.Answers.NOBODY:
        return Answerable(message, (), ())
    to_sender = Line(Audience(Who.PERSON, person_id=message.sender_id, profile=message.sender_profile))
    is_open = message.answers == Message.Answers.ALL and copy.role != Copy.Role.HIDDEN
    if not is_open or (message.is_broadcast and actor.is_a(*_FAMILIES)):
        return Answerable(message, (to_sender,), ())
    others = tuple(line for line in kept if line.audience.person_id != actor.person_id)
    return Answerable(message, (to_sender,), (to_sender, *others) if others else ())


def check_answer(actor: Actor, message_id: int, lines: tuple[Line, ...]) -> Answerable:
    """Errors: `NotPossible` for a message that takes no answer."""
    found = answerable(actor, message_id)
    if not found.to_sender:
        raise NotPossible(_("Ce message n’attend pas de réponse."))
    return found
