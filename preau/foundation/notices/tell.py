"""`tell`: put one line under « Quoi de neuf » of the people concerned, once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from preau.foundation.ledger.listeners import Recorded
from preau.foundation.live.touch import touch
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: `kind` is a category of the notices catalogue, `path` the page that says more."""

    kind: str
    title: str
    detail: str = ""
    path: str = ""
    about_pupil_id: int | None = None


def tell(told: Told, *, recipients: Iterable[int], because: Recorded) -> None:
    """Tell these persons, once per fact: the same fact delivered twice adds nothing."""
    people = sorted(set(recipients))
    Notice.objects.bulk_create(
        [
            Notice(
                recipient_id=person_id,
                event_id=because.id,
                at=because.at,
                kind=told.kind,
                school_id=because.school_id,
                about_pupil_id=told.about_pupil_id,
                title=told.title,
                detail=told.detail,
                path=told.path,
            )
            for person_id in people
        ],
        ignore_conflicts=True,
    )
    touch([f"personne:{person_id}" for person_id in people], because.id)


def withdraw_told(*, about_pupil_id: int, path: str) -> None:
    """Take back what was told about this pupil at this page (an error was corrected)."""
    Notice.objects.filter(about_pupil_id=about_pupil_id, path=path, withdrawn_at=None).update(
        withdrawn_at=clock.now()
    )


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice ready to print."""

    id: int
    at: datetime
    title: str
    detail: str
    path: str
    is_new: bool


def recent_notices(actor: Actor, *, limit: int = 8) -> tuple[NoticeLine, ...]:
    """The last notices of this person, newest first."""
    return tuple(
        NoticeLine(id=pk, at=at, title=title, detail=detail, path=path, is_new=read_at is None)
        for pk, at, title, detail, path, read_at in Notice.objects.filter(
            recipient_id=actor.person_id, withdrawn_at=None
        ).values_list("id", "at", "title", "detail", "path", "read_at")[:limit]
    )


def mark_notices_read(actor: Actor) -> int:
    """Everything seen: returns how many were new."""
    return Notice.objects.filter(recipient_id=actor.person_id, read_at=None).update(read_at=clock.now())
