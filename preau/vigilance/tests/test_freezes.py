"""Messaging suspended: by a head in her school, by an administrator everywhere; reading stays open."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from preau.access.actors import actor_under, attachments_of
from preau.kernel.actor import Actor
from preau.vigilance.models import Freeze
from preau.vigilance.policies import frozen_because, is_frozen
from tests.cast import NOW, Cast, everywhere

Visit = Callable[[str], Client]
SAID = {
    "where": "partout", "profiles": ["eleve", "responsable"], "reason": "Des comptes sont volés.",
    "expected_on": "2026-11-26", "key": str(UUID(int=4)),
}  # fmt: skip


def actor(cast: Cast, name: str) -> Actor:
    someone = cast.people[name]
    return actor_under(
        cast.profiles[name], attachments_of(someone.pk), person_id=someone.pk, first_name="", last_name=""
    )


def because(cast: Cast, name: str, school: str = "college") -> str:
    with everywhere(cast):
        return frozen_because(actor(cast, name), cast.schools[school].pk)


def suspend(client: Client, **said: object) -> tuple[int, str]:
    answer = client.post("/crise/suspension/", {**SAID, **said})
    return answer.status_code, answer.content.decode()


def test_a_head_suspends_her_school_at_once_and_says_why(cast: Cast, visit: Visit) -> None:
    for _again in range(2):
        assert suspend(visit("chef"))[0] == 302
    told = because(cast, "lea")
    assert "suspendue depuis le mardi 24 novembre" in told
    assert "Des comptes sont volés." in told
    assert "prévue le jeudi 26 novembre" in told
    assert "toujours lire" in told
    assert because(cast, "marc") == told
    assert because(cast, "durand") == because(cast, "chef") == ""
    assert because(cast, "jumelle", "twin") == ""
    with everywhere(cast):
        assert Freeze.objects.count() == 1
        assert is_frozen(cast.schools["college"].pk, "eleve")
    page = visit("chef").get("/crise/suspension/").content.decode()
    assert "Des comptes sont volés." in page
    assert "ouverte à tous" not in page


def test_an_administrator_suspends_everywhere_in_one_gesture_and_lifts_it_in_one(cast: Cast, visit: Visit) -> None:
    assert suspend(visit("agent"))[0] == 302
    assert because(cast, "jumelle", "twin")
    assert because(cast, "tom", "agricole")
    assert "Décidée par la collectivité" in visit("chef").get("/crise/suspension/").content.decode()
    gesture = f"/crise/suspension/{UUID(int=4)}/rouvrir/"
    assert visit("chef").post(gesture).status_code == 404
    assert because(cast, "lea")
    for _again in range(2):
        assert visit("agent").post(gesture).status_code == 302
    assert because(cast, "lea") == because(cast, "jumelle", "twin") == ""


def test_an_administrator_chooses_some_schools(cast: Cast, visit: Visit) -> None:
    assert suspend(visit("agent"), where="liste", schools="0340002B")[0] == 302
    assert because(cast, "lea") == ""
    assert because(cast, "jumelle", "twin")


def test_what_the_head_lifts_leaves_what_the_administrator_decided(cast: Cast, visit: Visit) -> None:
    suspend(visit("agent"))
    suspend(visit("chef"), key=str(UUID(int=5)), reason="Chez nous aussi.")
    assert "Des comptes sont volés." in because(cast, "lea")
    assert visit("chef").post(f"/crise/suspension/{UUID(int=5)}/rouvrir/").status_code == 302
    assert because(cast, "lea")


def test_a_new_decision_replaces_the_former(cast: Cast, visit: Visit) -> None:
    suspend(visit("chef"))
    assert suspend(visit("chef"), key=str(UUID(int=6)), profiles=["eleve", "direction"])[0] == 302
    assert because(cast, "marc") == ""
    assert because(cast, "chef")


def test_another_head_lifts_nothing_here(cast: Cast, visit: Visit) -> None:
    suspend(visit("chef"))
    assert visit("jumeau_chef").post(f"/crise/suspension/{UUID(int=4)}/rouvrir/").status_code == 404
    assert because(cast, "lea")


def test_a_rehearsal_suspends_nobody(cast: Cast) -> None:
    with everywhere(cast):
        Freeze.objects.create(
            school=cast.schools["college"], profiles=["eleve"], reason="Exercice", is_above=False,
            is_rehearsal=True, gesture=UUID(int=9), begun_at=NOW, begun_by_id=1,
        )  # fmt: skip
    assert because(cast, "lea") == ""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"profiles": []}, "au moins un profil"),
        ({"reason": " "}, "motif"),
        ({"expected_on": "2026-11-23"}, "passé"),
        ({"expected_on": "bientôt"}, "Donnez une date"),
        ({"where": "liste", "schools": ""}, "au moins un établissement"),
        ({"where": "liste", "schools": "0999999Z"}, "0999999Z"),
    ],
)
def test_what_does_not_hold_is_said(cast: Cast, visit: Visit, said: dict[str, object], told: str) -> None:
    status, html = suspend(visit("agent"), **said)
    assert (status, told in html) == (422, True)
    assert because(cast, "lea") == ""
