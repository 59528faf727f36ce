"""The language that Préau speaks: chosen before signing in, kept on the account, found again on every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.access.actions.send_reset_code import send_reset_code
from preau.access.models import Account
from preau.access.tests.conftest import PASSWORD
from preau.foundation.languages.offered import LANGUAGES, OFFERED
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from tests.cast import Cast

Visit = Callable[[str], Client]


def language_of_page(client: Client, path: str) -> str:
    page = client.get(path).content.decode()
    return page.partition('<html lang="')[2].partition('"')[0]


@pytest.fixture
def marc(visit: Visit) -> Client:
    return visit("marc")


def account_language(cast: Cast, name: str) -> str:
    return Account.objects.get(person_id=cast.people[name].pk).language


def test_a_parent_chooses_and_every_page_follows(marc: Client, cast: Cast) -> None:
    answer = marc.post("/langue/", {"langue": "en"})
    assert (answer.status_code, answer["Location"]) == (302, "/compte/")
    assert account_language(cast, "marc") == "en"
    assert [language_of_page(marc, path) for path in ("/", "/compte/", "/langue/")] == ["en"] * 3
    told = LedgerEvent.objects.filter(name__endswith="LanguageChosen")
    assert [event.payload["language"] for event in told] == ["en"]
    marc.post("/langue/", {"langue": "en"})
    assert told.count() == 1


def test_the_choice_is_on_the_account_not_on_the_browser(marc: Client, cast: Cast, visit: Visit) -> None:
    marc.post("/langue/", {"langue": "oc"})
    marc.cookies.pop("preau_langue")
    assert language_of_page(marc, "/") == "oc"
    assert language_of_page(visit("sofia"), "/") == "fr"


def test_a_passer_by_chooses_before_signing_in(visit: Visit, cast: Cast) -> None:
    passer_by = visit("anonyme")
    assert language_of_page(passer_by, "/connexion/") == "fr"
    answer = passer_by.post("/langue/?suite=%2Fconnexion%2F%3Fsuite%3D%252Fcompte%252F", {"langue": "en"})
    assert answer["Location"] == "/connexion/?suite=%2Fcompte%2F"
    assert language_of_page(passer_by, "/connexion/") == "en"


def test_what_was_chosen_at_the_door_is_kept_by_an_account_that_never_chose(
    visit: Visit, cast: Cast, with_password: Callable[..., Account]
) -> None:
    account = with_password("marc")
    client = visit("anonyme")
    client.post("/langue/", {"langue": "oc"})
    client.post("/connexion/", {"login": account.login, "password": PASSWORD})
    assert account_language(cast, "marc") == "oc"
    assert language_of_page(client, "/") == "oc"


def test_an_account_that_chose_is_not_changed_by_the_door(
    visit: Visit, cast: Cast, with_password: Callable[..., Account]
) -> None:
    account = with_password("marc", language="fr")
    client = visit("anonyme")
    client.post("/langue/", {"langue": "oc"})
    client.post("/connexion/", {"login": account.login, "password": PASSWORD})
    assert account_language(cast, "marc") == "fr"
    assert language_of_page(client, "/") == "fr"


@pytest.mark.parametrize("code", ["tlh", "", "../fr"])
def test_a_language_that_is_none_of_ours_is_refused_and_named(marc: Client, cast: Cast, code: str) -> None:
    page = marc.post("/langue/", {"langue": code})
    assert page.status_code == 200
    assert "Le choix n’est pas enregistré" in page.content.decode()
    assert account_language(cast, "marc") == ""
    marc.cookies["preau_langue"] = code
    assert language_of_page(marc, "/compte/") == "fr"


def test_a_path_of_another_site_is_not_followed(visit: Visit, cast: Cast) -> None:
    answer = visit("anonyme").post("/langue/?suite=https%3A%2F%2Fexemple.fr%2F", {"langue": "en"})
    assert answer["Location"] == "/connexion/"


def test_each_language_is_offered_under_its_own_name(visit: Visit, cast: Cast) -> None:
    page = visit("anonyme").get("/langue/").content.decode()
    for language in OFFERED:
        assert f'lang="{language.code}">{language.name}</label>' in page
    for language in LANGUAGES:
        assert (f">{language.name}</label>" in page) is language.is_offered


def test_a_page_costs_no_statement_more_in_another_language(marc: Client, cast: Cast) -> None:
    in_french = statements(marc)
    marc.post("/langue/", {"langue": "en"})
    assert statements(marc) == in_french


def statements(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get("/compte/")
    return len(captured)


def test_a_code_is_mailed_in_the_language_of_the_account_with_french_below(
    cast: Cast, with_password: Callable[..., Account]
) -> None:
    account = with_password("marc", email="marc@exemple.fr", language="en")
    send_reset_code(actor=SYSTEM, account_id=account.pk, asked_at=clock.now())
    (sent,) = mail.outbox
    assert sent.subject == "Your code for Préau"
    english, _rule, french = str(sent.body).partition("In French:")
    assert "Here is the code to choose a new password" in english
    assert "Voici le code pour choisir un nouveau mot de passe" in french
    assert english.count(account.login) == french.count(account.login) == 1
