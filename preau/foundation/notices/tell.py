"""`tell`: put one line under « Quoi de neuf » of the people concerned, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.foundation.languages.offered import speaking
from preau.foundation.languages.recipients import by_language
from preau.foundation.ledger.listeners import Recorded
from preau.foundation.live.touch import touch
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: `kind` is a category of the notices catalogue, `profile` the hat it is told to (None: any),
    `path` the page that says more.
    """

    kind: str
    profile: Profile | None
    title: str
    detail: str = ""
    path: str = ""
    about_pupil_id: int | None = None


def tell(told: Told | Callable[[], Told], *, recipients: Iterable[int], because: Recorded) -> None:
    """Tell these persons, once per fact: the same fact delivered twice adds nothing. `told` made by a function is
    made once for each language that they read.
    """
    people = sorted(set(recipients))
    if callable(told):
        for language, some in by_language(people).items():
            with speaking(language):
                _write(told(), some, because)
    else:
        _write(told, people, because)
    touch([f"personne:{person_id}" for person_id in people], because.id)


def _write(told: Told, people: Iterable[int], because: Recorded) -> None:
    Notice.objects.bulk_create(
        [
            Notice(
                recipient_id=person_id,
                event_id=because.id,
                at=because.at,
                kind=told.kind,
                profile=told.profile.value if told.profile else "",
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


def withdraw_told(*, about_pupil_id: int | None, path: str, because: Recorded) -> None:
    """Take back what former facts told about this pupil, or about none, at this page (an error was corrected).
    What this fact or a later one told stays: a fact may come twice, and late.
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


# What stands told to a person under a hat. What was told of a child is read no more by who answers for the child
# no more (rule B8).
_TOLD_TO = """recipient_id = %(person)s AND withdrawn_at IS NULL AND profile IN ('', %(profile)s)
   AND (%(wards)s::bigint[] IS NULL OR about_pupil_id IS NULL OR about_pupil_id = ANY(%(wards)s::bigint[]))"""

#: The last notices of a person under a hat: `id`, `at`, `title`, `detail`, `path`, whether new. Its parameters
#: are those of `recent_parameters`.
RECENT = f"""
SELECT id, at, title, detail, path, read_at IS NULL
  FROM notice
 WHERE {_TOLD_TO}
 ORDER BY at DESC, id DESC
 LIMIT %(most)s
"""  # noqa: S608 - the condition above

_MARK_READ = f"UPDATE notice SET read_at = %(now)s WHERE {_TOLD_TO} AND read_at IS NULL"  # noqa: S608 - likewise


def recent_notices(actor: Actor, *, limit: int = 8) -> tuple[NoticeLine, ...]:
    """The last notices of this person under this hat, newest first."""
    with connection.cursor() as cursor:
        rows = cursor.execute(RECENT, recent_parameters(actor, limit=limit)).fetchall()
    return tuple(NoticeLine(*row) for row in rows)


def recent_parameters(actor: Actor, *, limit: int = 8) -> dict[str, Any]:
    """The parameters of `RECENT`."""
    return _of(actor) | {"most": limit}


def mark_notices_read(actor: Actor) -> int:
    """Everything seen: returns how many were new."""
    with connection.cursor() as cursor:
        marked: int = cursor.execute(_MARK_READ, _of(actor) | {"now": clock.now()}).rowcount
    return marked


def _of(actor: Actor) -> dict[str, Any]:
    """Who reads: only a guardian's notices are bound to her wards."""
    wards = [ward.pupil_id for ward in actor.wards] if actor.is_a(Profile.GUARDIAN) else None
    return {"person": actor.person_id, "profile": actor.profile.value, "wards": wards}
