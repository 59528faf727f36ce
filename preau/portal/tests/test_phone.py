"""The application of the phone: its description fits who asks, what is read without network names nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast

Visit = Callable[[str], Client]


def shortcuts(client: Client) -> list[str]:
    return [door["url"] for door in client.get("/preau.webmanifest").json()["shortcuts"]]


def test_shortcuts_are_doors_that_open_to_who_asks(visit: Visit) -> None:
    assert shortcuts(visit("marc"))[:2] == ["/a-faire/", "/emploi-du-temps/"]
    assert shortcuts(visit("anonyme")) == []
    for someone in ("marc", "lea", "durand", "cpe", "chef", "secretaire", "agent"):
        client = visit(someone)
        for door in shortcuts(client):
            assert client.get(door).status_code in {200, 302}, (someone, door)


def test_the_description_speaks_the_language_of_who_asks(visit: Visit) -> None:
    described = visit("marc").get("/preau.webmanifest")
    assert described["Content-Type"] == "application/manifest+json"
    assert (described.json()["lang"], described.json()["dir"]) == ("fr", "ltr")


def test_what_is_read_without_network_is_asked_by_nobody(cast: Cast, visit: Visit) -> None:
    html = visit("anonyme").get("/hors-ligne/").content.decode()
    assert "Vous êtes hors connexion" in html
    assert "data-owner" not in html
    assert "Se connecter" not in html


@pytest.mark.parametrize(
    ("path", "keeps"), [("/", True), ("/emploi-du-temps/", True), ("/a-faire/", False), ("/compte/", False)]
)
def test_a_page_says_whose_it_is_and_whether_a_device_keeps_it(
    cast: Cast, visit: Visit, path: str, keeps: bool
) -> None:
    html = visit("lea").get(path).content.decode()
    assert f'<body data-owner="{cast.lea.pk}-eleve"' in html
    assert (" data-keep=" in html) is keeps


def test_the_timetable_of_a_pupil_stays_with_her_family(cast: Cast, visit: Visit) -> None:
    path = f"/eleves/{cast.lea.pk}/emploi-du-temps/"
    assert " data-keep=" in visit("marc").get(path).content.decode()
    assert " data-keep=" not in visit("cpe").get(path).content.decode()
