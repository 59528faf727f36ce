"""Lessons laid from weekly courses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from preau.directory.class_days import public_holidays
from preau.directory.models import Closure, Holiday, SchoolYear
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed
from preau.timetable.actions.lay_lessons import Laid, lay_lessons
from preau.timetable.laying import drop_courses
from preau.timetable.leaning import leaning_columns
from preau.timetable.models import (
    Lesson,
    LessonGroup,
    LessonTeacher,
    WeeklyCourse,
    WeeklyCourseGroup,
    WeeklyCourseTeacher,
)
from preau.timetable.rules import LAID_AHEAD, laid_until
from preau.timetable.tests.week import MONDAY, alternation, lay, weekly, weeks
from tests.cast import NOW, TODAY, Cast

NOTHING = Laid(0, 0, 0)
FAR = TODAY + timedelta(days=365)


@pytest.fixture
def everywhere(cast: Cast, seen_everywhere: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """The scope of all schools, for the whole test."""
    with seen_everywhere():
        yield


def laid_days(course: WeeklyCourse) -> list[date]:
    return list(Lesson.objects.filter(weekly_course=course).order_by("held_on").values_list("held_on", flat=True))


def test_each_week_of_the_alternation_has_its_lesson(cast: Cast, everywhere: None) -> None:
    hebdo = alternation(cast, [MONDAY, MONDAY + timedelta(weeks=1), MONDAY + timedelta(weeks=6)])
    course = weekly(cast, hebdo, 4, time(14, 2), 60, room="15")
    assert lay(cast, TODAY, FAR) == Laid(3, 0, 0)
    assert laid_days(course) == [date(2026, 11, 26), date(2026, 12, 3), date(2027, 1, 7)]
    first = Lesson.objects.filter(weekly_course=course).order_by("held_on")[0]
    assert (clock.local(first.starts_at).time(), clock.local(first.ends_at).time()) == (time(14, 2), time(15, 2))
    assert (first.room, first.subject_id) == ("15", cast.subjects["Mathématiques"].pk)
    assert LessonGroup.objects.get(lesson=first).held_on == first.held_on
    assert LessonTeacher.objects.get(lesson=first).person_id == cast.durand.pk


def test_fortnights_take_turns(cast: Cast, everywhere: None) -> None:
    a, b = (
        alternation(cast, weeks(2, every=2), "Q1"),
        alternation(cast, weeks(2, first=date(2026, 11, 30), every=2)),
    )
    one, other = weekly(cast, a, 4, time(9)), weekly(cast, b, 4, time(9))
    lay(cast, TODAY, FAR)
    assert laid_days(one) == [date(2026, 11, 26), date(2026, 12, 10)]
    assert laid_days(other) == [date(2026, 12, 3), date(2026, 12, 17)]


def test_laying_twice_changes_nothing_and_says_nothing(cast: Cast, everywhere: None) -> None:
    weekly(cast, alternation(cast, weeks(4)), 5, time(9))
    lay(cast, TODAY, FAR)
    assert lay(cast, TODAY, FAR) == NOTHING
    fact = LedgerEvent.objects.get()
    assert (fact.name, fact.actor_id, fact.school_id) == (
        "timetable.LessonsLaid",
        None,
        cast.schools["college"].pk,
    )
    assert (fact.payload["laid"], fact.payload["changed"], fact.payload["removed"]) == (4, 0, 0)


def test_only_the_days_asked_are_laid(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(30)), 4, time(9))
    lay(cast, TODAY, laid_until(TODAY))
    assert laid_days(course)[-1] <= TODAY + LAID_AHEAD
    assert len(laid_days(course)) == 6
    assert lay(cast, TODAY, laid_until(TODAY + timedelta(weeks=1))) == Laid(1, 0, 0)


def test_the_past_is_never_laid_nor_touched(cast: Cast, everywhere: None) -> None:
    hebdo = alternation(cast, weeks(4, first=date(2026, 11, 9)))
    course = weekly(cast, hebdo, 2, time(9, 0))
    later = weekly(cast, hebdo, 2, time(16, 0))
    lay(cast, date(2026, 9, 1), FAR)
    assert laid_days(course) == [date(2026, 12, 1)]
    assert laid_days(later) == [TODAY, date(2026, 12, 1)]
    with clock.at(NOW + timedelta(days=8)):
        WeeklyCourse.objects.update(room="Z9")
        assert lay(cast, TODAY, FAR) == NOTHING
        assert set(Lesson.objects.filter(weekly_course__isnull=False).values_list("room", flat=True)) == {"A1"}


def test_lessons_to_come_follow_their_course(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(2)), 5, time(9))
    lay(cast, TODAY, FAR)
    before = list(Lesson.objects.filter(weekly_course=course).order_by("id").values_list("id", flat=True))
    WeeklyCourse.objects.filter(pk=course.pk).update(
        room="B7", starts_at=time(10), minutes=110, subject=cast.subjects["Français"]
    )
    assert lay(cast, TODAY, FAR) == Laid(0, 2, 0)
    lessons = list(Lesson.objects.filter(weekly_course=course).order_by("id"))
    assert [lesson.pk for lesson in lessons] == before
    assert {(lesson.room, lesson.subject_id) for lesson in lessons} == {("B7", cast.subjects["Français"].pk)}
    assert {clock.local(lesson.starts_at).time() for lesson in lessons} == {time(10)}
    assert {lesson.ends_at - lesson.starts_at for lesson in lessons} == {timedelta(minutes=110)}


def test_groups_and_teachers_follow_too(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(2)), 5, time(9))
    lay(cast, TODAY, FAR)
    WeeklyCourseTeacher.objects.update(person=cast.petit)
    WeeklyCourseGroup.objects.create(school=course.school, weekly_course=course, group=cast.groups["5A"])
    assert lay(cast, TODAY, FAR) == Laid(0, 2, 0)
    lessons = Lesson.objects.filter(weekly_course=course)
    assert {t.person_id for t in LessonTeacher.objects.filter(lesson__in=lessons)} == {cast.petit.pk}
    groups = LessonGroup.objects.filter(lesson__in=lessons).values_list("group__code", flat=True)
    assert sorted(groups) == ["4e B", "4e B", "5e A", "5e A"]


def test_a_course_moved_to_another_day_moves_its_lessons(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(2)), 5, time(9))
    lay(cast, TODAY, FAR)
    WeeklyCourse.objects.filter(pk=course.pk).update(weekday=4)
    assert lay(cast, TODAY, FAR) == Laid(2, 0, 2)
    assert laid_days(course) == [date(2026, 11, 26), date(2026, 12, 3)]


def test_a_week_taken_out_of_the_alternation_loses_its_lessons(cast: Cast, everywhere: None) -> None:
    hebdo = alternation(cast, weeks(3))
    course = weekly(cast, hebdo, 5, time(9))
    lay(cast, TODAY, FAR)
    hebdo.mondays = weeks(3)[::2]
    hebdo.save()
    assert lay(cast, TODAY, FAR) == Laid(0, 0, 1)
    assert laid_days(course) == [date(2026, 11, 27), date(2026, 12, 11)]


def test_a_lesson_whose_roll_was_opened_stays_as_it_was(
    cast: Cast, everywhere: None, visit: Callable[[str], Client]
) -> None:
    course = weekly(cast, alternation(cast, weeks(2)), 2, time(11, 10))
    lay(cast, TODAY, FAR)
    called, other = Lesson.objects.filter(weekly_course=course).order_by("held_on")
    close = reverse("attendance:close", kwargs={"uai": course.school.uai, "lesson_id": called.pk})
    with clock.at(called.starts_at - timedelta(minutes=5)):
        assert visit("cpe").post(close).status_code == 302
    WeeklyCourse.objects.filter(pk=course.pk).update(room="Z9", starts_at=time(12))
    WeeklyCourseTeacher.objects.update(person=cast.petit)
    assert lay(cast, TODAY, FAR) == Laid(0, 1, 0)
    assert drop_courses(course.school_id, [course.pk]) == {other.pk}
    kept = Lesson.objects.get(pk=called.pk)
    assert (kept.room, kept.starts_at, kept.weekly_course_id) == ("A1", called.starts_at, None)
    assert LessonTeacher.objects.get(lesson=kept).person_id == cast.durand.pk


def test_what_leans_on_a_lesson_is_asked_of_the_models(cast: Cast) -> None:
    assert set(leaning_columns()) >= {("roll", "lesson_id"), ("absence", "lesson_id")}
    assert not {table for table, _column in leaning_columns()} & {"lesson_group", "lesson_teacher"}


def test_a_dropped_course_leaves_the_past_where_it_is(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(3)), 2, time(11, 10))
    kept = weekly(cast, course.alternation, 5, time(9))
    lay(cast, TODAY, FAR)
    with clock.at(NOW + timedelta(days=1)):
        assert len(drop_courses(course.school_id, [course.pk])) == 2
    assert not WeeklyCourse.objects.filter(pk=course.pk).exists()
    assert Lesson.objects.filter(held_on=TODAY, room="A1", weekly_course=None).count() == 1
    assert len(laid_days(kept)) == 3


def test_a_lesson_made_by_hand_is_left_alone(cast: Cast, everywhere: None) -> None:
    before = Lesson.objects.count()
    assert lay(cast, TODAY, FAR) == NOTHING
    assert Lesson.objects.count() == before


def test_a_neighbour_is_left_alone(cast: Cast, everywhere: None) -> None:
    weekly(cast, alternation(cast, weeks(2), school="twin"), 5, time(9), group="4J", teacher="jumeau_prof")
    assert lay(cast, TODAY, FAR, "college") == NOTHING
    assert lay(cast, TODAY, FAR, "twin") == Laid(2, 0, 0)


@pytest.mark.parametrize("name", ["chef", "durand", "agent"])
def test_nobody_lays_lessons_by_hand(cast: Cast, everywhere: None, name: str) -> None:
    actor = Actor(person_id=cast.people[name].pk, profile=cast.profiles[name])
    with pytest.raises(NotAllowed):
        lay_lessons(actor=actor, school_id=cast.schools["college"].pk, since=TODAY, until=FAR)


def test_another_agent_named_like_us_is_not_us(cast: Cast, everywhere: None) -> None:
    impostor = Actor(person_id=0, profile=Profile.AGENT, last_name="Préau")
    with pytest.raises(NotAllowed):
        lay_lessons(actor=impostor, school_id=cast.schools["college"].pk, since=TODAY, until=FAR)


def test_the_wall_clock_stays_when_clocks_change(cast: Cast, everywhere: None) -> None:
    Holiday.objects.all().delete()
    autumn, spring = date(2027, 10, 25), date(2027, 3, 22)
    hebdo = alternation(cast, weeks(3, first=spring) + weeks(3, first=autumn))
    course = weekly(cast, hebdo, 2, time(8), 60)
    lay(cast, TODAY, date(2027, 12, 31))
    lessons = Lesson.objects.filter(weekly_course=course).order_by("held_on")
    assert [lesson.starts_at.hour for lesson in lessons] == [7, 6, 6, 6, 7, 7]
    assert {clock.local(lesson.starts_at).time() for lesson in lessons} == {time(8)}


def test_lessons_are_at_the_hour_that_clocks_show_in_paris(cast: Cast, everywhere: None) -> None:
    Holiday.objects.all().delete()
    Closure.objects.all().delete()
    hebdo = alternation(cast, weeks(160))
    for weekday, wall in enumerate((time(7, 55), time(8), time(12, 30), time(17, 5), time(19), time(21)), 1):
        weekly(cast, hebdo, weekday, wall, 55)
    until = TODAY + timedelta(weeks=200)
    lay(cast, TODAY, until)
    lessons = Lesson.objects.filter(weekly_course__isnull=False)
    rows = lessons.values_list("held_on", "weekly_course__starts_at", "starts_at", "ends_at")
    last = MONDAY + timedelta(weeks=160)
    off = [day for year in range(2026, 2031) for day in public_holidays(year) if TODAY < day < last]
    holidays = [day for day in off if day.isoweekday() <= 6]
    assert len(rows) == 160 * 6 - 2 - len(holidays)
    wrong = [
        day
        for day, wall, starts, ends in rows
        if starts != clock.instant(day, wall) or ends - starts != timedelta(minutes=55)
    ]
    assert wrong == []


def test_no_lesson_is_laid_on_a_public_holiday(cast: Cast, everywhere: None) -> None:
    spring = alternation(cast, weeks(3, first=date(2027, 5, 10)))
    course = weekly(cast, spring, 1, time(9))
    lay(cast, TODAY, FAR)
    assert laid_days(course) == [date(2027, 5, 10), date(2027, 5, 24)]


def test_no_lesson_is_laid_before_the_first_day_of_the_year(cast: Cast, everywhere: None) -> None:
    SchoolYear.objects.create(label="2027-2028", starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))
    first_weeks = alternation(cast, weeks(2, first=date(2027, 8, 30)))
    monday, wednesday = weekly(cast, first_weeks, 1, time(9)), weekly(cast, first_weeks, 3, time(9))
    lay(cast, TODAY, FAR)
    assert laid_days(monday) == [date(2027, 9, 6)]
    assert laid_days(wednesday) == [date(2027, 9, 1), date(2027, 9, 8)]
