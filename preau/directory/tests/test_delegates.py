"""Who speaks for a class."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from django.test import Client

from preau.directory.models import ClassDelegate
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
TOMORROW = NOW + timedelta(days=1)


def door(cast: Cast) -> str:
    return f"/0310001A/classes/{cast.groups['4B'].pk}/delegues/"


def choose(client: Client, cast: Cast, *, pupils: tuple[str, ...] = (), parents: tuple[str, ...] = ()) -> int:
    return client.post(
        door(cast),
        {
            "eleve": [cast.people[name].pk for name in pupils],
            "responsable": [cast.people[name].pk for name in parents],
        },
    ).status_code


def test_the_cpe_ticks_them_and_the_page_shows_them(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    for _ in range(2):
        assert choose(visit("cpe"), cast, pupils=("lea",), parents=("marc", "double")) == 302
    with seen_everywhere():
        assert set(ClassDelegate.objects.values_list("person_id", "profile")) == {
            (cast.lea.pk, "eleve"), (cast.people["marc"].pk, "responsable"),
            (cast.people["double"].pk, "responsable"),
        }  # fmt: skip
    drawn = visit("cpe").get(door(cast)).content.decode()
    assert drawn.count(" checked") == 3
    assert "Parent de Léa" in drawn


def test_who_is_replaced_keeps_her_days_and_a_slip_of_the_day_leaves_none(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    choose(visit("cpe"), cast, pupils=("lea",))
    choose(visit("cpe"), cast, pupils=("noe",))
    with clock.at(TOMORROW):
        choose(visit("cpe"), cast, pupils=("lea",))
    with seen_everywhere():
        assert list(ClassDelegate.objects.order_by("id").values_list("person_id", "begins_on", "ends_on")) == [
            (cast.noe.pk, TODAY, TODAY + timedelta(days=1)), (cast.lea.pk, TODAY + timedelta(days=1), None),
        ]  # fmt: skip


def test_who_is_not_of_the_class_does_not_speak_for_it(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    for pupils, parents in ((("jumelle",), ()), ((), ("oncle",)), (("durand",), ())):
        assert choose(visit("cpe"), cast, pupils=pupils, parents=parents) == 404
    assert visit("cpe").post(door(cast), {"eleve": "x"}).status_code == 404
    with seen_everywhere():
        assert not ClassDelegate.objects.exists()
