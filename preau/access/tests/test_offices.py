"""Who hands out accounts: the direction and the secretariat, for the classes that are open."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from preau.access.actions.issue_activation_codes import issue_activation_codes
from preau.access.models import Account, Mandate
from preau.access.tests.conftest import OTHER, PASSWORD, Browser, text_of
from preau.directory.models import Group, Post
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere

Act = Callable[..., Actor]
Visit = Callable[[str], Client]
Open = Callable[[], Browser]
Give = Callable[..., Account]


@pytest.mark.parametrize("function", ["AES", "MDS", "OUV", "LAB", ""])
def test_the_rest_of_the_staff_opens_nobody_s_account(cast: Cast, visit: Visit, function: str) -> None:
    with everywhere(cast):
        Post.objects.filter(person=cast.secretaire).update(function=function)
    nurse = visit("secretaire")
    assert nurse.get("/0310001A/comptes/").status_code == 404
    assert nurse.post("/0310001A/comptes/fiches/", {}).status_code == 404
    assert "/0310001A/comptes/" not in nurse.get("/").content.decode()


def test_a_closed_class_has_no_sheet(cast: Cast, acting: Act) -> None:
    chef = acting("chef")
    Group.objects.filter(pk=cast.groups["5A"].pk).update(closed_on=TODAY)
    with pytest.raises(NotAllowed):
        issue_activation_codes(actor=chef, school_id=cast.schools["college"].pk, group_id=cast.groups["5A"].pk)


def renewed(browser: Browser, cast: Cast, name: str, **more: object) -> str:
    """What the office reads after « Nouvelle fiche » for somebody of 4e B."""
    fields = {"personne": cast.people[name].pk, "classe": cast.groups["4B"].pk, **more}
    response = browser.client.post("/0310001A/comptes/nouvelle-fiche/", fields)
    return f"{response.status_code} {text_of(response.content.decode())}"


def test_a_pupil_who_lost_her_password_comes_back_with_a_new_card(
    cast: Cast, visit: Visit, browser: Open, with_password: Give
) -> None:
    with_password("lea", email="lea@exemple.fr")
    text = renewed(Browser(visit("secretaire")), cast, "lea")
    code = re.search(r"Code : ([A-Z2-9-]{14})", text)
    assert code is not None
    assert text.count("Identifiant :") == 1
    assert visit("lea").get("/compte/").status_code == 302
    assert "ne correspond pas" in browser().signs_in("lea", PASSWORD)
    fields = {"login": "lea", "code": code.group(1), "password": OTHER, "again": OTHER}
    assert browser().sends("/activation/", **fields) == "/"
    account = Account.objects.get(login="lea")
    assert (account.email, account.activated_at) == ("", NOW)


def test_a_new_card_voids_those_printed_before(
    cast: Cast, acting: Act, visit: Visit, browser: Open, not_activated: Callable[..., None]
) -> None:
    not_activated("lea")
    cards = issue_activation_codes(
        actor=acting("chef"), school_id=cast.schools["college"].pk, group_id=cast.groups["4B"].pk
    )
    lost = next(card for card in cards if card.login == "lea")
    assert "200" in renewed(Browser(visit("chef")), cast, "lea")
    fields = {"login": "lea", "code": lost.code, "password": OTHER, "again": OTHER}
    assert "ne vont pas ensemble" in browser().sends("/activation/", **fields)


def test_the_office_reads_who_activated(cast: Cast, visit: Visit, not_activated: Callable[..., None]) -> None:
    not_activated("sofia")
    office = Browser(visit("secretaire"))
    text = office.reads(f"/0310001A/comptes/classes/{cast.groups['4B'].pk}/")
    assert "Sofia Ségala Responsable de Léa Martin-Ségala À activer" in text
    assert "Marc Martin Responsable de Léa Martin-Ségala Compte activé" in text
    assert "Jean Martin" not in text
    assert "Claire Durand" in office.reads("/0310001A/comptes/personnels/")


@pytest.mark.parametrize(("name", "group"), [("tom", "4B"), ("jumelle", "4J"), ("oncle", "4B"), ("durand", "4B")])
def test_nobody_else_s_account_is_renewed_there(cast: Cast, visit: Visit, name: str, group: str) -> None:
    assert renewed(Browser(visit("chef")), cast, name, classe=cast.groups[group].pk).startswith("404")
    assert visit("chef").get(f"/0310001A/comptes/classes/{cast.groups['4J'].pk}/").status_code == 404


@pytest.mark.parametrize(("office", "status"), [("secretaire", "409"), ("chef", "200")])
def test_who_also_works_there_has_a_card_from_the_direction_only(
    cast: Cast, visit: Visit, office: str, status: str
) -> None:
    assert renewed(Browser(visit(office)), cast, "double").startswith(status)
    assert renewed(Browser(visit(office)), cast, "durand", classe="").startswith(status)


def test_a_card_never_opens_a_post_in_another_school(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Post.objects.create(
            school=cast.schools["twin"],
            person=cast.marc,
            function="DIR",
            profile="direction",
            begins_on=YEAR_START,
        )
    text = renewed(Browser(visit("chef")), cast, "marc")
    assert text.startswith("409")
    assert "seule la direction de l’établissement où elle travaille" in text
    assert visit("marc").get("/compte/").status_code == 200


@pytest.mark.parametrize("place", ["college", "twin", "mandate"])
def test_the_card_of_a_parent_who_works_somewhere_is_not_carried_by_a_child(
    cast: Cast, acting: Act, visit: Visit, not_activated: Callable[..., None], place: str
) -> None:
    not_activated("marc", "sofia", "double")
    with everywhere(cast):
        if place == "mandate":
            Mandate.objects.create(person=cast.marc, label="Région", begins_on=YEAR_START)
        else:
            Post.objects.create(
                school=cast.schools[place], person=cast.marc, function="ENS", profile="enseignant",
                begins_on=YEAR_START,
            )  # fmt: skip
    chef, college = acting("chef"), cast.schools["college"].pk
    cards = issue_activation_codes(actor=chef, school_id=college, group_id=cast.groups["4B"].pk)
    assert [card.login for card in cards] == ["sofia"]
    staff = issue_activation_codes(actor=chef, school_id=college)
    assert [card.login for card in staff] == ["double", *(["marc"] if place == "college" else [])]
    text = text_of(visit("chef").get(f"/0310001A/comptes/classes/{cast.groups['4B'].pk}/").content.decode())
    assert "Marc Martin Responsable de Léa Martin-Ségala À activer Fiche avec les personnels" in text
