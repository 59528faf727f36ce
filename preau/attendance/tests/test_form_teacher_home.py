"""The home page of a form teacher leads to the register of her class, and of hers only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from preau.directory.models import FormTeacher
from tests.cast import TODAY, YEAR_START, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def leads(cast: Cast, look: Look, name: str, *, until: int | None = None) -> str:
    with look():
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.people[name],
            begins_on=YEAR_START, ends_on=None if until is None else TODAY + timedelta(days=until),
        )  # fmt: skip
    return f'href="/0310001A/registre/{cast.groups["4B"].pk}/{TODAY:%Y-%m}/"'


def test_her_class_is_on_her_home_page_and_the_door_opens(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    door = leads(cast, seen_everywhere, "durand")
    page = visit("durand").get("/").content.decode()
    assert door in page
    assert "Registre de la classe 4e B" in page
    assert visit("durand").get(door[6:-1]).status_code == 200
    assert "Registre de la" not in visit("petit").get("/").content.decode()


@pytest.mark.parametrize("until", [-1, 0])
def test_who_led_it_has_no_door_any_more(cast: Cast, visit: Visit, seen_everywhere: Look, until: int) -> None:
    leads(cast, seen_everywhere, "durand", until=until)
    assert "Registre de la" not in visit("durand").get("/").content.decode()
