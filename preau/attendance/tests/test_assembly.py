"""Assembly points: a new name keeps the classes, two names are never the same, two people do not overwrite."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from preau.attendance.models import AssemblyClass, AssemblyPoint
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
HERE = "/0310001A/evacuation/points/"


def seen(client: Client) -> str:
    """What the page says it showed."""
    found = re.search(r'name="vue" value="(\w+)"', client.get(HERE).content.decode())
    assert found is not None
    return found[1]


def save(client: Client, **said: object) -> tuple[int, str]:
    asked = {"vue": seen(client), **{name.replace("_", "-"): value for name, value in said.items()}}
    answer = client.post(HERE, asked)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def points(cast: Cast, visit: Visit, seen_everywhere: Look) -> dict[str, int]:
    """Two points; 4e B gathers at the stadium."""
    assert save(visit("chef"), nouveaux="Cour nord\nStade")[0] == 302
    with seen_everywhere():
        made = {one.label: one.pk for one in AssemblyPoint.objects.all()}
    said = {f"point-{pk}": label for label, pk in made.items()} | {f"classe-{cast.groups['4B'].pk}": made["Stade"]}
    assert save(visit("chef"), **said)[0] == 302
    return made


def standing(look: Look) -> list[str]:
    with look():
        return list(AssemblyPoint.objects.order_by("position").values_list("label", flat=True))


def point_of_4b(look: Look) -> str:
    with look():
        return AssemblyClass.objects.select_related("point").get().point.label


def named(points: dict[str, int], **names: str) -> dict[str, object]:
    """The points as the page sends them back, some under another name."""
    return {f"point-{pk}": names.get(label.replace(" ", "_"), label) for label, pk in points.items()}


def test_a_new_name_keeps_the_classes(
    cast: Cast, visit: Visit, seen_everywhere: Look, points: dict[str, int]
) -> None:
    chosen = {f"classe-{cast.groups['4B'].pk}": points["Stade"]}
    assert save(visit("chef"), **named(points, Stade="Terrain de sport"), **chosen)[0] == 302
    assert standing(seen_everywhere) == ["Cour nord", "Terrain de sport"]
    assert point_of_4b(seen_everywhere) == "Terrain de sport"
    assert "Terrain de sport" in visit("cpe").get("/0310001A/evacuation/").content.decode()


def test_two_points_exchange_their_names(visit: Visit, seen_everywhere: Look, points: dict[str, int]) -> None:
    assert save(visit("chef"), **named(points, Stade="Cour nord", Cour_nord="Stade"))[0] == 302
    assert standing(seen_everywhere) == ["Stade", "Cour nord"]


def test_their_order_is_chosen(visit: Visit, seen_everywhere: Look, points: dict[str, int]) -> None:
    ranks = {f"rang-{points['Cour nord']}": 2, f"rang-{points['Stade']}": 1}
    assert save(visit("chef"), **named(points), **ranks)[0] == 302
    assert standing(seen_everywhere) == ["Stade", "Cour nord"]


def test_one_without_a_name_goes_and_its_classes_have_none(
    visit: Visit, seen_everywhere: Look, points: dict[str, int]
) -> None:
    assert save(visit("chef"), **named(points, Stade=" "))[0] == 302
    assert standing(seen_everywhere) == ["Cour nord"]
    with seen_everywhere():
        assert not AssemblyClass.objects.exists()


@pytest.mark.parametrize("label", ["Stade", "stade", " STADE ", "Stadé"])
def test_a_name_is_given_once(visit: Visit, seen_everywhere: Look, points: dict[str, int], label: str) -> None:
    status, page = save(visit("chef"), **named(points), nouveaux=label)
    assert (status, "Deux points ont le même nom" in page) == (422, True)
    assert standing(seen_everywhere) == ["Cour nord", "Stade"]


@pytest.mark.parametrize("label", ["x" * 61, "\n".join(f"Point {n}" for n in range(21))])
def test_names_too_long_or_too_many_are_refused(visit: Visit, label: str) -> None:
    assert save(visit("chef"), nouveaux=label)[0] == 422


def test_who_did_not_see_what_another_wrote_reads_a_sentence(
    visit: Visit, seen_everywhere: Look, points: dict[str, int]
) -> None:
    mark = seen(visit("cpe"))
    assert save(visit("chef"), **named(points), nouveaux="Parking")[0] == 302
    late = visit("cpe").post(HERE, {"vue": mark, "nouveaux": "Gymnase"})
    assert (late.status_code, "entre-temps" in late.content.decode()) == (422, True)
    assert standing(seen_everywhere) == ["Cour nord", "Stade", "Parking"]


def test_a_point_of_another_school_is_not_there(
    visit: Visit, seen_everywhere: Look, points: dict[str, int]
) -> None:
    there = "/0310002B/evacuation/points/"
    page = visit("jumeau_cpe").get(there)
    if page.status_code == 200:
        found = re.search(r'name="vue" value="(\w+)"', page.content.decode())
        assert found is not None
        visit("jumeau_cpe").post(there, {"vue": found[1], f"point-{points['Stade']}": "À nous"})
    assert standing(seen_everywhere) == ["Cour nord", "Stade"]
