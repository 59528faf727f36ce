"""Sheets printed by a school, and accounts opened with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test import Client

from preau.access.actions.activate_account import activate_account
from preau.access.actions.issue_activation_codes import issue_activation_codes
from preau.access.cards import PrintedCode
from preau.access.models import Account, ActivationCode, Session
from preau.access.queries import EVERYBODY, Audience
from preau.access.tests.conftest import OTHER, PASSWORD, Browser, codes_mailed_to, facts, text_of
from preau.access.throttle import new_device
from preau.directory.models import Guardianship
from preau.kernel import clock
from preau.kernel.actor import ANONYMOUS, Actor
from preau.kernel.refusals import NotAllowed
from tests.cast import NOW, YEAR_START, Cast

Open = Callable[[], Browser]
Act = Callable[..., Actor]
TakeBack = Callable[..., None]
Visit = Callable[[str], Client]

REFUSED = "L’identifiant et le code ne vont pas ensemble, ou le code a déjà servi."


def sheet(cast: Cast, acting: Act, audiences: tuple[Audience, ...] = EVERYBODY) -> dict[str, PrintedCode]:
    """The cards of 4e B printed by the head, by login."""
    cards = issue_activation_codes(
        actor=acting("chef"),
        school_id=cast.schools["college"].pk,
        group_id=cast.groups["4B"].pk,
        audiences=audiences,
    )
    return {card.login: card for card in cards}


def activate(visitor: Browser, card: PrintedCode, **more: object) -> str:
    fields = {"login": card.login, "code": card.code, "password": PASSWORD, "again": PASSWORD, **more}
    return visitor.sends("/activation/", **fields)


def test_a_sheet_has_a_card_for_each_account_not_activated(
    cast: Cast, acting: Act, not_activated: TakeBack
) -> None:
    not_activated("lea", "marc", "sofia", "oncle")
    cards = sheet(cast, acting)
    assert [(card.login, card.name, card.role) for card in cards.values()] == [
        ("lea", "Léa Martin-Ségala", "Élève"),
        ("marc", "Marc Martin", "Responsable de Léa Martin-Ségala"),
        ("sofia", "Sofia Ségala", "Responsable de Léa Martin-Ségala"),
    ]
    assert facts() == ["ActivationCodesIssued"]


def test_a_sheet_may_be_for_guardians_only(cast: Cast, acting: Act, not_activated: TakeBack) -> None:
    not_activated("lea", "marc")
    assert list(sheet(cast, acting, audiences=(Audience.GUARDIANS,))) == ["marc"]


def test_printing_opens_the_accounts_that_are_missing(cast: Cast, acting: Act) -> None:
    Account.objects.filter(person=cast.lea).delete()
    assert list(sheet(cast, acting)) == ["lea.martin-segala"]
    assert facts() == ["AccountsOpened", "ActivationCodesIssued"]


def test_the_database_keeps_no_code(cast: Cast, acting: Act, not_activated: TakeBack) -> None:
    not_activated("lea")
    code = sheet(cast, acting)["lea"].code
    with connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM activation_code c UNION ALL SELECT l::text FROM ledger_event l")
        kept = str(cursor.fetchall())
    assert "classe:" in kept
    assert code not in kept
    assert code.replace("-", "") not in kept


@pytest.mark.parametrize("name", ["secretaire", "chef"])
def test_the_office_prints_the_sheets_of_its_staff(
    cast: Cast, acting: Act, not_activated: TakeBack, name: str
) -> None:
    not_activated("durand", "jumeau_prof")
    cards = issue_activation_codes(actor=acting(name), school_id=cast.schools["college"].pk)
    assert [(card.login, card.role) for card in cards] == [("durand", "Enseignant")]


@pytest.mark.parametrize("name", ["durand", "cpe", "lea", "marc", "jumeau_chef", "agent"])
def test_nobody_else_prints_a_sheet(cast: Cast, acting: Act, name: str) -> None:
    with pytest.raises(NotAllowed):
        issue_activation_codes(actor=acting(name), school_id=cast.schools["college"].pk)


@pytest.mark.parametrize("group", ["4J", "4B-ESP", "2GT"])
def test_only_a_class_of_this_school_has_a_sheet(cast: Cast, acting: Act, group: str) -> None:
    with pytest.raises(NotAllowed):
        issue_activation_codes(
            actor=acting("chef"), school_id=cast.schools["college"].pk, group_id=cast.groups[group].pk
        )


def test_a_new_print_voids_the_former(cast: Cast, acting: Act, not_activated: TakeBack, browser: Open) -> None:
    not_activated("lea")
    former, latter = sheet(cast, acting)["lea"], sheet(cast, acting)["lea"]
    assert REFUSED in activate(browser(), former)
    assert activate(browser(), latter) == "/"


def test_a_parent_of_two_classes_may_use_either_sheet_once(
    cast: Cast, acting: Act, not_activated: TakeBack, browser: Open
) -> None:
    not_activated("marc")
    first = sheet(cast, acting)["marc"]
    Guardianship.objects.create(
        pupil_id=cast.jumelle.pk, guardian=cast.marc, level=1, is_informed=True, may_consult=True,
        may_decide=True, begins_on=YEAR_START,
    )  # fmt: skip
    cards = issue_activation_codes(
        actor=acting("jumeau_chef"), school_id=cast.schools["twin"].pk, group_id=cast.groups["4J"].pk
    )
    second = next(card for card in cards if card.login == "marc")
    assert activate(browser(), first) == "/"
    assert REFUSED in activate(browser(), second)


def test_a_guardian_of_two_pupils_of_a_class_has_one_card(
    cast: Cast, acting: Act, not_activated: TakeBack
) -> None:
    not_activated("marc")
    Guardianship.objects.create(
        pupil_id=cast.noe.pk, guardian=cast.marc, level=2, is_informed=True, may_consult=True,
        may_decide=False, begins_on=YEAR_START,
    )  # fmt: skip
    assert sheet(cast, acting)["marc"].role == "Responsable de Noé Bœuf, Léa Martin-Ségala"


def test_a_person_opens_her_account_and_is_in(
    cast: Cast, acting: Act, not_activated: TakeBack, browser: Open
) -> None:
    not_activated("lea")
    visitor = browser()
    assert activate(visitor, sheet(cast, acting)["lea"]) == "/"
    account = Account.objects.get(login="lea")
    assert account.activated_at == NOW
    assert check_password(PASSWORD, account.password)
    assert "Votre compte est ouvert." in visitor.reads("/")
    assert facts()[-2:] == ["AccountActivated", "SignedIn"]


def test_an_address_given_at_activation_waits_for_its_code(
    cast: Cast, acting: Act, not_activated: TakeBack, browser: Open
) -> None:
    not_activated("lea")
    visitor = browser()
    activate(visitor, sheet(cast, acting)["lea"], email="lea@exemple.fr")
    assert Account.objects.get(login="lea").email == ""
    (code,) = codes_mailed_to("lea@exemple.fr")
    assert visitor.sends("/compte/courriel/confirmer/", code=code) == "/compte/"
    assert Account.objects.get(login="lea").email == "lea@exemple.fr"


def test_a_code_is_read_however_it_is_typed(
    cast: Cast, acting: Act, not_activated: TakeBack, browser: Open
) -> None:
    not_activated("lea")
    card = sheet(cast, acting)["lea"]
    assert activate(browser(), card, login=" Léa ", code=f" {card.code.lower().replace('-', ' ')} ") == "/"


def test_a_code_serves_once(cast: Cast, acting: Act, not_activated: TakeBack, browser: Open) -> None:
    not_activated("lea")
    card = sheet(cast, acting)["lea"]
    assert activate(browser(), card) == "/"
    assert REFUSED in activate(browser(), card, password=OTHER, again=OTHER)
    assert check_password(PASSWORD, Account.objects.get(login="lea").password)
    assert ActivationCode.objects.get().used_at == NOW


def test_a_code_expires_after_90_days(cast: Cast, acting: Act, not_activated: TakeBack, browser: Open) -> None:
    not_activated("lea", "noe")
    cards = sheet(cast, acting)
    with clock.at(NOW + timedelta(days=89)):
        assert activate(browser(), cards["lea"]) == "/"
    with clock.at(NOW + timedelta(days=91)):
        assert REFUSED in activate(browser(), cards["noe"])


@pytest.mark.parametrize(
    ("login", "code"),
    [("lea", "AAAA-AAAA-AAAA"), ("noe", None), ("personne", None), ("marc", None), ("lea", " ")],
)
def test_one_sentence_for_every_failure(
    cast: Cast, acting: Act, not_activated: TakeBack, browser: Open, login: str, code: str | None
) -> None:
    not_activated("lea", "noe")
    card = sheet(cast, acting)["lea"]
    text = browser().sends("/activation/", login=login, code=code or card.code, password=PASSWORD, again=PASSWORD)
    assert (REFUSED in text) or (code == " " and "Ce champ est obligatoire." in text)
    assert not Account.objects.filter(login__in=["lea", "noe"]).exclude(activated_at=None).exists()


def test_a_blocked_account_is_not_activated(
    cast: Cast, acting: Act, not_activated: TakeBack, browser: Open
) -> None:
    not_activated("lea")
    card = sheet(cast, acting)["lea"]
    Account.objects.filter(login="lea").update(blocked_at=NOW)
    assert REFUSED in activate(browser(), card)


@pytest.mark.parametrize("login", ["lea", "personne"])
def test_guessing_codes_closes_the_door(
    cast: Cast, acting: Act, not_activated: TakeBack, browser: Open, login: str
) -> None:
    not_activated("lea")
    card = sheet(cast, acting)["lea"]
    visitor = browser()
    for _ in range(5):
        assert REFUSED in activate(visitor, card, login=login, code="AAAA-AAAA-AAAA")
    assert "Trop d’essais. Réessayez dans 1 minute." in activate(visitor, card, login=login)
    assert "Trop d’essais" in visitor.signs_in(login)


def test_a_weak_password_is_refused_and_the_code_stays_good(
    cast: Cast, acting: Act, not_activated: TakeBack, browser: Open
) -> None:
    not_activated("lea")
    card = sheet(cast, acting)["lea"]
    visitor = browser()
    assert "se devine trop vite" in activate(visitor, card, password="Martin2012!", again="Martin2012!")
    assert "au moins 10 caractères" in activate(visitor, card, password="court", again="court")
    assert "ne sont pas les mêmes" in activate(visitor, card, again=OTHER)
    assert activate(visitor, card) == "/"


def test_activating_on_a_browser_where_somebody_is_in_ends_her_session(
    cast: Cast, acting: Act, not_activated: TakeBack, visit: Visit
) -> None:
    not_activated("lea")
    card = sheet(cast, acting)["lea"]
    shared = Browser(visit("marc"))
    assert activate(shared, card) == "/"
    assert Session.objects.get(account__login="marc").ended_at == NOW
    assert "Léa Martin-Ségala" in shared.reads("/compte/")


def test_an_account_may_be_activated_without_going_in(cast: Cast, acting: Act, not_activated: TakeBack) -> None:
    not_activated("lea")
    card = sheet(cast, acting)["lea"]
    before = Session.objects.count()
    outcome = activate_account(
        actor=ANONYMOUS, login="lea", code=card.code, password=PASSWORD, device=new_device(), enter=False
    )
    assert (outcome.is_done, outcome.opened, Session.objects.count()) == (True, None, before)


def test_the_head_reads_how_far_activation_went(cast: Cast, visit: Visit, not_activated: TakeBack) -> None:
    not_activated("lea", "sofia", "durand")
    text = text_of(visit("chef").get("/0310001A/comptes/").content.decode())
    assert "4e B 1 / 2 2 / 3" in text
    assert "5 / 6" in text
    assert "4e J" not in text


def test_the_printed_page_has_cards_with_all_one_needs(cast: Cast, visit: Visit, not_activated: TakeBack) -> None:
    not_activated("lea", "marc")
    path = f"/0310001A/comptes/fiches/?classe={cast.groups['4B'].pk}"
    response = visit("secretaire").post(path, {"pour": "eleves"})
    text = text_of(response.content.decode())
    assert response["Cache-Control"] == "private, no-store"
    assert "Léa Martin-Ségala" in text
    assert "Marc Martin" not in text
    assert "http://testserver/activation/" in text
    assert re.search(r"Code : [A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4} 1?", text)
    assert "avant le lundi 22 février 2027" in text


def test_a_page_of_sheets_with_nobody_left_says_so(cast: Cast, visit: Visit) -> None:
    response = visit("chef").post("/0310001A/comptes/fiches/", {})
    assert "Tous ces comptes sont déjà activés." in response.content.decode()


@pytest.mark.parametrize("query", ["?classe=0", "?classe=abc", "?classe=4B", "?classe=99999999999999999999"])
def test_a_sheet_for_something_else_is_not_found(cast: Cast, visit: Visit, query: str) -> None:
    assert visit("chef").post(f"/0310001A/comptes/fiches/{query}", {}).status_code == 404


@pytest.mark.parametrize("name", ["durand", "cpe", "lea", "marc", "jumeau_chef", "agent"])
def test_the_accounts_of_a_school_are_not_shown_to_others(cast: Cast, visit: Visit, name: str) -> None:
    assert visit(name).get("/0310001A/comptes/").status_code == 404
    assert visit(name).post("/0310001A/comptes/fiches/", {}).status_code == 404
