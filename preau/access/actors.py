"""Building the Actor of a request: one indexed read, through the only door that passes the second wall.

The SQL function `open_session` (migrations 0007 to 0012) returns the session, the person, her attachments of today
(posts, enrolments, wards, mandates) and her language. A right that ends today is gone at the next request.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, connection

from preau.foundation.rooms.bands import Seen
from preau.foundation.rooms.registry import capabilities_of
from preau.kernel import clock
from preau.kernel.actor import ANONYMOUS, Actor, Profile, SchoolRef, Ward
from preau.kernel.ids import token_digest

_OPEN = "SELECT * FROM open_session(%s, %s, %s)"

#: The order in which a profile is chosen at sign-in when none was preferred: work first.
_PRECEDENCE = (
    Profile.DIRECTION,
    Profile.VIE_SCOLAIRE,
    Profile.TEACHER,
    Profile.STAFF,
    Profile.AGENT,
    Profile.GUARDIAN,
    Profile.PUPIL,
)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A live session: its actor, when it was last seen (to note the visit once in a while), the code of the
    language that the person chose, empty when she chose none, and what stands at the top of pages.
    """

    actor: Actor
    seen_at: datetime
    language: str
    bands: Seen


@dataclass(frozen=True, slots=True)
class Attachments:
    """What a person is today, as `open_session` and `attachments_of` return it (lists of JSON rows).

    posts: school id, uai, name, profile, function, logos · enrolments: school id, uai, name, logos ·
    wards: pupil id, first name, informed, consults, decides, school id, uai, name, division,
    opposes, logos ·
    mandates: label. `logos` are two: the school's and its collectivity's.
    """

    posts: list[list[Any]]
    enrolments: list[list[Any]]
    wards: list[list[Any]]
    mandates: list[str]

    def profiles(self) -> tuple[Profile, ...]:
        """Every hat this person may wear today, work first."""
        held = {Profile(post[3]) for post in self.posts}
        if self.mandates:
            held.add(Profile.AGENT)
        if self.wards:
            held.add(Profile.GUARDIAN)
        if self.enrolments:
            held.add(Profile.PUPIL)
        return tuple(profile for profile in _PRECEDENCE if profile in held)


def open_session(token: str) -> OpenSession | None:
    """The session of this cookie, or None when it is unknown, ended or expired, or when its profile is held no
    more: a session never goes on by itself under another hat (a family's lasts a month, a teacher's a day).
    """
    row = _read(token_digest(token))
    if row is None:
        return None
    session_id, account_id, person_id, profile, seen_at, first, last, *lists, language, put_away, bands = row
    held = _attachments(lists)
    if profile not in held.profiles():
        return None
    actor = actor_under(
        Profile(profile), held, person_id=person_id, first_name=first, last_name=last,
        account_id=account_id, session_id=session_id,
    )  # fmt: skip
    return OpenSession(actor, seen_at, language, Seen(bands, frozenset(put_away)))


def actor_under(
    profile: Profile,
    held: Attachments,
    *,
    person_id: int,
    first_name: str,
    last_name: str,
    account_id: int = 0,
    session_id: int = 0,
) -> Actor:
    """The actor of this person under this profile: its schools only, never those of another hat."""
    mine = held.wards if profile is Profile.GUARDIAN else []
    functions = frozenset(post[4].upper() for post in held.posts if post[3] == profile)
    return Actor(
        person_id=person_id,
        profile=profile,
        first_name=first_name,
        last_name=last_name,
        account_id=account_id,
        session_id=session_id,
        schools=_schools(profile, held),
        wards=_wards([ward for ward in mine if not ward[9]]),
        adults=_wards([ward for ward in mine if ward[9]]),
        profiles=held.profiles(),
        functions=functions,
        capabilities=capabilities_of(profile, functions),
    )


def attachments_of(person_id: int) -> Attachments:
    """What this person is today, outside any session (sign-in asks it to choose a profile)."""
    with connection.cursor() as cursor:
        row = cursor.execute("SELECT * FROM attachments_of(%s, %s)", [person_id, clock.today()]).fetchone()
    return _attachments(row)


def _attachments(columns: Sequence[str | None]) -> Attachments:
    """Django hands JSON columns over as text."""
    return Attachments(*(json.loads(column) if column else [] for column in columns))


def _schools(profile: Profile, held: Attachments) -> tuple[SchoolRef, ...]:
    if profile is Profile.GUARDIAN:
        rows = [[*ward[5:8], *ward[-2:]] for ward in held.wards]
    elif profile is Profile.PUPIL:
        rows = held.enrolments
    else:
        rows = [[*post[:3], *post[-2:]] for post in held.posts if post[3] == profile]
    return tuple(SchoolRef(*row) for row in dict.fromkeys(tuple(row) for row in rows))


def _wards(rows: list[list[Any]]) -> tuple[Ward, ...]:
    wards: dict[int, Ward] = {}
    for pupil_id, first_name, informed, consults, decides, school_id, _uai, school, division, *_more in rows:
        known = wards.get(pupil_id)
        wards[pupil_id] = Ward(
            pupil_id,
            first_name,
            (known.school_ids if known else frozenset()) | {school_id},
            informed,
            consults,
            decides,
            division or (known.division if known else ""),
            known.school if known else school,
        )
    return tuple(wards.values())


def _read(digest: bytes) -> Any:
    """One row of `open_session`. A connection lost since the last request is made anew, once."""
    parameters: list[Any] = [digest, clock.now(), clock.today()]
    try:
        with connection.cursor() as cursor:
            return cursor.execute(_OPEN, parameters).fetchone()
    except (OperationalError, InterfaceError):
        connection.close()
        with connection.cursor() as cursor:
            return cursor.execute(_OPEN, parameters).fetchone()


__all__ = ["ANONYMOUS", "Attachments", "OpenSession", "actor_under", "attachments_of", "open_session"]
