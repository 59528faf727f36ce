"""Threads: those of a school at its birth, who writes in each, opened, renamed, closed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.directory.models import School
from preau.news.models import NewsRight, NewsThread
from preau.news.tests.conftest import Desk
from tests.cast import Cast, everywhere

Visit = Callable[[str], Client]
OPEN = "/0310001A/actualites/fils/ouvrir/"


def test_a_school_is_born_with_two_threads(cast: Cast) -> None:
    lycee = School.objects.create(uai="0310099X", name="Lycée neuf", kind="lycee", source="016", source_key="neuf")
    cast.schools["neuf"] = lycee
    with everywhere(cast):
        labels = set(NewsThread.objects.filter(school=lycee).values_list("label", flat=True))
        publishers = set(
            NewsRight.objects.filter(school=lycee, right="publier").values_list("profile", "function")
        )
    del cast.schools["neuf"]
    assert labels == {"Vie du lycée", "CDI"}
    assert publishers == {("vie_scolaire", ""), ("personnel", ""), ("", "DOC")}


def test_a_thread_is_opened_and_who_was_named_publishes(cast: Cast, visit: Visit, desk: Desk) -> None:
    said = {"label": "Association sportive", "people": [str(cast.petit.pk)], "eleve": "contribuer"}
    assert visit("chef").post(OPEN, said).status_code == 302
    with everywhere(cast):
        thread = NewsThread.objects.get(label="Association sportive")
    assert desk.write("petit", thread_id=thread.pk)[0] == 302
    (item,) = desk.titled()
    assert desk.gesture("petit", item.pk, "publier") == 302
    assert desk.write("lea", thread_id=thread.pk, title="Tournoi")[0] == 302
    (hers,) = desk.titled("Tournoi")
    assert desk.gesture("lea", hers.pk, "publier") == 404
    assert desk.gesture("lea", hers.pk, "proposer") == 302
    assert "Tournoi" in visit("petit").get("/0310001A/actualites/?onglet=a-valider").content.decode()
    assert desk.write("durand", thread_id=thread.pk)[0] == 422


def test_closed_it_takes_nothing_new_and_keeps_what_it_has(cast: Cast, visit: Visit, desk: Desk) -> None:
    path = f"/0310001A/actualites/fils/{cast.news['thread']}/"
    said = {"label": "Vie du collège", "is_closed": "on", "vie_scolaire": "publier"}
    assert visit("chef").post(path, said).status_code == 302
    assert desk.write("chef")[0] == 422
    assert "Les menus" in desk.listed("marc")
    assert desk.gesture("cpe", cast.news["sortie"], "une") == 302


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"label": ""}, "Donnez un nom"),
        ({"label": "CDI"}, "déjà ce nom"),
        ({"label": "Journal", "eleve": "publier"}, "choix"),
        ({"label": "Journal", "people": ["999999999"]}, "choix"),
    ],
)
def test_what_does_not_hold_is_said(cast: Cast, visit: Visit, said: dict[str, object], told: str) -> None:
    answer = visit("chef").post(OPEN, said)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    with everywhere(cast):
        assert NewsThread.objects.filter(school=cast.schools["college"]).count() == 2


def test_a_thread_of_another_school_does_not_exist(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        other = NewsThread.objects.get(school=cast.schools["twin"], label="CDI")
    assert visit("chef").get(f"/0310001A/actualites/fils/{other.pk}/").status_code == 404
    assert visit("jumeau_chef").get(f"/0340002B/actualites/fils/{other.pk}/").status_code == 200
