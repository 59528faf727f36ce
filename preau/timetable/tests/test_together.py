"""Several people side by side, and the hours they share."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.directory.models import Enrolment, Membership, Pupil
from preau.kernel.actor import Profile
from preau.timetable.models import Lesson
from preau.timetable.rules import MOST_FOUND
from preau.timetable.tests.changing import door
from preau.timetable.tests.door import shown
from preau.timetable.tests.test_week import columns
from tests.cast import TODAY, YEAR_START, Cast, everywhere, person

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
    pupils = [f"p{cast.lea.pk}", f"p{cast.noe.pk}", "sB12", "sC1"]
    assert statements(asked(cast, pupils[0], eleve="m")) == statements(asked(cast, *pupils, eleve="m")) <= 8


def test_pupils_and_rooms_are_side_by_side_with_their_common_hours(cast: Cast, visit: Visit) -> None:
    html = shown(visit("cpe"), asked(cast, f"p{cast.lea.pk}", f"p{cast.noe.pk}", "sB12"))
    found = columns(html)
    assert list(found) == ["Martin-Ségala Léa (4e B)", "Bœuf Noé (4e B)", "Salle B12"]
    assert found["Bœuf Noé (4e B)"] == ["Français", "Mathématiques"]
    free = html[html.index("Heures libres") :].replace("\u202f", " ")
    assert "8 h 55 – 10 h 10, 11 h 05 – 14 h 30, 15 h 25 – 17 h" in free


def test_a_pupil_is_found_by_the_beginning_of_her_name(cast: Cast, visit: Visit) -> None:
    first = f"e{cast.durand.pk}"
    html = shown(visit("cpe"), asked(cast, first, eleve="seg LE"))
    assert "Martin-Ségala Léa (4e B)" in html
    assert f"avec={first},p{cast.lea.pk}&amp;jour=2026-11-24&amp;vu=1" in html
    assert "Bœuf Noé" not in html
    assert "Aucun élève de ce nom" in shown(visit("cpe"), asked(cast, first, eleve="vidal"))
    assert "Aucun élève de ce nom" in shown(visit("cpe"), asked(cast, first, eleve="%"))


def test_those_chosen_stay_when_many_are_found(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        for n in range(30):
            pupil = Pupil.objects.create(person=person(cast, f"a{n}", f"Anne{n}", "Abadie", Profile.PUPIL))
            Enrolment.objects.create(school=cast.schools["college"], pupil=pupil, begins_on=YEAR_START)
    html = shown(visit("cpe"), asked(cast, f"p{cast.lea.pk}", eleve="a"))
    assert "Martin-Ségala Léa (4e B)" in columns(html)
    assert html.count("Abadie Anne") == MOST_FOUND


def test_a_room_whose_name_has_a_comma_is_one_room(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Lesson.objects.filter(pk=cast.lessons["maths"].pk).update(room="Labo 1, 2e étage")
    html = shown(visit("cpe"), asked(cast))
    key = "sLabo%201%2C%202e%20%C3%A9tage"
    assert f'value="{key}"' in html
    page = shown(visit("cpe"), f"{door(cast, 'together')}?{urlencode({'avec': f'sB12,{key}'})}")
    assert list(columns(page)) == ["Salle B12", "Salle Labo 1, 2e étage"]
    assert columns(page)["Salle Labo 1, 2e étage"] == ["Mathématiques"]


def test_a_teacher_adds_the_pupils_she_teaches_and_no_room(cast: Cast, visit: Visit) -> None:
    assert list(columns(shown(visit("durand"), asked(cast, f"p{cast.lea.pk}")))) == ["Martin-Ségala Léa (4e B)"]
    with everywhere(cast):
        Membership.objects.filter(pupil_id=cast.noe.pk).update(ends_on=TODAY)
    for key in (f"p{cast.noe.pk}", f"p{cast.jumelle.pk}", f"p{cast.marc.pk}", "sB12", "p", "p1x", "é1"):
        assert visit("durand").get(asked(cast, key)).status_code == 404, key
    assert "Bœuf" not in shown(visit("durand"), asked(cast, eleve="boeuf"))
    assert visit("cpe").get(asked(cast, f"p{cast.jumelle.pk}")).status_code == 404
    assert visit("cpe").get(asked(cast, f"p{10**30}")).status_code == 404
