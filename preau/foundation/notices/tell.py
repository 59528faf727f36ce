"""`tell`: put one line under « Quoi de neuf » of the people concerned, once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from preau.foundation.ledger.listeners import Recorded
from preau.foundation.live.touch import touch
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: `kind` is a category of the notices catalogue, `profile` the hat it is told to, `path` the
    page that says more.
    """

    kind: str
    profile: Profile
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
                profile=told.profile.value,
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


def withdraw_told(*, about_pupil_id: int, path: str, because: Recorded) -> None:
    """Take back what former facts told about this pupil at this page (an error was corrected). What this fact or a
    later one told stays: a fact may come twice, and late.
    """
    former = Notice.objects.filter(
        about_pupil_id=about_pupil_id, path=path, withdrawn_at=None, event_id__lt=because.id
    )
    people = set(former.values_list("recipient_id", flat=True))
    former.update(withdrawn_at=clock.now())
    touch([f"personne:{person_id}" for person_id in people], because.id)


def is_told(*, about_pupil_id: int, path: str) -> bool:
    """True when something stands told about this pupil at this page."""
    return Notice.objects.filter(about_pupil_id=about_pupil_id, path=path, withdrawn_at=None).exists()


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice ready to print."""

    id: int
    at: datetime
    title: str
    detail: str
    path: str
    is_new: bool


def told_to(actor: Actor) -> QuerySet[Notice]:
    """What stands told to this person under this hat. What was told of a child is read no more by who answers for
    the child no more (rule B8).
    """
    mine = Notice.objects.filter(
        recipient_id=actor.person_id, withdrawn_at=None, profile__in=("", actor.profile.value)
    )
    if not actor.is_a(Profile.GUARDIAN):
        return mine
    wards = [ward.pupil_id for ward in actor.wards]
    return mine.filter(Q(about_pupil_id=None) | Q(about_pupil_id__in=wards))


def recent_notices(actor: Actor, *, limit: int = 8) -> tuple[NoticeLine, ...]:
    """The last of them, newest first."""
    return tuple(
        NoticeLine(id=pk, at=at, title=title, detail=detail, path=path, is_new=read_at is None)
        for pk, at, title, detail, path, read_at in told_to(actor).values_list(
            "id", "at", "title", "detail", "path", "read_at"
        )[:limit]
    )


def mark_notices_read(actor: Actor) -> int:
    """Everything seen: returns how many were new."""
    return told_to(actor).filter(read_at=None).update(read_at=clock.now())
