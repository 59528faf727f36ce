"""Somebody is told of something, and what leaves of it, in tests."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core import mail

from preau.access.models import Account
from preau.foundation.ledger.listeners import Recorded
from preau.foundation.notices.tell import Told, tell
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.outreach.jobs import decide_and_send, digest_after
from tests.cast import Cast

#: A Tuesday of November.
TUESDAY = date(2026, 11, 17)


def at(hour: int, minute: int = 0, day: int = 17) -> datetime:
    """An instant of November 2026 in Paris."""
    return clock.instant(date(2026, 11, day), time(hour, minute))


def address(cast: Cast, name: str) -> str:
    """Give somebody an open account and an address of her own."""
    kept = f"{name}@exemple.fr"
    Account.objects.update_or_create(
        person=cast.people[name],
        defaults={"login": name, "email": kept, "activated_at": at(8, day=1)},
    )
    return kept


def told(
    cast: Cast, name: str, *, fact: int, when: datetime, kind: str = "timetable:change",
    title: str = "Léa : cours déplacé", path: str = "/x/", child: str | None = "lea",
) -> None:  # fmt: skip
    """A line under « Quoi de neuf » of somebody."""
    with clock.at(when):
        tell(
            Told(
                kind, Profile.GUARDIAN, title, path=path,
                about_pupil_id=cast.people[child].pk if child else None,
            ),
            recipients=[cast.people[name].pk],
            because=Recorded(fact, when, cast.schools["college"].pk, None, "agent"),
        )  # fmt: skip


def send(when: datetime) -> None:
    """The minute of the worker."""
    with clock.at(when):
        decide_and_send()


def digest(when: datetime) -> None:
    """The quarter of an hour of the worker, on a school day."""
    with clock.at(when):
        decide_and_send()
        digest_after(person_id=0)
        decide_and_send()


def subjects() -> list[tuple[str, str]]:
    """Who got which mail."""
    return [(one.to[0], str(one.subject)) for one in mail.outbox]
