"""Somebody who hammers at another's account wins nothing, and takes nothing from who has the right code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from preau.access.models import Account, EmailCode, ResetCode
from preau.access.tests.conftest import OTHER, PASSWORD, Browser, codes_mailed_to, facts
from preau.access.tests.test_activation import REFUSED, activate, sheet
from preau.access.tests.test_forgotten import REFUSED as REFUSED_CODE
from preau.access.tests.test_forgotten import ask, choose
from preau.kernel import clock
from preau.kernel.actor import Actor
from tests.cast import NOW, Cast

Open = Callable[[], Browser]
Give = Callable[..., Account]
Act = Callable[..., Actor]
TakeBack = Callable[..., None]

HERS = "lea@exemple.fr"
WRONG = "AAAA-AAAA-AAAA"


def test_the_holder_of_the_card_enters_while_strangers_guess(
    cast: Cast, acting: Act, not_activated: TakeBack, browser: Open
) -> None:
    not_activated("lea")
    card = sheet(cast, acting)["lea"]
    for _ in range(5):
        browser().sends("/activation/", login="lea", code=WRONG, password=PASSWORD, again=PASSWORD)
    assert "Trop d’essais" in browser().signs_in("lea", PASSWORD)
    assert activate(browser(), card) == "/"


def test_a_wrong_code_at_a_closed_door_says_no_more_than_before(
    cast: Cast, acting: Act, not_activated: TakeBack, browser: Open
) -> None:
    not_activated("lea")
    sheet(cast, acting)
    for _ in range(5):
        assert REFUSED in browser().sends(
            "/activation/", login="lea", code=WRONG, password=PASSWORD, again=PASSWORD
        )
    assert "Trop d’essais" in browser().sends(
        "/activation/", login="lea", code=WRONG, password=PASSWORD, again=PASSWORD
    )
    assert facts().count("SignInFailed") == 5


def test_strangers_do_not_spend_the_code_of_the_owner_s_own_device(browser: Open, with_password: Give) -> None:
    with_password("lea", email=HERS)
    hers = browser()
    hers.signs_in("lea")
    hers.sends("/deconnexion/")
    ask(hers)
    (code,) = codes_mailed_to(HERS)
    for _ in range(6):
        choose(browser(), "AAAA-AAAA")
    assert REFUSED_CODE in choose(hers, "AAAA-AAAA")
    assert choose(hers, code) == "/connexion/"


def test_the_owner_s_own_device_does_not_guess_without_end(browser: Open, with_password: Give) -> None:
    with_password("lea", email=HERS)
    hers = browser()
    hers.signs_in("lea")
    hers.sends("/deconnexion/")
    ask(hers)
    (code,) = codes_mailed_to(HERS)
    for _ in range(5):
        assert REFUSED_CODE in choose(hers, "AAAA-AAAA")
    assert "Trop d’essais" in choose(hers, code)
    with clock.at(NOW + timedelta(minutes=21)):
        assert REFUSED_CODE in choose(hers, code)


@pytest.mark.parametrize("tries", [6, 40])
def test_wrong_codes_are_counted_to_five_and_no_further(browser: Open, with_password: Give, tries: int) -> None:
    with_password("lea", email=HERS)
    visitor = browser()
    visitor.signs_in("lea")
    visitor.sends("/compte/courriel/", email="neuve@exemple.fr", current=PASSWORD)
    codes_mailed_to("neuve@exemple.fr")
    for _ in range(tries):
        visitor.sends("/compte/courriel/confirmer/", code="AAAA-AAAA")
    assert EmailCode.objects.get().attempts == 5
    ask(browser())
    codes_mailed_to(HERS)
    for minute in range(tries):
        with clock.at(NOW + timedelta(minutes=16 * minute)):
            choose(browser(), "AAAA-AAAA", password=OTHER)
    assert ResetCode.objects.get().attempts == 5
