"""Slowing down who guesses: per account and per device, never per address (a whole school shares one).

An account is known by a keyed digest of what was typed, whether it exists or not (people type passwords in the
wrong field: the text itself is never kept). A device that already opened the account has its own counter, so that
a stranger's guesses do not lock its owner out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from preau.access.models import Attempts
from preau.access.rules import FAILURES_FADE, FREE_TRIES, FREE_TRIES_OF_KNOWN_DEVICE, wait_after
from preau.kernel import clock

#: The computers of a room see hundreds of pupils: the oldest logins give way.
_MOST_KNOWN = 16

_COUNT = """
INSERT INTO sign_in_attempts AS a (subject, failures, last_failure_at)
SELECT told.subject, 1, %(now)s FROM unnest(%(subjects)s::text[]) AS told (subject) ORDER BY told.subject
ON CONFLICT (subject) DO UPDATE
   SET failures = CASE WHEN a.last_failure_at < %(faded)s THEN 1 ELSE a.failures + 1 END,
       last_failure_at = excluded.last_failure_at, closed_until = NULL
RETURNING subject, failures
"""


@dataclass(frozen=True, slots=True)
class Device:
    """The browser that tries: an id of ours kept in a signed cookie, and marks of the logins it opened, the last
    one at the end.
    """

    id: str
    known: tuple[str, ...] = ()

    def knows(self, typed_login: str) -> bool:
        """True when this login succeeded on this device."""
        return _mark(typed_login) in self.known

    def having_opened(self, typed_login: str) -> Device:
        """The same device after this login succeeded on it."""
        mark = _mark(typed_login)
        others = [known for known in self.known if known != mark]
        return Device(self.id, (*others, mark)[-_MOST_KNOWN:])


def new_device() -> Device:
    """A browser met for the first time."""
    return Device(uuid4().hex)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted, and how many failures it may have before the door closes."""

    name: str
    free: int


@dataclass(frozen=True, slots=True)
class Door:
    """What was counted before this try."""

    closed_until: datetime | None
    has_failures: bool


def login_digest(typed_login: str) -> str:
    """What is kept of a typed login: nobody finds it again without our secret."""
    return salted_hmac("preau.access.login", typed_login, algorithm="sha256").hexdigest()[:32]


def _mark(typed_login: str) -> str:
    """A shorter digest: the cookie travels with every request."""
    return login_digest(typed_login)[:12]


def subjects(typed_login: str, device: Device, *, purpose: str = "") -> tuple[Subject, ...]:
    """What is counted for this try. Each `purpose` (`oubli:`…) has its own counters."""
    digest = login_digest(typed_login)
    if device.knows(typed_login):
        return (Subject(f"{purpose}compte:{digest}:{device.id}", FREE_TRIES),)
    of_device = FREE_TRIES_OF_KNOWN_DEVICE if device.known else FREE_TRIES
    return (
        Subject(f"{purpose}compte:{digest}", FREE_TRIES),
        Subject(f"{purpose}appareil:{device.id}", of_device),
    )


def of_device(counted: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """Those of these counters that strangers cannot move: none for a device that already opened the account."""
    return counted[1:]


def subjects_of_owner(account_id: int, *, purpose: str) -> tuple[Subject, ...]:
    """What is counted when a signed-in person proves again who she is, or asks for something to be sent."""
    return (Subject(f"{purpose}titulaire:{account_id}", FREE_TRIES),)


def door_of(counted: tuple[Subject, ...]) -> Door:
    """Is the door open to this try? Once one failure is counted, tries of one subject wait for one another: none
    slips in during the hash. (Before it there is no row to wait for: at most one free try per screen process.)
    """
    rows = list(
        Attempts.objects.select_for_update()
        .filter(subject__in=[subject.name for subject in counted])
        .values_list("closed_until", flat=True)
    )
    now = clock.now()
    return Door(max((until for until in rows if until and until > now), default=None), bool(rows))


def count_failure(counted: tuple[Subject, ...]) -> None:
    """One more failure for each; beyond its free tries the door closes for a while."""
    now = clock.now()
    free = {subject.name: subject.free for subject in counted}
    with connection.cursor() as cursor:
        rows = cursor.execute(
            _COUNT, {"subjects": list(free), "now": now, "faded": now - FAILURES_FADE}
        ).fetchall()
    for name, failures in rows:
        wait = wait_after(failures, free[name])
        if wait is not None:
            Attempts.objects.filter(subject=name).update(closed_until=now + wait)


def forget_failures(counted: tuple[Subject, ...]) -> None:
    """A success: the counts start again."""
    Attempts.objects.filter(subject__in=[subject.name for subject in counted]).delete()


def too_many_tries(until: datetime) -> str:
    """The sentence of a closed door: the same whether the account exists or not."""
    minutes = max(1, -int((clock.now() - until).total_seconds() // 60))
    return ngettext(
        "Trop d’essais. Réessayez dans %(minutes)s minute.",
        "Trop d’essais. Réessayez dans %(minutes)s minutes.",
        minutes,
    ) % {"minutes": minutes}
