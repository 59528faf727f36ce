"""The signs of a stolen account: many people, from a device it had never seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from preau.access.models import Account, Session
from preau.vigilance.tests.conftest import PASSWORD
from tests.cast import NOW, Cast
from tests.mailing import written

Visit = Callable[[str], Client]


def signs_in(cast: Cast, name: str, at: datetime, *, new: bool) -> None:
    Session.objects.create(
        digest=f"{name} {at}".encode(), account=Account.objects.get(person=cast.people[name]), is_new_device=new,
        profile=cast.profiles[name].value, device="Chrome, Windows", started_at=at, seen_at=at,
        expires_at=at + timedelta(hours=12),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("people", "was_known", "hours", "is_new", "is_shown"),
    [
        (30, True, 2, True, True),
        (29, True, 2, True, False),
        (30, True, 2, False, False),
        (30, True, 25, True, False),
        (30, False, 2, True, False),
    ],
)
def test_who_writes_to_many_from_a_new_device_is_shown_first(
    cast: Cast, visit: Visit, people: int, was_known: bool, hours: int, is_new: bool, is_shown: bool
) -> None:
    Session.objects.filter(account__person=cast.noe).delete()
    if was_known:
        signs_in(cast, "noe", NOW - timedelta(days=20), new=True)
    signs_in(cast, "noe", NOW - timedelta(hours=hours), new=is_new)
    written(cast, "noe", "lea", recipients=people)
    page = visit("chef").get("/crise/").content.decode()
    assert ("Noé Bœuf" in page) is is_shown
    assert "Noé Bœuf" not in visit("jumeau_chef").get("/crise/").content.decode()


def test_a_browser_is_new_until_it_opened_the_account_once(cast: Cast) -> None:
    account = Account.objects.get(person=cast.noe)
    Account.objects.filter(pk=account.pk).update(password=make_password(PASSWORD), activated_at=NOW)
    browser = Client()
    for _twice in range(2):
        said = {"login": account.login, "password": PASSWORD}
        assert browser.post("/connexion/", said, REMOTE_ADDR="192.0.2.7").status_code == 302
    made = Session.objects.filter(account=account).order_by("-pk")[:2]
    assert [(one.is_new_device, one.address) for one in made] == [(False, "192.0.2.7"), (True, "192.0.2.7")]
