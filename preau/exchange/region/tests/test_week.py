"""The week of every school can be lived: nobody is expected in two places, and lunch is free."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from preau.exchange.region.generate import generate
from preau.exchange.region.scheduling import STARTS
from preau.exchange.region.tests.conftest import Lesson, Region, lessons_of, read_region


def overlapping(lessons: Iterable[Lesson], where: Callable[[Lesson], Hashable]) -> Iterator[tuple[Lesson, Lesson]]:
    """Two lessons at the same time of a common week, in the same place (`where`); co-teaching writes one twice."""
    at: defaultdict[Hashable, list[Lesson]] = defaultdict(list)
    distinct = dict.fromkeys(replace(lesson, teacher="") for lesson in lessons)
    # Of two that overlap, one is going on when the other starts.
    starts = {lesson.start for lesson in distinct}
    for lesson in distinct:
        for minute in starts & set(range(lesson.start, lesson.end)):
            for week in lesson.weeks:
                at[where(lesson), lesson.day, week, minute].append(lesson)
    for together in at.values():
        yield from combinations(together, 2)


def clashes_of_teachers(lessons: Iterable[Lesson], sources: dict[str, str]) -> list[tuple[Lesson, Lesson]]:
    """A teacher expected twice, be it in two schools of one source."""
    mine: defaultdict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        mine[sources[lesson.uai], lesson.teacher].append(lesson)
    return [pair for held in mine.values() for pair in overlapping(held, lambda _lesson: "")]


def clashes_of_rooms(lessons: Iterable[Lesson]) -> list[tuple[Lesson, Lesson]]:
    return list(overlapping(lessons, lambda lesson: (lesson.uai, lesson.room)))


def clashes_of_pupils(
    lessons: Iterable[Lesson], pupils: dict[tuple[str, str], set[str]]
) -> list[tuple[Lesson, Lesson]]:
    """Two classes or groups that share a pupil, expected at once."""
    together = set(overlapping(lessons, lambda lesson: lesson.uai))
    return [(one, other) for one, other in together if pupils[one.uai, one.code] & pupils[other.uai, other.code]]


@pytest.fixture(scope="module")
def lessons(five_schools: Region) -> list[Lesson]:
    return lessons_of(five_schools.folder)


def source_of(region: Region) -> dict[str, str]:
    return {school.uai: school.place.source for school in region.schools.values()}


def pupils_in(region: Region) -> dict[tuple[str, str], set[str]]:
    """(UAI, class or group) → the pupils expected there."""
    uai = {key: school.uai for key, school in region.schools.items()}
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for (source, _key), pupil in region.pupils.items():
        for group in (*pupil.divisions, *pupil.groups):
            found[uai[source, group.structure], group.code].add(f"{source}:{pupil.key}")
    return found


def test_no_teacher_is_in_two_places(five_schools: Region, lessons: list[Lesson]) -> None:
    assert clashes_of_teachers(lessons, source_of(five_schools)) == []


def test_no_room_is_taken_twice(lessons: list[Lesson]) -> None:
    assert clashes_of_rooms(lessons) == []


def test_no_pupil_is_expected_twice(five_schools: Region, lessons: list[Lesson]) -> None:
    assert clashes_of_pupils(lessons, pupils_in(five_schools)) == []


@pytest.mark.slow
def test_a_larger_region_does_not_clash_either(tmp_path: Path) -> None:
    generate(tmp_path, schools=10, seed=1)
    region = read_region(tmp_path)
    lessons, sources, pupils = lessons_of(tmp_path), source_of(region), pupils_in(region)
    assert clashes_of_teachers(lessons, sources) == []
    assert clashes_of_rooms(lessons) == []
    assert clashes_of_pupils(lessons, pupils) == []


def test_lessons_start_with_the_bell_and_end_by_half_past_five(lessons: list[Lesson]) -> None:
    bells = {start.hour * 60 + start.minute for start in STARTS}
    assert {lesson.start for lesson in lessons} <= bells
    assert max(lesson.end for lesson in lessons) <= 17 * 60 + 30
    assert max(lesson.end for lesson in lessons if lesson.day == 3) <= 12 * 60 + 5
    assert {lesson.day for lesson in lessons} == {1, 2, 3, 4, 5}


def test_lunch_is_free(lessons: list[Lesson]) -> None:
    assert not [lesson for lesson in lessons if lesson.start < 13 * 60 + 30 and lesson.end > 12 * 60 + 5]


def test_pupils_have_whole_weeks(five_schools: Region, lessons: list[Lesson]) -> None:
    pupils = pupils_in(five_schools)
    hours: Counter[str] = Counter()
    for lesson in {(one.uai, one.code, one.subject, one.weeks, one.day, one.start, one.end) for one in lessons}:
        uai, code, _subject, weeks, _day, start, end = lesson
        for pupil in pupils[uai, code]:
            hours[pupil] += len(weeks) * (2 if end - start > 60 else 1)
    halves = sorted(hours[pupil] for members in pupils.values() for pupil in members)
    assert halves[0] >= 2 * 23
    assert halves[-1] <= 2 * 33


def test_teachers_have_at_most_twenty_hours(five_schools: Region, lessons: list[Lesson]) -> None:
    sources = source_of(five_schools)
    hours: Counter[tuple[str, str]] = Counter()
    for lesson in lessons:
        hours[sources[lesson.uai], lesson.teacher] += len(lesson.weeks) * (
            2 if lesson.end - lesson.start > 60 else 1
        )
    assert max(hours.values()) <= 2 * 20


def test_what_aaf_says_of_teachers_is_what_the_week_holds(five_schools: Region, lessons: list[Lesson]) -> None:
    uai = {key: school.uai for key, school in five_schools.schools.items()}
    said = {
        (uai[source, taught.structure], taught.code, taught.subject, member.sts_id)
        for (source, _key), member in five_schools.staff.items()
        for taught in member.teachings
    }
    assert said == {(lesson.uai, lesson.code, lesson.subject, lesson.teacher) for lesson in lessons}
