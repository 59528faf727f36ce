"""Banners: shown to whom they concern, when they stand, without a statement more; put away; the Region's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.access.models import Account
from preau.kernel import clock
from preau.news.models import Banner
from tests.cast import NOW, Cast, everywhere

Visit = Callable[[str], Client]
SAID = {"text": "Le car de Muret est supprimé.", "level": "attention", "ends_at": "2026-11-25T18:00"}


def raised(visit: Visit, **said: object) -> int:
    """The status of the form, filled by the head."""
    return visit("chef").post("/0310001A/bandeaux/afficher/", {**SAID, **said}).status_code


def is_shown(visit: Visit, name: str, text: str = "Le car de Muret") -> bool:
    return text in visit(name).get("/").content.decode()


def test_everybody_of_the_school_sees_it_on_every_page(cast: Cast, visit: Visit) -> None:
    assert not is_shown(visit, "marc")
    for _again in range(2):
        assert raised(visit, key=str(UUID(int=4))) == 302
    for name in ("marc", "lea", "durand", "chef", "secretaire"):
        assert is_shown(visit, name)
        assert "Le car de Muret" in visit(name).get("/services/").content.decode()
    for name in ("tom", "jumelle", "jumeau_chef"):
        assert not is_shown(visit, name)
    with everywhere(cast):
        assert Banner.objects.filter(text=SAID["text"]).count() == 1


def test_it_costs_no_statement(cast: Cast, visit: Visit) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert visit("marc").get("/").status_code == 200
        return len(asked)

    bare = cost()
    assert raised(visit) == 302
    assert cost() == bare + 1
    assert is_shown(visit, "marc")
    assert cost() == bare


def test_it_stands_between_its_dates(cast: Cast, visit: Visit) -> None:
    assert raised(visit, begins_at="2026-11-25T08:00") == 302
    assert not is_shown(visit, "marc")
    with clock.at(NOW + timedelta(days=1)):
        assert is_shown(visit, "marc")
    with clock.at(NOW + timedelta(days=2)):
        assert not is_shown(visit, "marc")


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (["responsable"], {"marc", "sofia"}),
        (["enseignant", "direction"], {"durand", "chef"}),
        (["f:EDU"], {"cpe"}),
        ([], {"marc", "sofia", "durand", "chef", "cpe", "lea"}),
    ],
)
def test_it_is_for_some(visit: Visit, audience: list[str], readers: set[str]) -> None:
    assert raised(visit, audience=audience) == 302
    assert {name for name in ("marc", "sofia", "durand", "chef", "cpe", "lea") if is_shown(visit, name)} == readers


def test_put_away_it_comes_back_when_it_changes(cast: Cast, visit: Visit) -> None:
    assert raised(visit) == 302
    with everywhere(cast):
        banner = Banner.objects.get(text=SAID["text"])
    away = f"/bandeaux/{banner.pk}/1/ne-plus-afficher/"
    assert away in visit("marc").get("/").content.decode()
    for _again in range(2):
        answer = visit("marc").post(away, {"suite": "/actualites/"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/actualites/")
    assert not is_shown(visit, "marc")
    assert is_shown(visit, "sofia")
    assert Account.objects.get(person=cast.marc).put_away == [f"bandeau:{banner.pk}:1"]
    change = f"/0310001A/bandeaux/{banner.pk}/"
    assert visit("chef").post(change, {**SAID, "text": "Le car de Muret roule.", "seen": "1"}).status_code == 302
    late = visit("chef").post(change, {**SAID, "seen": "1"})
    assert (late.status_code, "entre-temps" in late.content.decode()) == (422, True)
    assert is_shown(visit, "marc", "Le car de Muret roule.")


def test_one_comes_back_to_this_house_only(cast: Cast, visit: Visit) -> None:
    assert raised(visit) == 302
    with everywhere(cast):
        banner = Banner.objects.get(text=SAID["text"])
    for path in ("https://ailleurs.example/", "//ailleurs.example/", ""):
        answer = visit("sofia").post(f"/bandeaux/{banner.pk}/1/ne-plus-afficher/", {"suite": path})
        assert answer.headers["Location"] == "/"


def test_an_urgent_one_stays(cast: Cast, visit: Visit) -> None:
    assert raised(visit, level="urgence") == 302
    with everywhere(cast):
        banner = Banner.objects.get(text=SAID["text"])
    away = f"/bandeaux/{banner.pk}/1/ne-plus-afficher/"
    assert away not in visit("marc").get("/").content.decode()
    assert visit("marc").post(away).status_code == 404
    assert is_shown(visit, "marc")


def test_what_one_is_not_shown_is_not_put_away(cast: Cast, visit: Visit) -> None:
    assert raised(visit) == 302
    with everywhere(cast):
        banner = Banner.objects.get(text=SAID["text"])
    for name in ("jumelle", "tom"):
        assert visit(name).post(f"/bandeaux/{banner.pk}/1/ne-plus-afficher/").status_code == 404


def test_taken_down_it_is_seen_no_more(cast: Cast, visit: Visit) -> None:
    assert raised(visit) == 302
    with everywhere(cast):
        banner = Banner.objects.get(text=SAID["text"])
    path = f"/0310001A/bandeaux/{banner.pk}/retirer/"
    assert visit("jumeau_chef").post(path).status_code == 404
    for _again in range(2):
        assert visit("chef").post(path).status_code == 302
    assert not is_shown(visit, "marc")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"text": ""}, "Écrivez la phrase"),
        ({"text": "x" * 241}, "240"),
        ({"ends_at": ""}, "quand il disparaît"),
        ({"ends_at": "2026-11-20T08:00"}, "La fin vient après"),
        ({"ends_at": "2027-02-20T08:00"}, "31 jours"),
        ({"level": "alerte"}, "choix"),
    ],
)
def test_what_does_not_hold_is_said(cast: Cast, visit: Visit, said: dict[str, str], told: str) -> None:
    answer = visit("chef").post("/0310001A/bandeaux/afficher/", {**SAID, **said})
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    with everywhere(cast):
        assert not Banner.objects.filter(begins_at__gte=NOW - timedelta(hours=1)).exists()


def test_three_at_most_the_gravest_first(visit: Visit) -> None:
    for number, level in enumerate(("information", "information", "attention", "urgence")):
        assert raised(visit, text=f"Bandeau {number}", level=level) == 302
    page = visit("lea").get("/").content.decode()
    assert page.index("Bandeau 3") < page.index("Bandeau 2") < page.index("Bandeau 1")
    assert "Bandeau 0" not in page
