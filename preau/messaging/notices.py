"""What messaging does of its own facts: a message that leaves is handed to its job; an urgent one is told at once;
its sender learns what became of it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.directory.events import PersonsMerged, PersonsParted
from preau.directory.models import Person
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile
from preau.messaging.events import CopiesDelivered, MessagePosted, MessageRecalled, RecallRefused
from preau.messaging.events_rights import MessageDecided
from preau.messaging.hats import HATS
from preau.messaging.jobs import deliver, follow_merge_of, leave
from preau.messaging.models import Copy, Message
from preau.messaging.rules import UNDONE_WITHIN

#: Categories of the notices catalogue.
URGENT = "messaging:urgent"
DECIDED = "messaging:decided"


@on(MessagePosted, MessageDecided)
def set_off(event: MessagePosted | MessageDecided, recorded: Recorded) -> None:
    """At once, or when its minute on the doorstep is over; asked twice, the second job finds nothing to do."""
    asked = {"school_id": event.school_id, "message_id": event.message_id}
    state = Message.objects.filter(pk=event.message_id).values_list("state", flat=True).first()
    if state == Message.State.DELIVERING:
        deliver.later(**asked)
    elif state == Message.State.LEAVING:
        leave.after(UNDONE_WITHIN, **asked)


@on(PersonsMerged, PersonsParted)
def follow_person(event: PersonsMerged | PersonsParted, recorded: Recorded) -> None:
    """Her box goes with her record."""
    is_undone = isinstance(event, PersonsParted)
    follow_merge_of.later(kept_id=event.kept_id, gone_id=event.gone_id, is_undone=is_undone)


@on(CopiesDelivered)
def tell_urgent(event: CopiesDelivered, recorded: Recorded) -> None:
    """An urgent message of the direction is a notice too, of a kind that quiet hours let pass (rule B14)."""
    message = Message.objects.filter(pk=event.message_id, is_urgent=True).select_related("thread").first()
    if message is None or message.state == Message.State.WITHDRAWN:
        return
    copies = Copy.objects.filter(message=message, person_id__gt=event.after_id, person_id__lte=event.up_to_id)
    received = copies.exclude(role=Copy.Role.SENDER).order_by("person_id").values_list("person_id", "profile")
    people: dict[int, list[int]] = {}
    for person_id, hat in received:
        people.setdefault(hat, []).append(person_id)
    for hat, recipients in people.items():
        told = Told(
            kind=URGENT,
            profile=Profile(HATS[hat - 1]),
            title=_("Urgent\u202f: %(subject)s") % {"subject": message.thread.subject},
            detail=_name_of(message.sender_id),
            path=url("messaging:thread", thread_id=message.thread_id),
        )
        tell(told, recipients=recipients, because=recorded)


@on(MessageDecided)
def tell_decision(event: MessageDecided, recorded: Recorded) -> None:
    """Its sender learns whether it left."""
    message = Message.objects.filter(pk=event.message_id).select_related("thread").first()
    if message is not None:
        said = _("Votre message est parti") if event.is_approved else _("Votre message n’est pas parti")
        _tell_sender(message, said, "" if event.is_approved else message.reason, recorded)


@on(MessageRecalled)
def tell_recall(event: MessageRecalled, recorded: Recorded) -> None:
    """Its sender, when the direction did it for her."""
    message = Message.objects.filter(pk=event.message_id).select_related("thread").first()
    if message is not None and message.decided_by_id != message.sender_id:
        _tell_sender(message, _("Votre message est rappelé"), "", recorded)


@on(RecallRefused)
def tell_refusal(event: RecallRefused, recorded: Recorded) -> None:
    """Its sender learns that it stays."""
    message = Message.objects.filter(pk=event.message_id).select_related("thread").first()
    if message is not None:
        _tell_sender(message, _("La direction ne rappelle pas votre message"), "", recorded)


def _tell_sender(message: Message, title: str, detail: str, recorded: Recorded) -> None:
    told = Told(
        kind=DECIDED,
        profile=Profile(message.sender_profile),
        title=title,
        detail=detail or message.thread.subject,
        path=url("messaging:thread", thread_id=message.thread_id),
    )
    tell(told, recipients=[message.sender_id], because=recorded)


def _name_of(person_id: int) -> str:
    person = Person.objects.filter(pk=person_id).first()
    return str(person) if person else ""
