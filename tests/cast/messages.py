"""What the cast wrote to each other: a message of M. Petit to Léa's parents, one of the head that is about to
leave, a recall that is asked for, a draft, a folder.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from preau.messaging.hats import hat_of
from preau.messaging.models import Addressed, Attachment, Body, Copy, Draft, Folder, Message, Thread
from tests.cast.stage import NOW, Cast


def write_messages(cast: Cast) -> None:
    """`message` and its `thread`, its `file`; `leaving`; `recall`; `draft` and `folder`."""
    message = _written(cast, "petit", "marc sofia", "Réunion de rentrée", Message.State.DELIVERED)
    cast.messages.update(message=message.pk, thread=message.thread_id)
    cast.messages["file"] = Attachment.objects.create(
        schools=[cast.schools["college"].pk], body_id=message.body_id, name="plan.pdf", kind="application/pdf",
        size=14, digest="0" * 64, content=b"%PDF-1.7\n%%EOF", verdict="sain", added_at=NOW,
    ).pk  # fmt: skip
    Body.objects.filter(pk=message.body_id).update(files=1)
    leaving = _written(cast, "chef", "", "Fermeture de la cantine", Message.State.LEAVING)
    cast.messages["leaving"] = leaving.pk
    recall = _written(cast, "petit", "durand", "Conseil pédagogique", Message.State.DELIVERED)
    Message.objects.filter(pk=recall.pk).update(recall_asked_at=NOW, recall_reason="Mauvaise date")
    cast.messages["recall"] = recall.pk
    cast.messages["draft"] = Draft.objects.create(
        school=cast.schools["college"], person=cast.petit, profile="enseignant", subject="Sortie à vélo",
        html="<p>À finir</p>", key=UUID(int=700), changed_at=NOW,
    ).pk  # fmt: skip
    cast.messages["folder"] = Folder.objects.create(person=cast.marc, profile="responsable", label="Collège").pk


def _written(cast: Cast, by: str, to: str, subject: str, state: Message.State) -> Message:
    college, sender, people = cast.schools["college"], cast.people[by], to.split()
    at = NOW - timedelta(hours=2)
    body = Body.objects.create(
        schools=[college.pk], written_by_id=sender.pk, html="<p>À bientôt.</p>", beginning="À bientôt.",
        searched="a bientot", written_at=at,
    )  # fmt: skip
    message = Message.objects.create(
        school=college, thread=Thread.objects.create(school=college, subject=subject, begun_at=at), body=body,
        sender_id=sender.pk, sender_profile=cast.profiles[by].value, sender_label="Enseignement", state=state,
        sent_at=at, leaves_at=NOW + timedelta(minutes=1) if state == Message.State.LEAVING else None,
        recipients=len(people), delivered=len(people), delivered_at=at if people else None,
    )  # fmt: skip
    Addressed.objects.bulk_create(
        Addressed(
            school=college, message=message, who="personne", person_id=cast.people[name].pk,
            profile=cast.profiles[name].value,
        )
        for name in people
    )  # fmt: skip
    for name in (by, *people):
        Copy.objects.create(
            person_id=cast.people[name].pk, message=message, school_id=college.pk,
            profile=hat_of(cast.profiles[name]), role=Copy.Role.SENDER if name == by else Copy.Role.TO,
            read_at=at,
        )  # fmt: skip
    return message
