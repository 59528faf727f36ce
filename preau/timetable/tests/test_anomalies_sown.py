"""Anomalies sown in a timetable that is sound elsewhere: each is found, once, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import time

import pytest

from preau.timetable.anomalies import ANOMALIES
from preau.timetable.models import Alternation, WeeklyCourse, WeeklyCourseGroup, WeeklyCourseTeacher
from preau.timetable.tests.week import OWN_KEY, alternation, weekly, weeks
from tests.cast import Cast

Sown = Counter[tuple[str, tuple[int, ...]]]


@pytest.fixture
def everywhere(cast: Cast, seen_everywhere: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """The scope of all schools, for the whole test."""
    with seen_everywhere():
        yield


def found(cast: Cast, school: str = "college") -> Sown:
    """How many times each (code, keys) is found."""
    return Counter((line.code, line.keys) for kind in ANOMALIES for line in kind.find([cast.schools[school].pk]))


def with_teacher(course: WeeklyCourse, person_id: int) -> None:
    WeeklyCourseTeacher.objects.create(school=course.school, weekly_course=course, person_id=person_id)


def sow_the_forgotten(cast: Cast, when: Alternation) -> Sown:
    """Three courses without a teacher, three without a room, three without a pupil; each wrong in one way."""
    sown: Sown = Counter()
    for hour in (8, 9, 10):
        alone = weekly(cast, when, 1, time(hour), room=f"N{hour}")
        WeeklyCourseTeacher.objects.filter(weekly_course=alone).delete()
        sown["cours-sans-enseignant", (alone.pk,)] += 1
        sown["cours-sans-salle", (weekly(cast, when, 2, time(hour), room="").pk,)] += 1
        empty = weekly(cast, when, 3, time(hour), group="5A", room=f"N{hour}")
        sown["cours-sans-eleve", (empty.pk,)] += 1
    return sown


def sow_the_double(cast: Cast, when: Alternation) -> Sown:
    """Two courses at once, three times for a teacher, a room, a class; only that is shared."""
    sown: Sown = Counter()
    for hour in (8, 9, 10):
        for code, weekday, other in (
            ("enseignants-en-deux-lieux", 4, {"group": "4B-ESP", "room": f"S{hour}"}),
            ("salles-prises-deux-fois", 5, {"group": "4B-ESP", "teacher": "petit"}),
            ("groupes-en-deux-lieux", 6, {"teacher": "petit", "room": f"S{hour}", "subject": "Français"}),
        ):
            first = weekly(cast, when, weekday, time(hour), room=f"R{hour}")
            second = weekly(cast, when, weekday, time(hour, 30), 20, **{"room": f"R{hour}", **other})
            sown[code, (first.pk, second.pk)] += 1
    return sown


def test_each_anomaly_sown_is_found_exactly_once(cast: Cast, everywhere: None) -> None:
    when = alternation(cast, weeks(6))
    for weekday in range(1, 7):
        for hour in (13, 14, 15, 16):
            weekly(cast, when, weekday, time(hour), room=f"A{hour}")
    assert found(cast) == Counter()
    sown = sow_the_forgotten(cast, when) + sow_the_double(cast, when)
    assert sum(sown.values()) == 18
    assert {code for code, _keys in sown} == {kind.code for kind in ANOMALIES}
    assert found(cast) == sown
    assert found(cast, "twin") == Counter()


def test_two_courses_that_share_several_people_are_one_anomaly_of_each_kind(cast: Cast, everywhere: None) -> None:
    """Two teachers, two groups and a room at once in two places: three anomalies, with the names of all."""
    when = alternation(cast, weeks(3))
    pair = weekly(cast, when, 4, time(9)), weekly(cast, when, 4, time(9, 10), subject="Français")
    for course in pair:
        with_teacher(course, cast.petit.pk)
        WeeklyCourseGroup.objects.create(school=course.school, weekly_course=course, group=cast.groups["4B-ESP"])
    keys = (pair[0].pk, pair[1].pk)
    codes = ("enseignants-en-deux-lieux", "salles-prises-deux-fois", "groupes-en-deux-lieux")
    assert found(cast) == Counter({(code, keys): 1 for code in codes})
    labels = {line.code: line.label for kind in ANOMALIES for line in kind.find([cast.schools["college"].pk])}
    assert labels["enseignants-en-deux-lieux"] == "Durand Claire, Petit Yanis"
    assert labels["groupes-en-deux-lieux"] == "4B ESP, 4e B"


def test_three_courses_at_once_are_three_meetings(cast: Cast, everywhere: None) -> None:
    when = alternation(cast, weeks(3))
    made = [
        weekly(cast, when, 4, time(9, 10 * n), 50, group=group, room=f"A{n}")
        for n, group in enumerate(("4B", "4B-ESP", "CHORALE"))
    ]
    ids = sorted(course.pk for course in made)
    pairs = ((ids[0], ids[1]), (ids[0], ids[2]), (ids[1], ids[2]))
    assert found(cast) == Counter({("enseignants-en-deux-lieux", keys): 1 for keys in pairs})


def test_a_course_added_by_hand_is_looked_at_as_the_others(cast: Cast, everywhere: None) -> None:
    own = weekly(cast, alternation(cast, weeks(3), OWN_KEY), 4, time(9), room="")
    WeeklyCourse.objects.filter(pk=own.pk).update(external_key=OWN_KEY)
    assert found(cast) == Counter({("cours-sans-salle", (own.pk,)): 1})
