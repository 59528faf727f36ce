"""What the Region publishes and raises in its schools: at once, with its origin, counts and no name."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from preau.access.models import Mandate
from preau.directory.models import School
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.models import LedgerEvent
from preau.news.models import Banner, NewsItem, NewsTarget
from tests.cast import Cast, everywhere

Visit = Callable[[str], Client]
SAID = {
    "title": "Manuels gratuits", "html": "Pour tous les lycéens.", "who": ["responsables", "enseignants"],
    "schools": "tous",
}  # fmt: skip


def write(visit: Visit, **said: object) -> tuple[int, str]:
    answer = visit("agent").post("/region/actualites/ecrire/", {**SAID, **said})
    return answer.status_code, answer.headers.get("Location", "") or answer.content.decode()


def test_it_is_read_in_every_school_with_its_origin(cast: Cast, visit: Visit) -> None:
    status, path = write(visit)
    assert status == 302
    assert "Manuels" not in visit("marc").get("/actualites/").content.decode()
    assert visit("agent").post(path, {"geste": "publier"}).status_code == 302
    for name in ("marc", "jumeau_parent", "durand", "jumeau_prof"):
        page = visit(name).get("/actualites/").content.decode()
        assert "Manuels gratuits" in page
        assert "Région Occitanie" in page
    assert "Manuels" not in visit("lea").get("/actualites/").content.decode()
    with everywhere(cast):
        assert NewsItem.objects.filter(title="Manuels gratuits").count() == 1
    assert visit("agent").post(path, {"geste": "retirer"}).status_code == 302
    assert "Manuels" not in visit("marc").get("/actualites/").content.decode()


def test_seven_hundred_schools_are_published_to_at_once(cast: Cast, visit: Visit) -> None:
    School.objects.bulk_create(
        School(uai=f"{8000000 + n}A", name=f"Collège {n}", kind="college", source="016", source_key=f"r{n}")
        for n in range(700)
    )
    status, path = write(visit)
    assert status == 302
    began = time.process_time()
    assert visit("agent").post(path, {"geste": "publier"}).status_code == 302
    assert time.process_time() - began < 1
    with everywhere(cast):
        event = LedgerEvent.objects.get(name="news.ItemPublished")
    assert len(event.payload["school_ids"]) == 703
    assert "Manuels gratuits" in visit("jumeau_parent").get("/actualites/").content.decode()
    assert "703 établissements" in visit("agent").get(path).content.decode()
    deliver_all()
    with everywhere(cast):
        assert LedgerEvent.objects.get(pk=event.pk).last_error == ""


@pytest.mark.parametrize(
    ("said", "schools"),
    [
        ({"schools": "colleges"}, {"college", "twin"}),
        ({"schools": "lycees"}, {"agricole"}),
        ({"schools": "choisis", "uais": "0340002b\n"}, {"twin"}),
    ],
)
def test_schools_are_chosen(cast: Cast, visit: Visit, said: dict[str, str], schools: set[str]) -> None:
    status, path = write(visit, **said)
    assert status == 302
    visit("agent").post(path, {"geste": "publier"})
    with everywhere(cast):
        item = NewsItem.objects.get(title="Manuels gratuits")
        shown = set(NewsTarget.objects.filter(item=item).values_list("school_id", flat=True))
    assert shown == {cast.schools[name].pk for name in schools}


@pytest.mark.parametrize(
    ("said", "told"),
    [({"uais": ""}, "au moins un UAI"), ({"uais": "0999999Z"}, "pas de votre périmètre\u202f: 0999999Z")],
)
def test_what_is_not_hers_is_named(visit: Visit, said: dict[str, str], told: str) -> None:
    status, page = write(visit, schools="choisis", **said)
    assert (status, told in page) == (422, True)


def test_a_mandate_reaches_its_perimeter_only(cast: Cast, visit: Visit) -> None:
    Mandate.objects.filter(person=cast.agent).update(over="academie", code="011", label="Académie de Montpellier")
    status, path = write(visit)
    assert status == 302
    visit("agent").post(path, {"geste": "publier"})
    with everywhere(cast):
        item = NewsItem.objects.get(title="Manuels gratuits")
    assert item.schools == [cast.schools["twin"].pk]
    assert item.origin == "Académie de 011"
    assert visit("agent").get(f"/region/actualites/{cast.news['region']}/").status_code == 404
    Mandate.objects.filter(person=cast.agent).update(ends_on=date(2026, 11, 24))
    assert visit("agent").get("/region/actualites/").status_code in {302, 404}


def test_a_school_does_not_touch_what_the_region_wrote(cast: Cast, visit: Visit) -> None:
    assert visit("chef").get(f"/0310001A/actualites/{cast.news['region']}/").status_code == 404
    assert visit("chef").post(f"/0310001A/bandeaux/{cast.news['region_banner']}/retirer/").status_code == 404


def test_counts_by_school_and_no_name(cast: Cast, visit: Visit) -> None:
    visit("marc").post(f"/actualites/{cast.news['region']}/lue/")
    page = visit("agent").get(f"/region/actualites/{cast.news['region']}/").content.decode()
    assert "Collège Jean-Jaurès (0310001A)" in page
    assert "Martin" not in page


def test_a_banner_stands_in_the_schools_chosen(cast: Cast, visit: Visit) -> None:
    said = {"text": "Vigilance rouge.", "level": "urgence", "ends_at": "2026-11-25T18:00", "schools": "lycees"}
    assert visit("agent").post("/region/bandeaux/afficher/", said).status_code == 302
    assert "Vigilance rouge." in visit("tom").get("/").content.decode()
    assert "Région Occitanie" in visit("tom").get("/").content.decode()
    assert "Vigilance rouge." not in visit("lea").get("/").content.decode()
    with everywhere(cast):
        banner = Banner.objects.get(text="Vigilance rouge.")
    change = {**said, "text": "Vigilance orange.", "seen": "1"}
    assert visit("agent").post(f"/region/bandeaux/{banner.pk}/", change).status_code == 302
    assert "Vigilance orange." in visit("tom").get("/").content.decode()
    assert visit("agent").post(f"/region/bandeaux/{banner.pk}/retirer/").status_code == 302
    assert "Vigilance" not in visit("tom").get("/").content.decode()
