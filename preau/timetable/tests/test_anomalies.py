"""What the timetable finds wrong in itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest

from preau.directory.models import Membership
from preau.timetable.anomalies import ANOMALIES
from preau.timetable.models import WeeklyCourse, WeeklyCourseGroup, WeeklyCourseTeacher
from preau.timetable.tests.week import MONDAY, alternation, weekly, weeks
from tests.cast import TODAY, Cast


@pytest.fixture
def everywhere(cast: Cast, seen_everywhere: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """The scope of all schools, for the whole test."""
    with seen_everywhere():
        yield


def found(cast: Cast, school: str = "college") -> dict[str, list[str]]:
    """Code -> the labels found today."""
    lines = {kind.code: kind.find([cast.schools[school].pk]) for kind in ANOMALIES}
    return {code: [line.label for line in some] for code, some in lines.items() if some}


def test_a_sound_timetable_has_no_anomaly(cast: Cast, everywhere: None) -> None:
    weekly(cast, alternation(cast, weeks(3)), 5, time(9))
    assert found(cast) == {}


def test_a_course_that_forgets_somebody_is_found(cast: Cast, everywhere: None) -> None:
    when = alternation(cast, weeks(3))
    WeeklyCourseTeacher.objects.filter(weekly_course=weekly(cast, when, 5, time(9))).delete()
    weekly(cast, when, 5, time(10), room="")
    empty = weekly(cast, when, 5, time(11), subject="Français")
    WeeklyCourseGroup.objects.filter(weekly_course=empty).update(group=cast.groups["5A"])
    assert found(cast) == {
        "cours-sans-enseignant": ["Mathématiques"],
        "cours-sans-salle": ["Mathématiques"],
        "cours-sans-eleve": ["Français"],
    }


def test_somebody_in_two_places_is_found(cast: Cast, everywhere: None) -> None:
    when = alternation(cast, weeks(3))
    weekly(cast, when, 5, time(9), 60)
    weekly(cast, when, 5, time(9, 30), subject="Français")
    assert found(cast) == {
        "enseignants-en-deux-lieux": ["Durand Claire"],
        "salles-prises-deux-fois": ["A1"],
        "groupes-en-deux-lieux": ["4e B"],
    }


def test_courses_that_follow_each_other_or_take_turns_are_no_anomaly(cast: Cast, everywhere: None) -> None:
    a = alternation(cast, weeks(3, every=2), "Q1")
    b = alternation(cast, weeks(3, first=MONDAY + timedelta(weeks=1), every=2), "Q2")
    weekly(cast, a, 5, time(9), 60)
    weekly(cast, b, 5, time(9), 60)
    weekly(cast, a, 5, time(10), 60)
    assert found(cast) == {}


def test_what_is_over_does_not_count(cast: Cast, everywhere: None) -> None:
    old = alternation(cast, weeks(2, first=MONDAY - timedelta(weeks=4)))
    weekly(cast, old, 5, time(9), room="")
    stopped = weekly(cast, alternation(cast, weeks(2), "Q1"), 5, time(9), room="")
    WeeklyCourse.objects.filter(pk=stopped.pk).update(stopped_on=TODAY)
    assert found(cast) == {}


def test_a_group_that_everybody_left_is_found_and_the_neighbour_sees_nothing(cast: Cast, everywhere: None) -> None:
    weekly(cast, alternation(cast, weeks(3)), 5, time(9), group="4B-ESP")
    Membership.objects.filter(group=cast.groups["4B-ESP"]).update(ends_on=TODAY)
    assert found(cast) == {"cours-sans-eleve": ["Mathématiques"]}
    assert found(cast, "twin") == {}
