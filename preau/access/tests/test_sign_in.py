"""The door: right and wrong passwords, sessions, and what nobody may learn there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test.utils import CaptureQueriesContext

from preau.access.middleware import SESSION_COOKIE
from preau.access.models import Account, Session
from preau.access.passwords import Argon2id
from preau.access.tests.conftest import OTHER, PASSWORD, Browser, facts, text_of
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from tests.cast import NOW, Cast

Open = Callable[[], Browser]
Give = Callable[..., Account]


def test_the_right_password_opens_a_session(browser: Open, with_password: Give) -> None:
    account = with_password("lea")
    visitor = browser()
    assert visitor.signs_in("lea") == "/"
    assert "Léa Martin-Ségala" in visitor.reads("/compte/")
    assert facts() == ["SignedIn"]
    assert LedgerEvent.objects.get().payload["account_id"] == account.pk


def test_the_secret_of_a_session_is_not_in_the_database(browser: Open, with_password: Give) -> None:
    with_password("lea")
    visitor = browser()
    visitor.signs_in("lea")
    cookie = visitor.client.cookies[SESSION_COOKIE]
    session = Session.objects.latest("id")
    assert cookie.value.encode() not in bytes(session.digest)
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


@pytest.mark.parametrize("typed", ["LEA", " léa ", "Lea"])
def test_a_login_is_known_however_it_is_typed(browser: Open, with_password: Give, typed: str) -> None:
    with_password("lea")
    assert browser().signs_in(typed) == "/"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("lea", OTHER),
        ("lea", ""),
        ("personne.ici", PASSWORD),
        ("noe", PASSWORD),
        ("marc", PASSWORD),
        ("lea'--", "x"),
    ],
)
def test_one_sentence_for_every_failure(browser: Open, with_password: Give, login: str, password: str) -> None:
    with_password("lea")
    with_password("marc", blocked_at=NOW)
    text = browser().signs_in(login, password or " ")
    assert "L’identifiant ou le mot de passe ne correspond pas." in text


def test_a_failure_costs_the_same_statements_whether_the_login_exists(browser: Open, with_password: Give) -> None:
    with_password("lea")
    kinds = []
    for login in ("lea", "noe", "personne"):
        visitor = browser()
        with CaptureQueriesContext(connection) as captured:
            visitor.signs_in(login, OTHER)
        kinds.append([q["sql"].split("WHERE")[0][:60] for q in captured if "SAVEPOINT" not in q["sql"]])
    assert kinds[0] == kinds[1] == kinds[2]
    assert any("INSERT INTO sign_in_attempts" in kind for kind in kinds[0])


def test_a_failure_hashes_once_whether_the_login_exists(
    browser: Open, with_password: Give, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_password("lea")
    browser().signs_in("personne", OTHER)
    verified: list[str] = []
    genuine = Argon2id.verify

    def counted(self: Argon2id, password: str, encoded: str) -> bool:
        verified.append(encoded)
        return genuine(self, password, encoded)

    monkeypatch.setattr(Argon2id, "verify", counted)
    counts = []
    for login in ("lea", "noe", "personne"):
        browser().signs_in(login, OTHER)
        counts.append(len(verified))
    assert counts == [1, 2, 3]
    assert len({encoded.rsplit("$", 2)[0] for encoded in verified}) == 1


def test_what_was_typed_is_not_kept(browser: Open, cast: Cast) -> None:
    browser().signs_in("mon-secret-dans-le-mauvais-champ", OTHER)
    kept = str(LedgerEvent.objects.values_list("name", "payload").get())
    assert kept.startswith("('access.SignInFailed'")
    assert "mon-secret" not in kept


def test_a_hash_of_another_cost_is_made_again(browser: Open, with_password: Give) -> None:
    class Cheaper(Argon2id):
        time_cost = 1

    account = with_password("lea", password=Cheaper().encode(PASSWORD, "selselselsel"))
    assert browser().signs_in("lea") == "/"
    account.refresh_from_db()
    assert "m=19456,t=2,p=1" in account.password
    assert browser().signs_in("lea") == "/"


def test_who_is_nothing_today_is_told_so_after_the_right_password(browser: Open, with_password: Give) -> None:
    with_password("oncle")
    assert "rattaché à aucun établissement" in browser().signs_in("oncle")
    assert "ne correspond pas" in browser().signs_in("oncle", OTHER)


def test_staying_signed_in_is_for_families_and_pupils(browser: Open, with_password: Give) -> None:
    for name, days in (("lea", 30), ("marc", 30), ("durand", 0.5), ("chef", 0.5)):
        with_password(name)
        visitor = browser()
        visitor.signs_in(name, stay="on")
        assert Session.objects.latest("id").expires_at == NOW + timedelta(days=days)
        assert visitor.client.cookies[SESSION_COOKIE]["max-age"] == (30 * 24 * 3600 if days == 30 else "")


def test_a_session_ends_at_its_term(browser: Open, with_password: Give) -> None:
    with_password("marc")
    visitor = browser()
    visitor.signs_in("marc")
    with clock.at(NOW + timedelta(hours=11)):
        assert visitor.client.get("/compte/").status_code == 200
    with clock.at(NOW + timedelta(hours=13)):
        assert visitor.client.get("/compte/").status_code == 302


def test_the_page_asked_comes_after_the_door(browser: Open, with_password: Give) -> None:
    with_password("lea")
    assert browser().sends("/connexion/?suite=%2Fcompte%2F", login="lea", password=PASSWORD) == "/compte/"


@pytest.mark.parametrize(
    "path", ["https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example", "compte/", "javascript:x"]
)
def test_the_door_never_leads_elsewhere(browser: Open, with_password: Give, path: str) -> None:
    with_password("lea")
    visitor = browser()
    response = visitor.client.post(
        "/connexion/", {"login": "lea", "password": PASSWORD}, query_params={"suite": path}
    )
    assert response["Location"] == "/"
    assert visitor.client.get("/connexion/", query_params={"suite": path})["Location"] == "/"


def test_signing_in_over_an_open_session_ends_it(browser: Open, with_password: Give) -> None:
    with_password("lea")
    with_password("noe")
    shared = browser()
    shared.signs_in("lea")
    first = Session.objects.latest("id")
    assert shared.signs_in("noe") == "/"
    first.refresh_from_db()
    assert first.ended_at == NOW
    assert "Noé Bœuf" in shared.reads("/compte/")


def test_a_cookie_that_opens_nothing_is_taken_back(browser: Open, cast: Cast) -> None:
    visitor = browser()
    visitor.client.cookies[SESSION_COOKIE] = "inconnu"
    visitor.client.get("/connexion/")
    assert visitor.client.cookies[SESSION_COOKIE].value == ""


def test_an_empty_form_says_what_is_missing(browser: Open, cast: Cast) -> None:
    text = text_of(browser().client.post("/connexion/", {}).content.decode())
    assert text.count("Ce champ est obligatoire.") >= 2
    assert facts() == []


def test_a_session_shows_on_which_device_it_is(browser: Open, with_password: Give) -> None:
    with_password("lea")
    visitor = browser()
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    visitor.client.post("/connexion/", {"login": "lea", "password": PASSWORD}, headers={"User-Agent": agent})
    assert "Firefox, Linux" in visitor.reads("/compte/")


def test_a_hash_is_argon2id_at_the_chosen_cost() -> None:
    assert make_password(PASSWORD).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_sign_in_costs_six_statements_and_a_hash(browser: Open, with_password: Give) -> None:
    with_password("lea")
    visitor = browser()
    with CaptureQueriesContext(connection) as captured:
        visitor.signs_in("lea")
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == 6, asked
