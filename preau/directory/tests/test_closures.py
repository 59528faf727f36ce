"""Closing the school for some days, and opening it again, through the doors of the office."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from preau.directory.calendar_queries import school_calendar
from preau.directory.class_days import HalfDay, is_class_day, is_class_half_day
from preau.directory.models import Closure, Half
from tests.cast import TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]

BRIDGE = {"label": "Pont de mai", "starts_on": "2027-05-07", "ends_on": "2027-05-07", "half": ""}


def close(client: Client, path: str, **more: str) -> HttpResponse:
    return client.post(path, BRIDGE | more)  # type: ignore[return-value]


def closures(look: Look) -> list[tuple[str, date, date, str]]:
    with look():
        return list(
            Closure.objects.exclude(label="Foire aux livres").values_list("label", "starts_on", "ends_on", "half")
        )


LOCAL = ("Fête locale", date(2027, 3, 12), date(2027, 3, 12), "")


@pytest.mark.parametrize("person", ["chef", "secretaire"])
def test_the_office_closes_the_school(
    cast: Cast,
    visit: Visit,
    at_college: Address,
    facts: Callable[[], list[str]],
    seen_everywhere: Look,
    person: str,
) -> None:
    client = visit(person)
    response = close(client, at_college("add-closure"))
    assert response["Location"] == at_college("calendar")
    html = client.get(at_college("calendar")).content.decode()
    assert "L’établissement est fermé le vendredi 7 mai." in html
    assert "Pont de mai" in html
    assert closures(seen_everywhere)[1:] == [("Pont de mai", date(2027, 5, 7), date(2027, 5, 7), "")]
    assert facts() == ["directory.ClosureAdded"]


def test_a_closed_day_is_no_day_of_class(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    close(visit("chef"), at_college("add-closure"))
    close(
        visit("chef"), at_college("add-closure"), starts_on="02/06/2027", ends_on="02/06/2027", half="apres_midi"
    )
    with seen_everywhere():
        ours = school_calendar(cast.schools["college"].pk, TODAY)
        twin = school_calendar(cast.schools["twin"].pk, TODAY)
        assert school_calendar(cast.schools["college"].pk, date(2030, 1, 1)) is None
    assert ours is not None
    assert twin is not None
    assert not is_class_day(ours, date(2027, 5, 7))
    assert is_class_day(twin, date(2027, 5, 7))
    assert is_class_half_day(ours, HalfDay(date(2027, 6, 2), Half.MORNING))
    assert not is_class_half_day(ours, HalfDay(date(2027, 6, 2), Half.AFTERNOON))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"ends_on": "2027-05-06"}, "La fermeture finit avant d’avoir commencé"),
        (
            {"starts_on": "2026-08-31"},
            "sortent de l’année scolaire. Années connues\u202f: 2026-2027 (du mardi 1er",
        ),
        ({"ends_on": "2027-07-04"}, "sortent de l’année scolaire"),
        (
            {"starts_on": "2027-03-08", "ends_on": "2027-03-12"},
            "déjà fermé le vendredi 12 mars\u202f: «\u202fFête locale\u202f»",
        ),
        ({"starts_on": "2027-03-12", "ends_on": "2027-03-12", "half": "matin"}, "déjà fermé le vendredi 12 mars"),
        ({"ends_on": "2027-05-08", "half": "matin"}, "Une demi-journée tient en un seul jour"),
        ({"label": " "}, "Ce champ est obligatoire"),
        ({"label": "x" * 121}, "120"),
        ({"starts_on": "demain"}, "Saisissez une date valide"),
        ({"half": "soir"}, "soir"),
    ],
)
def test_what_cannot_be_is_refused_in_the_form(
    visit: Visit, at_college: Address, facts: Callable[[], list[str]], seen_everywhere: Look,
    wrong: dict[str, str], message: str,
) -> None:  # fmt: skip
    response = close(visit("chef"), at_college("add-closure"), **wrong)
    assert response.status_code == 200
    assert "La fermeture n’est pas enregistrée" in response.content.decode()
    assert message in response.content.decode()
    assert closures(seen_everywhere) == [LOCAL]
    assert facts() == []


def test_the_two_halves_of_a_day_may_close_one_after_the_other(
    visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    for half in ("matin", "apres_midi"):
        assert close(visit("chef"), at_college("add-closure"), half=half).status_code == 302
    assert close(visit("chef"), at_college("add-closure"), half="matin").status_code == 200
    assert len(closures(seen_everywhere)) == 3


def test_a_closure_is_removed_after_one_more_question(
    cast: Cast, visit: Visit, at_college: Address, facts: Callable[[], list[str]], seen_everywhere: Look
) -> None:
    chef = visit("chef")
    path = at_college("remove-closure", closure_id=cast.closures["college"].pk)
    assert path in chef.get(at_college("calendar")).content.decode()
    assert "Retirer cette fermeture" in chef.get(path).content.decode()
    assert closures(seen_everywhere) == [LOCAL]
    assert chef.post(path)["Location"] == at_college("calendar")
    assert "La fermeture est retirée" in chef.get(at_college("calendar")).content.decode()
    assert closures(seen_everywhere) == []
    assert facts() == ["directory.ClosureRemoved"]
    assert chef.post(path).status_code == 404


@pytest.mark.parametrize("person", ["durand", "cpe", "marc", "lea", "agent", "jumeau_chef"])
def test_nobody_else_closes_or_opens_a_school(
    cast: Cast, visit: Visit, at_college: Address, facts: Callable[[], list[str]], person: str
) -> None:
    assert close(visit(person), at_college("add-closure")).status_code == 404
    path = at_college("remove-closure", closure_id=cast.closures["college"].pk)
    assert visit(person).post(path).status_code == 404
    assert facts() == []


def test_the_closure_of_a_neighbour_is_out_of_reach(cast: Cast, visit: Visit, at_college: Address) -> None:
    path = at_college("remove-closure", closure_id=cast.closures["twin"].pk)
    assert visit("chef").get(path).status_code == 404
    assert visit("chef").post(path).status_code == 404
