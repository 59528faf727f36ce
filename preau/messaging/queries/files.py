"""Files joined to drafts and messages, for who may have them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.foundation.files.antivirus import Verdict
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.hats import hat_of
from preau.messaging.models import Attachment, Copy, Draft, Message

_KILO = 1024


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file, ready to print."""

    id: int
    name: str
    size: str
    note: str


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file to hand over."""

    name: str
    kind: str
    content: bytes
    verdict: str


def said_size(size: int) -> str:
    """« 340 Ko », « 2,4 Mo »."""
    if size < _KILO * _KILO:
        return _("%(size)s Ko") % {"size": max(1, round(size / _KILO))}
    return _("%(size)s Mo") % {"size": f"{size / _KILO / _KILO:.1f}".replace(".", ",")}


def file_line(pk: int, name: str, size: int, verdict: str) -> FileLine:
    """What a list says of a file; a note when it waits or was removed."""
    is_noted = verdict in {Verdict.WAITING, Verdict.INFECTED}
    return FileLine(pk, name, said_size(size), str(Verdict(verdict).label) if is_noted else "")


def files_of_draft(draft_id: int) -> tuple[FileLine, ...]:
    """In the order they were joined."""
    kept = Attachment.objects.filter(draft_id=draft_id).order_by("pk")
    return tuple(file_line(*row) for row in kept.values_list("pk", "name", "size", "verdict"))


def handed_file(actor: Actor, file_id: int) -> HandedFile:
    """A file of a message that the actor has and may read, or of a draft of hers; `NotAllowed` for any other."""
    row = Attachment.objects.filter(pk=file_id).values_list("name", "kind", "content", "verdict", "body", "draft")
    found = row.first()
    if found is None:
        raise NotAllowed
    name, kind, content, verdict, body_id, draft_id = found
    is_hers = (
        _has_body(actor, body_id)
        if body_id
        else Draft.objects.filter(pk=draft_id, person_id=actor.person_id, profile=actor.profile.value).exists()
    )
    if not is_hers:
        raise NotAllowed
    return HandedFile(name, kind, bytes(content), verdict)


def _has_body(actor: Actor, body_id: int) -> bool:
    """Her copy of one of its messages; what was withdrawn is handed over to its sender alone."""
    copies = Copy.objects.filter(
        person_id=actor.person_id, profile=hat_of(actor.profile), message__body_id=body_id
    )
    read = (Message.State.DELIVERED, Message.State.DELIVERING)
    return copies.filter(role=Copy.Role.SENDER).exists() or copies.filter(message__state__in=read).exists()
