"""Messages of the cast, written as they stand once delivered: for tests of what is read, reported or withdrawn."""

from __future__ import annotations

from datetime import datetime

from preau.kernel.words import folded
from preau.messaging.models import Body, Copy, Message, Thread
from tests.cast import NOW, Cast, everywhere

_HATS = {hat.label: hat.value for hat in Copy.Hat}


def written(
    cast: Cast,
    by: str,
    to: str,
    *,
    subject: str = "Sortie",
    text: str = "Rendez-vous à 8 heures.",
    at: datetime = NOW,
    school: str = "college",
    state: Message.State = Message.State.DELIVERED,
    read_by: str = "",
    recipients: int = 0,
) -> int:
    """`written(cast, "durand", "lea marc")`: a message delivered to them. Returns its id."""
    place, sender, people = cast.schools[school], cast.people[by], to.split()
    with everywhere(cast):
        html = f"<p>{text}</p>"
        body = Body.objects.create(
            schools=[place.pk], written_by_id=sender.pk, html=html, searched=folded(f"{subject} {text}"),
            written_at=at,
        )  # fmt: skip
        thread = Thread.objects.create(school=place, subject=subject, begun_at=at)
        delivered = state in {Message.State.DELIVERED, Message.State.WITHDRAWN}
        message = Message.objects.create(
            school=place, thread=thread, body=body, sender_id=sender.pk, sender_profile=cast.profiles[by].value,
            state=state, sent_at=at, recipients=recipients or len(people),
            delivered=len(people) if delivered else 0,
            delivered_at=at if delivered else None,
        )  # fmt: skip
        for name in (by, *people):
            Copy.objects.create(
                person_id=cast.people[name].pk, message=message, school_id=place.pk,
                profile=_HATS[cast.profiles[name].value],
                role=Copy.Role.SENDER if name == by else Copy.Role.TO,
                read_at=at if name == by or name in read_by.split() else None,
            )  # fmt: skip
    return message.pk
