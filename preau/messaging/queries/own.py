"""What a person keeps for herself: her folders, her signature, her drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from preau.foundation.bodies.reading import beginning_of
from preau.kernel.actor import Actor
from preau.messaging.models import Draft, Folder, Signature


@dataclass(frozen=True, slots=True)
class FolderLine:
    """A folder, ready to print."""

    id: int
    kind: str
    label: str

    @property
    def is_own(self) -> bool:
        return self.kind == Folder.Kind.OWN


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft, ready to print."""

    id: int
    uai: str
    school: str
    subject: str
    beginning: str
    changed_at: datetime


def signature_of(actor: Actor) -> str:
    """Cleaned HTML; empty when there is none."""
    kept = Signature.objects.filter(person_id=actor.person_id, profile=actor.profile.value)
    return kept.values_list("html", flat=True).first() or ""


def folders_of(actor: Actor) -> tuple[FolderLine, ...]:
    """Under the hat she wears; her own by name, then the archives and the bin."""
    kept = Folder.objects.filter(person_id=actor.person_id, profile=actor.profile.value)
    lines = [FolderLine(*row) for row in kept.values_list("pk", "kind", "label")]
    ranks = [Folder.Kind.OWN, Folder.Kind.ARCHIVE, Folder.Kind.BIN]
    return tuple(sorted(lines, key=lambda one: (ranks.index(Folder.Kind(one.kind)), one.label)))


def drafts_of(actor: Actor) -> tuple[DraftLine, ...]:
    """The last changed first, a hundred at most."""
    kept = Draft.objects.filter(person_id=actor.person_id, profile=actor.profile.value).select_related("school")
    return tuple(
        DraftLine(one.pk, one.school.uai, one.school.name, one.subject, beginning_of(one.html), one.changed_at)
        for one in kept[:100]
    )
