"""Forgotten passwords: the same answer for everybody, and a code for who confirmed an address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.core import mail
from django.db import connection
from django.test import Client

from preau.access.jobs import mail_reset_code
from preau.access.models import Account, ResetCode, Session
from preau.access.tests.conftest import OTHER, PASSWORD, Browser, codes_mailed_to, facts
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from tests.cast import NOW, Cast

Open = Callable[[], Browser]
Give = Callable[..., Account]

HERS = "lea@exemple.fr"
REFUSED = "Ce code n’est pas le bon, ou il a expiré."


def ask(visitor: Browser, login: str = "lea") -> str:
    return visitor.sends("/mot-de-passe/oublie/", login=login)


def choose(visitor: Browser, code: str, login: str = "lea", password: str = OTHER) -> str:
    return visitor.sends("/mot-de-passe/nouveau/", login=login, code=code, password=password, again=password)


@pytest.fixture
def lea(with_password: Give) -> Account:
    return with_password("lea", email=HERS)


def test_a_code_sent_to_her_address_opens_a_new_password(browser: Open, lea: Account) -> None:
    visitor = browser()
    assert ask(visitor) == "/mot-de-passe/nouveau/"
    assert "Si ce compte existe et qu’une adresse y est confirmée" in visitor.reads("/mot-de-passe/nouveau/")
    (code,) = codes_mailed_to(HERS)
    assert choose(visitor, code) == "/connexion/"
    lea.refresh_from_db()
    assert check_password(OTHER, lea.password)
    assert facts() == ["PasswordResetAsked", "ResetCodeSent", "PasswordChanged"]


def test_all_sessions_end_with_a_new_password(browser: Open, lea: Account, cast: Cast) -> None:
    ask(browser())
    choose(browser(), codes_mailed_to(HERS)[0])
    assert not Session.objects.filter(account=lea, ended_at=None).exists()
    assert Session.objects.filter(account__login="marc", ended_at=None).exists()


@pytest.mark.parametrize("login", ["lea", "noe", "marc", "personne", "sofia"])
def test_the_answer_and_the_ledger_are_the_same_for_everybody(
    browser: Open, lea: Account, with_password: Give, login: str
) -> None:
    with_password("marc", email="marc@exemple.fr", blocked_at=NOW)
    with_password("sofia", email="sofia@exemple.fr", activated_at=None, password="")
    visitor = browser()
    assert ask(visitor, login) == "/mot-de-passe/nouveau/"
    assert "un code vient d’y partir" in visitor.reads("/mot-de-passe/nouveau/")
    assert facts() == ["PasswordResetAsked"]


@pytest.mark.parametrize("login", ["noe", "marc", "personne", "sofia"])
def test_no_code_leaves_for_others(browser: Open, lea: Account, with_password: Give, login: str) -> None:
    with_password("marc", email="marc@exemple.fr", blocked_at=NOW)
    with_password("sofia", email="sofia@exemple.fr", activated_at=None, password="")
    ask(browser(), login)
    codes_mailed_to(HERS)
    assert mail.outbox == []


def test_the_address_of_the_feed_does_not_receive_codes(browser: Open, with_password: Give, cast: Cast) -> None:
    account = with_password("marc")
    account.person.email = "adresse.du.foyer@exemple.fr"
    account.person.save()
    ask(browser(), "marc")
    assert codes_mailed_to("adresse.du.foyer@exemple.fr") == []


def test_the_code_is_neither_in_the_ledger_nor_in_the_queue(browser: Open, lea: Account) -> None:
    ask(browser())
    (code,) = codes_mailed_to(HERS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name LIKE '%%mail_reset_code'")
        queued = str(cursor.fetchall())
    kept = str(list(LedgerEvent.objects.values_list("payload", flat=True))) + queued
    assert f'"account_id": {lea.pk}' in queued
    assert code not in kept
    assert "lea@" not in kept


def test_the_job_run_twice_sends_one_code(browser: Open, lea: Account) -> None:
    ask(browser())
    assert len(codes_mailed_to(HERS)) == 1
    with clock.at(NOW + timedelta(minutes=3)):
        mail_reset_code(account_id=lea.pk, asked_at=NOW.isoformat())
    assert len(mail.outbox) == 1


def test_a_new_code_replaces_the_former(browser: Open, lea: Account) -> None:
    visitor = browser()
    ask(visitor)
    codes_mailed_to(HERS)
    with clock.at(NOW + timedelta(minutes=5)):
        ask(visitor)
        former, latter = codes_mailed_to(HERS)
        assert REFUSED in choose(visitor, former)
        assert choose(visitor, latter) == "/connexion/"


def test_a_code_lasts_20_minutes_and_serves_once(browser: Open, lea: Account) -> None:
    ask(browser())
    (code,) = codes_mailed_to(HERS)
    with clock.at(NOW + timedelta(minutes=21)):
        assert REFUSED in choose(browser(), code)
    with clock.at(NOW + timedelta(minutes=19)):
        assert choose(browser(), code) == "/connexion/"
        assert REFUSED in choose(browser(), code, password=PASSWORD)


def test_a_code_bears_five_tries(browser: Open, lea: Account) -> None:
    ask(browser())
    (code,) = codes_mailed_to(HERS)
    visitor = browser()
    for _ in range(5):
        assert REFUSED in choose(visitor, "AAAA-AAAA")
    assert "Trop d’essais" in choose(visitor, code)
    with clock.at(NOW + timedelta(minutes=2)):
        assert REFUSED in choose(browser(), code)


def test_guessing_at_an_unknown_login_answers_the_same(browser: Open, lea: Account) -> None:
    ask(browser())
    codes_mailed_to(HERS)
    answers = []
    for login in ("lea", "personne"):
        visitor = browser()
        answers.append([choose(visitor, "AAAA-AAAA", login) for _ in range(6)])
    assert answers[0] == answers[1]
    assert "Trop d’essais" in answers[0][5]


def test_a_weak_password_is_refused_and_the_code_stays_good(browser: Open, lea: Account) -> None:
    ask(browser())
    (code,) = codes_mailed_to(HERS)
    assert "se devine trop vite" in choose(browser(), code, password="motdepasse2026")
    assert choose(browser(), code) == "/connexion/"


def test_a_mailbox_is_not_flooded(browser: Open, lea: Account) -> None:
    visitor = browser()
    for second in range(8):
        with clock.at(NOW + timedelta(seconds=second)):
            assert ask(visitor) == "/mot-de-passe/nouveau/"
    assert facts() == ["PasswordResetAsked"] * 5


def test_asking_does_not_close_the_door_of_sign_in(browser: Open, lea: Account) -> None:
    visitor = browser()
    for _ in range(6):
        ask(visitor)
    assert visitor.signs_in("lea") == "/"


def test_the_owner_besieged_by_guesses_comes_back_by_mail(browser: Open, lea: Account) -> None:
    stranger = browser()
    for _ in range(6):
        stranger.signs_in("lea", OTHER)
    hers = browser()
    ask(hers)
    assert choose(hers, codes_mailed_to(HERS)[0]) == "/connexion/"
    assert hers.signs_in("lea", OTHER) == "/"
    assert ResetCode.objects.get().used_at == NOW


def test_pages_of_passers_by_open_to_all(visit: Callable[[str], Client], cast: Cast) -> None:
    for path in ("/mot-de-passe/oublie/", "/mot-de-passe/nouveau/", "/activation/", "/connexion/"):
        assert visit("anonyme").get(path).status_code == 200
