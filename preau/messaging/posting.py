"""The rows that a message is made of."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from preau.directory.people.audience import Audience
from preau.foundation.bodies.reading import beginning_of, text_of
from preau.foundation.files.antivirus import Verdict
from preau.foundation.files.attached import Attached
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.words import folded
from preau.messaging.hats import hat_of
from preau.messaging.letter import ROLES, Letter
from preau.messaging.models import Addressed, Attachment, Body, Copy, Draft, Message, Thread
from preau.messaging.sender import sender_label


def write_body(actor: Actor, schools: Sequence[int], letter: Letter, *, files: int) -> Body:
    """The text, kept once for all these schools."""
    return Body.objects.create(
        schools=list(schools),
        written_by_id=actor.person_id,
        html=letter.html,
        beginning=beginning_of(letter.html),
        searched=folded(f"{letter.subject} {text_of(letter.html)}"),
        files=files,
        written_at=clock.now(),
    )


def write_message(
    actor: Actor,
    school_id: int,
    letter: Letter,
    body: Body,
    *,
    key: uuid.UUID,
    thread: Thread | None,
    answers_to: Message | None,
    people: int,
) -> Message:
    """The message in one school with its address, and the copy of its sender; nobody has it yet."""
    now = clock.now()
    thread = thread or Thread.objects.create(school_id=school_id, subject=letter.subject.strip(), begun_at=now)
    message = Message.objects.create(
        school_id=school_id,
        thread=thread,
        body=body,
        sender_id=actor.person_id,
        sender_profile=actor.profile.value,
        sender_label=sender_label(actor, school_id),
        answers_to=answers_to,
        answers=letter.answers,
        is_broadcast=letter.is_broadcast,
        is_urgent=letter.is_urgent,
        wants_answer=letter.wants_answer and letter.answers != Message.Answers.NOBODY,
        state=Message.State.WAITING,
        sent_at=now,
        recipients=people,
        key=key,
    )
    roles: dict[Audience, str] = {}
    for line in sorted(letter.lines, key=lambda one: ROLES.index(Addressed.Role(one.role))):
        roles.setdefault(line.audience, line.role)
    Addressed.objects.bulk_create(
        Addressed(
            school_id=school_id, message=message, role=role, who=one.who, group_id=one.group_id, level=one.level,
            list_id=one.list_id, person_id=one.person_id, profile=one.profile,
        )
        for one, role in roles.items()
    )  # fmt: skip
    Copy.objects.create(
        person_id=actor.person_id, message=message, school_id=school_id, profile=hat_of(actor.profile),
        role=Copy.Role.SENDER, read_at=now,
    )  # fmt: skip
    return message


def keep_files(files: Sequence[Attached], draft: Draft) -> int:
    """Join these files to a draft; the same file is kept once. Returns how many there were."""
    made = Attachment.objects.bulk_create(
        [
            Attachment(
                schools=[draft.school_id], draft=draft, name=file.name, kind=file.kind, size=file.size,
                digest=file.digest, content=file.content, verdict=file.verdict, added_at=clock.now(),
            )
            for file in files
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return len(made)


def copy_files(message: Message, draft: Draft) -> None:
    """The files of a message, for the draft that forwards it; those found dangerous stay behind."""
    kept = Attachment.objects.filter(body_id=message.body_id).exclude(verdict=Verdict.INFECTED)
    for file in kept.order_by("pk"):
        file.pk, file.body_id, file.draft_id, file.schools = None, None, draft.pk, [draft.school_id]
        file.save(force_insert=True)
