"""Several people side by side, and the hours they share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.timetable.tests.changing import door
from preau.timetable.tests.door import shown
from preau.timetable.tests.test_week import columns
from tests.cast import Cast

Visit = Callable[[str], Client]


def asked(cast: Cast, *keys: str, **more: str) -> str:
    """The door with those chosen: `c` a class, `g` a group, `e` a teacher."""
    query = "&".join([f"avec={','.join(keys)}", *(f"{name}={value}" for name, value in more.items())])
    return f"{door(cast, 'together')}?{query}"


def test_two_people_are_side_by_side_with_their_common_hours(cast: Cast, visit: Visit) -> None:
    html = shown(visit("cpe"), asked(cast, f"e{cast.durand.pk}", f"e{cast.petit.pk}"))
    assert columns(html) == {"Durand Claire": ["4e B"], "Petit Yanis": ["4e B", "5e A"]}
    free = html[html.index("Heures libres") :].replace("\u202f", " ")
    assert "8 h 55 – 10 h 10, 11 h 05 – 17 h" in free
    assert free.count("8 h – 17 h") == 4


def test_one_more_is_added_and_one_is_taken_off(cast: Cast, visit: Visit) -> None:
    first, second = f"e{cast.durand.pk}", f"c{cast.groups['5A'].pk}"
    html = shown(visit("cpe"), asked(cast, first, plus=second))
    assert list(columns(html)) == ["Durand Claire", "5e A"]
    assert f"avec={first}&amp;jour=2026-11-24" in html
    assert f'<option value="{first}"' not in html


def test_a_teacher_puts_her_classes_and_herself_side_by_side_and_no_colleague(cast: Cast, visit: Visit) -> None:
    keys = (f"e{cast.durand.pk}", f"c{cast.groups['4B'].pk}")
    assert list(columns(shown(visit("durand"), asked(cast, *keys)))) == ["Durand Claire", "4e B"]
    for key in (f"e{cast.petit.pk}", f"c{cast.groups['5A'].pk}", f"c{cast.groups['4J'].pk}", "x", "e"):
        assert visit("durand").get(asked(cast, *keys, key)).status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "hier"])
def test_any_day_may_be_asked(cast: Cast, visit: Visit, day: str) -> None:
    assert visit("cpe").get(asked(cast, f"e{cast.durand.pk}", jour=day, vu="99")).status_code == 200


def test_more_people_are_not_more_statements(cast: Cast, visit: Visit) -> None:
    client = visit("cpe")
    keys = [f"e{cast.durand.pk}", f"e{cast.petit.pk}", f"c{cast.groups['4B'].pk}", f"c{cast.groups['5A'].pk}"]

    def statements(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        words = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")
        return len([query for query in captured if not query["sql"].startswith(words)])

    assert statements(asked(cast, keys[0])) == statements(asked(cast, *keys)) <= 8
