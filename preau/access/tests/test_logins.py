"""Accounts opened, one or thousands at a time, and what is asked of a password."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from preau.access.actions.forget_expired import forget_expired
from preau.access.actions.open_account import open_account
from preau.access.actions.open_accounts_for_school import open_accounts_for_school
from preau.access.labels import device_label
from preau.access.logins import base_login, normalised_login, open_accounts
from preau.access.models import Account, ActivationCode, Attempts, Session
from preau.access.queries import login_of
from preau.access.rules import check_new_password
from preau.access.tests.conftest import facts
from preau.directory.models import Person
from preau.kernel import clock
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.kernel.words import folded
from tests.cast import NOW, Cast

Act = Callable[..., Actor]


def someone(first: str, last: str) -> Person:
    return Person.objects.create(first_name=first, last_name=last, sorting_name=folded(f"{last} {first}"))


@pytest.mark.parametrize(
    ("first", "last", "login"),
    [
        ("Léa", "Martin-Ségala", "lea.martin-segala"),
        ("Marie Anne", "D’Artagnan", "marie-anne.d-artagnan"),
        ("Zoë", "BŒUF", "zoe.boeuf"),
        ("Jean2", "Dupont", "jean.dupont"),
        ("Мария", "Иванова", "compte"),
        ("", "Nguyen", "nguyen"),
    ],
)
def test_a_login_is_made_of_the_names(first: str, last: str, login: str) -> None:
    assert base_login(first, last) == login
    assert normalised_login(login) == login


def test_namesakes_are_told_apart_by_a_number(db: None) -> None:
    people = [someone("Léa", "Durand") for _ in range(3)]
    other = someone("Léa", "Durand-Roux")
    assert open_accounts([*(person.pk for person in people), other.pk]) == 4
    assert [login_of(person.pk) for person in people] == ["lea.durand", "lea.durand2", "lea.durand3"]
    assert login_of(other.pk) == "lea.durand-roux"
    late = someone("Lea", "DURAND")
    assert open_accounts([late.pk]) == 1
    assert login_of(late.pk) == "lea.durand4"


def test_opening_again_makes_nothing(db: None) -> None:
    person = someone("Léa", "Durand")
    assert [open_accounts([person.pk]), open_accounts([person.pk])] == [1, 0]


def test_a_login_given_back_is_not_given_to_somebody_else(db: None) -> None:
    people = [someone("Léa", "Durand") for _ in range(2)]
    open_accounts(person.pk for person in people)
    Account.objects.get(person=people[0]).delete()
    newcomer = someone("Léa", "Durand")
    open_accounts([newcomer.pk])
    assert login_of(newcomer.pk) == "lea.durand3"


def test_a_thousand_accounts_cost_two_statements(db: None) -> None:
    people = Person.objects.bulk_create(
        Person(first_name=f"Léa{n % 7}", last_name=f"Nom{'abcdefghij'[n % 10]}", sorting_name="x")
        for n in range(1000)
    )
    with CaptureQueriesContext(connection) as captured:
        assert open_accounts(person.pk for person in people) == 1000
    assert len(captured) == 2
    assert Account.objects.values("login").distinct().count() == Account.objects.count()


def test_everybody_of_a_school_gets_an_account(cast: Cast, acting: Act) -> None:
    chef = acting("chef")
    Account.objects.all().delete()
    assert open_accounts_for_school(actor=chef, school_id=cast.schools["college"].pk) == 10
    assert login_of(cast.marc.pk) == "marc.martin"
    assert [login_of(cast.people[name].pk) for name in ("oncle", "jumelle", "tom", "agent")] == [""] * 4
    assert open_accounts_for_school(actor=chef, school_id=cast.schools["college"].pk) == 0
    assert facts() == ["AccountsOpened"]


@pytest.mark.parametrize("name", ["durand", "cpe", "marc", "jumeau_chef", "agent"])
def test_nobody_else_opens_the_accounts_of_a_school(cast: Cast, acting: Act, name: str) -> None:
    with pytest.raises(NotAllowed):
        open_accounts_for_school(actor=acting(name), school_id=cast.schools["college"].pk)


def test_the_office_opens_the_account_of_somebody_of_its_school_only(cast: Cast, acting: Act) -> None:
    Account.objects.filter(person__in=[cast.lea, cast.jumelle]).delete()
    office = acting("secretaire")
    assert open_account(actor=office, person_id=cast.lea.pk) == "lea.martin-segala"
    assert open_account(actor=office, person_id=cast.lea.pk) == "lea.martin-segala"
    with pytest.raises(NotAllowed):
        open_account(actor=office, person_id=cast.jumelle.pk)
    with pytest.raises(NotAllowed):
        open_account(actor=acting("durand"), person_id=cast.lea.pk)
    assert open_account(actor=SYSTEM, person_id=cast.jumelle.pk) == "jade.vidal"
    assert facts() == ["AccountOpened"] * 2


@pytest.mark.parametrize(
    "password",
    [
        "court", "motdepasse", "MotDePasse2026!", "Mot de passe 1", "azertyuiop", "0612345678", "24/11/2012 1",
        "aaaaaaaaaaaa", "lea.martin1", "LéaMartin2012", "Ségala-Léa-31", "bonjourbonjour", "Toulouse31000",
        "x" * 201,
    ],
)  # fmt: skip
def test_a_password_guessed_too_fast_is_refused(password: str) -> None:
    with pytest.raises(NotPossible) as refusal:
        check_new_password(password, login="lea.martin-segala", names="Léa Martin-Ségala")
    assert refusal.value.field == "password"


@pytest.mark.parametrize(
    "password",
    [
        "Le chat dort au soleil",
        "les martins pêchent",
        "7 chevaux bleus",
        "كلمة سر طويلة جدا",
        "toulouse et ses briques",
    ],
)
def test_a_phrase_is_welcome(password: str) -> None:
    check_new_password(password, login="lea.martin-segala", names="Léa Martin-Ségala")


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
         "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604",
         "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
         "Chrome, Android"),
        ("", "Appareil inconnu"),
    ],
)  # fmt: skip
def test_a_browser_has_a_name_that_people_know(agent: str, label: str) -> None:
    assert device_label(agent) == label


def test_what_serves_no_more_is_forgotten(cast: Cast) -> None:
    account = Account.objects.get(person=cast.lea)
    Session.objects.filter(account=account).update(ended_at=NOW - timedelta(days=31))
    ActivationCode.objects.create(
        account=account, sheet="classe:1", digest=b"x", issued_at=NOW, expires_at=NOW - timedelta(days=31)
    )
    Attempts.objects.create(subject="compte:x", failures=1, last_failure_at=NOW - timedelta(days=2))
    Attempts.objects.create(subject="compte:y", failures=1, last_failure_at=NOW)
    others = Session.objects.count() - 1
    forget_expired(actor=SYSTEM)
    assert (Session.objects.count(), ActivationCode.objects.count(), Attempts.objects.count()) == (others, 0, 1)
    with clock.at(NOW + timedelta(days=1)):
        forget_expired(actor=SYSTEM)
    assert facts() == ["ExpiredForgotten"] * 2


def test_only_the_house_itself_forgets(cast: Cast, acting: Act) -> None:
    with pytest.raises(NotAllowed):
        forget_expired(actor=acting("chef"))
