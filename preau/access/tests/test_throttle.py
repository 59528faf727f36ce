"""Who guesses is slowed down, per account and per device; nobody learns whether the account exists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from preau.access.models import Account, Attempts
from preau.access.rules import FREE_TRIES, wait_after
from preau.access.tests.conftest import OTHER, PASSWORD, Browser, facts
from preau.access.throttle import new_device, subjects
from preau.kernel import clock
from tests.cast import NOW, Cast

Open = Callable[[], Browser]
Give = Callable[..., Account]

WRONG = "L’identifiant ou le mot de passe ne correspond pas."


def fail(visitor: Browser, login: str, times: int = FREE_TRIES) -> None:
    for _ in range(times):
        assert WRONG in visitor.signs_in(login, OTHER)


def test_waits_double_up_to_a_quarter_of_an_hour() -> None:
    minutes = [wait and wait.total_seconds() / 60 for wait in map(wait_after, range(4, 12))]
    assert minutes == [None, 1, 2, 4, 8, 15, 15, 15]
    assert wait_after(100_000) == timedelta(minutes=15)


@pytest.mark.parametrize("login", ["lea", "noe", "personne"])
def test_after_five_failures_the_door_closes_for_a_minute(browser: Open, with_password: Give, login: str) -> None:
    with_password("lea")
    visitor = browser()
    fail(visitor, login)
    assert "Trop d’essais. Réessayez dans 1 minute." in visitor.signs_in(login, PASSWORD)
    with clock.at(NOW + timedelta(seconds=61)):
        assert WRONG in visitor.signs_in(login, OTHER)
        assert "Réessayez dans 2 minutes." in visitor.signs_in(login, PASSWORD)


def test_tries_at_a_closed_door_are_neither_hashed_nor_recorded(browser: Open, with_password: Give) -> None:
    with_password("lea")
    visitor = browser()
    fail(visitor, "lea")
    visitor.signs_in("lea", OTHER)
    assert facts() == ["SignInFailed"] * 5


def test_the_owner_enters_when_the_wait_is_over_and_counts_start_again(browser: Open, with_password: Give) -> None:
    with_password("lea")
    visitor = browser()
    fail(visitor, "lea")
    with clock.at(NOW + timedelta(seconds=61)):
        assert visitor.signs_in("lea") == "/"
        assert not Attempts.objects.exists()


def test_an_account_is_closed_to_every_new_device(browser: Open, with_password: Give) -> None:
    with_password("lea")
    fail(browser(), "lea")
    assert "Trop d’essais" in browser().signs_in("lea", PASSWORD)


def test_strangers_do_not_lock_the_owner_out_of_her_own_device(browser: Open, with_password: Give) -> None:
    with_password("lea")
    hers = browser()
    hers.signs_in("lea")
    hers.sends("/deconnexion/")
    fail(browser(), "lea")
    assert hers.signs_in("lea", PASSWORD) == "/"


def test_a_device_that_tries_many_accounts_is_closed_to_all(browser: Open, with_password: Give) -> None:
    with_password("lea")
    visitor = browser()
    for n in range(FREE_TRIES):
        fail(visitor, f"eleve{n}", times=1)
    assert "Trop d’essais" in visitor.signs_in("lea", PASSWORD)
    assert browser().signs_in("lea", PASSWORD) == "/"


def test_a_device_that_opened_an_account_has_more_tries(browser: Open, with_password: Give) -> None:
    with_password("lea")
    shared = browser()
    shared.signs_in("lea")
    shared.sends("/deconnexion/")
    for n in range(9):
        fail(shared, f"eleve{n}", times=1)
    fail(shared, "eleve9", times=1)
    assert "Trop d’essais" in shared.signs_in("noe", PASSWORD)


def test_two_devices_of_one_address_do_not_share_their_failures(browser: Open, with_password: Give) -> None:
    with_password("noe")
    fail(browser(), "lea")
    assert browser().signs_in("noe") == "/"


def test_old_failures_fade(browser: Open, with_password: Give) -> None:
    with_password("lea")
    visitor = browser()
    fail(visitor, "lea", times=4)
    with clock.at(NOW + timedelta(minutes=61)):
        fail(visitor, "lea", times=4)
        assert visitor.signs_in("lea") == "/"


def test_a_forged_device_is_a_new_device(browser: Open, with_password: Give) -> None:
    with_password("lea")
    visitor = browser()
    visitor.client.cookies["preau_appareil"] = "eyJpZCI6ImEifQ:faux"
    assert visitor.signs_in("lea") == "/"


def test_what_is_counted_tells_no_login(cast: Cast) -> None:
    names = [subject.name for subject in subjects("lea", new_device())]
    assert [name.split(":")[0] for name in names] == ["compte", "appareil"]
    assert not any("lea" in name.split(":")[1] for name in names)
