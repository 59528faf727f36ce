"""What several tests of presence start from: an absence nobody explained, addresses of parents."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from preau.access.models import Account
from preau.attendance.models import (
    AbsencePeriod,
    Notification,
)
from preau.attendance.tests.saying import deliver
from preau.attendance.tests.test_roll import tap
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Rows = list[tuple[str, str]]


@pytest.fixture
def absent(cast: Cast, visit: Visit, seen_everywhere: Look) -> AbsencePeriod:
    """Léa is noted absent from mathematics; nobody knows why."""
    tap(visit("durand"), cast, "lea", "absent")
    deliver()
    with seen_everywhere():
        return AbsencePeriod.objects.get(pupil_id=cast.lea.pk)


@pytest.fixture
def fresh(seen_everywhere: Look) -> Callable[[AbsencePeriod], AbsencePeriod]:
    def read(period: AbsencePeriod) -> AbsencePeriod:
        with seen_everywhere():
            return AbsencePeriod.objects.get(pk=period.pk)

    return read


@pytest.fixture
def addresses(cast: Cast) -> None:
    """Both parents gave and confirmed an address; so did the uncle, who is no guardian."""
    for name in ("marc", "sofia", "oncle"):
        Account.objects.filter(person=cast.people[name]).update(email=f"{name}@exemple.fr")


@pytest.fixture
def kept(cast: Cast, seen_everywhere: Look) -> Callable[[], Rows]:
    def read() -> Rows:
        with seen_everywhere():
            return list(Notification.objects.order_by("id").values_list("channel", "state"))

    return read
