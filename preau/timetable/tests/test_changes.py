"""A lesson cancelled, moved, restored, added: through the forms of the school."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, time, timedelta

import pytest
from django.test import Client

from preau.kernel import clock
from preau.timetable.agreement import Laid
from preau.timetable.models import Lesson, LessonGroup, LessonTeacher, WeeklyCourse
from preau.timetable.tests.changing import door, said, send
from preau.timetable.tests.week import alternation, lay, weekly, weeks
from tests.cast import TODAY, Cast

Visit = Callable[[str], Client]
FAR = TODAY + timedelta(days=60)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def everywhere(cast: Cast, seen_everywhere: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """The scope of all schools, for the whole test."""
    with seen_everywhere():
        yield


@pytest.fixture
def course(cast: Cast, everywhere: None) -> WeeklyCourse:
    """Maths of 4e B on Fridays at 9, laid for three weeks."""
    made = weekly(cast, alternation(cast, weeks(3)), 5, time(9))
    lay(cast, TODAY, FAR)
    return made


def first_of(course: WeeklyCourse) -> Lesson:
    lesson: Lesson = Lesson.objects.filter(weekly_course=course).order_by("starts_at")[0]
    return lesson


def test_a_cancelled_lesson_stays_cancelled_through_the_night(
    cast: Cast, visit: Visit, course: WeeklyCourse
) -> None:
    lesson = first_of(course)
    assert send(visit("chef"), door(cast, "cancel-lesson", lesson.pk), which="une").status_code == 302
    assert lay(cast, TODAY, FAR) == Laid(0, 0, 0)
    lesson.refresh_from_db()
    assert lesson.cancelled_at is not None
    again = said(send(visit("chef"), door(cast, "cancel-lesson", lesson.pk), which="une"))
    assert "déjà annulée" in again


def test_all_lessons_cancelled_end_the_course_and_no_import_brings_it_back(
    cast: Cast, visit: Visit, course: WeeklyCourse
) -> None:
    second = Lesson.objects.filter(weekly_course=course).order_by("starts_at")[1]
    assert send(visit("chef"), door(cast, "cancel-lesson", second.pk), which="toutes").status_code == 302
    assert [one.held_on for one in Lesson.objects.filter(weekly_course=course)] == [FRIDAY]
    WeeklyCourse.objects.filter(pk=course.pk).update(room="B7")
    assert lay(cast, TODAY, FAR) == Laid(0, 1, 0)


def test_a_moved_lesson_is_held_once_with_its_people(cast: Cast, visit: Visit, course: WeeklyCourse) -> None:
    lesson = first_of(course)
    moment = {"on": "2026-11-26", "starts_at": "16:05", "minutes": 50, "room": "C3", "which": "une"}
    assert send(visit("chef"), door(cast, "move-lesson", lesson.pk), **moment).status_code == 302
    assert lay(cast, TODAY, FAR) == Laid(0, 0, 0)
    lesson.refresh_from_db()
    assert (lesson.held_on, lesson.laid_for, lesson.room) == (date(2026, 11, 26), FRIDAY, "C3")
    assert lesson.starts_at == clock.instant(date(2026, 11, 26), time(16, 5))
    copies = (LessonGroup.objects.get(lesson=lesson).held_on, LessonTeacher.objects.get(lesson=lesson).held_on)
    assert copies == (date(2026, 11, 26), date(2026, 11, 26))


def test_a_restored_lesson_is_as_the_timetable_has_it(cast: Cast, visit: Visit, course: WeeklyCourse) -> None:
    lesson, chef = first_of(course), visit("chef")
    moment = {"on": "2026-11-26", "starts_at": "16:05", "minutes": 50, "room": "C3", "which": "une"}
    send(chef, door(cast, "move-lesson", lesson.pk), **moment)
    assert send(chef, door(cast, "restore-lesson", lesson.pk)).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.held_on, lesson.room, lesson.changed_by_hand_at) == (FRIDAY, "A1", None)
    assert lesson.starts_at == clock.instant(FRIDAY, time(9))
    assert LessonGroup.objects.get(lesson=lesson).held_on == FRIDAY


def test_a_cancelled_lesson_that_moves_is_held_again(cast: Cast, visit: Visit, course: WeeklyCourse) -> None:
    lesson, chef = first_of(course), visit("chef")
    send(chef, door(cast, "cancel-lesson", lesson.pk), which="une")
    moment = {"on": "2026-11-26", "starts_at": "16:05", "minutes": 50, "room": "C3", "which": "une"}
    send(chef, door(cast, "move-lesson", lesson.pk), **moment)
    lesson.refresh_from_db()
    assert lesson.cancelled_at is None


def test_all_lessons_moved_leave_the_past_and_what_was_changed_alone(
    cast: Cast, visit: Visit, course: WeeklyCourse
) -> None:
    first, second, third = Lesson.objects.filter(weekly_course=course).order_by("starts_at")
    chef = visit("chef")
    send(chef, door(cast, "cancel-lesson", second.pk), which="une")
    moment = {"on": "2026-11-27", "starts_at": "14:00", "minutes": 55, "room": "A1", "which": "toutes"}
    assert send(chef, door(cast, "move-lesson", first.pk), **moment).status_code == 302
    hours = [
        clock.local(one.starts_at).time()
        for one in Lesson.objects.filter(pk__in=[first.pk, second.pk, third.pk]).order_by("starts_at")
    ]
    assert hours == [time(14), time(9), time(14)]
    course.refresh_from_db()
    assert (course.starts_at, course.own_starts_at, course.own_room) == (time(9), time(14), None)


@pytest.mark.parametrize("gesture", ["cancel-lesson", "move-lesson", "replace-teacher"])
def test_the_past_is_immutable_and_says_so(cast: Cast, visit: Visit, gesture: str) -> None:
    begun = cast.lessons["maths"].pk
    fields = {
        "on": "2026-11-26", "starts_at": "16:00", "minutes": 55, "room": "",
        "absent": cast.durand.pk, "substitute": cast.petit.pk, "end_of_entry_on": "2026-12-01", "confirmed": "on",
    }  # fmt: skip
    assert "elle ne change plus" in said(send(visit("chef"), door(cast, gesture, begun), **fields))
    assert "elle ne change plus" in visit("chef").get(door(cast, "lesson", begun)).content.decode()


def test_nothing_moves_into_the_past(cast: Cast, visit: Visit, course: WeeklyCourse) -> None:
    moment = {"on": "2026-11-24", "starts_at": "08:00", "minutes": 55, "room": "", "which": "une"}
    assert "Ce moment est passé" in said(
        send(visit("chef"), door(cast, "move-lesson", first_of(course).pk), **moment)
    )


def test_a_conflict_is_told_and_may_be_confirmed(cast: Cast, visit: Visit, course: WeeklyCourse) -> None:
    lesson, chef = first_of(course), visit("chef")
    moment = {"on": "2026-11-24", "starts_at": "14:30", "minutes": 55, "room": "B12", "which": "une"}
    html = said(send(chef, door(cast, "move-lesson", lesson.pk), **moment))
    assert "la salle B12 est déjà prise (Espagnol LV2)" in html
    assert "des élèves de 4B ESP ont déjà un cours" in html
    assert "Je le fais quand même" in html
    confirmed = send(chef, door(cast, "move-lesson", lesson.pk), **moment, confirmed="on")
    assert confirmed.status_code == 302


def test_the_teacher_is_in_one_place_at_a_time(cast: Cast, visit: Visit, course: WeeklyCourse) -> None:
    added = {
        "group": cast.groups["5A"].pk, "subject": cast.subjects["Mathématiques"].pk, "teacher": cast.durand.pk,
        "on": "2026-11-27", "starts_at": "09:30", "minutes": 55, "room": "",
    }  # fmt: skip
    html = said(send(visit("chef"), door(cast, "add-lesson"), **added))
    assert "Claire Durand a déjà un cours (Mathématiques)" in html
    next_hour = {**added, "starts_at": "09:55"}
    assert send(visit("chef"), door(cast, "add-lesson"), **next_hour).status_code == 302


def test_an_added_lesson_is_held_by_hand(cast: Cast, visit: Visit, everywhere: None) -> None:
    added = {
        "group": cast.groups["5A"].pk, "subject": cast.subjects["Français"].pk, "teacher": "",
        "on": "2026-11-26", "starts_at": "16:00", "minutes": 55, "room": "CDI",
    }  # fmt: skip
    assert send(visit("chef"), door(cast, "add-lesson"), **added).status_code == 302
    made = Lesson.objects.get(room="CDI")
    assert (made.weekly_course_id, made.laid_for) == (None, None)
    assert lay(cast, TODAY, FAR) == Laid(0, 0, 0)
    assert "Toutes" not in visit("chef").get(door(cast, "cancel-lesson", made.pk)).content.decode()


@pytest.mark.parametrize("other", [{"group": "999"}, {"subject": "999"}, {"minutes": "0"}, {"on": "hier"}])
def test_what_is_not_there_is_not_added(cast: Cast, visit: Visit, everywhere: None, other: dict[str, str]) -> None:
    before = Lesson.objects.filter(school=cast.schools["college"]).count()
    added = {
        "group": cast.groups["5A"].pk, "subject": cast.subjects["Français"].pk, "teacher": "",
        "on": "2026-11-26", "starts_at": "16:00", "minutes": 55, "room": "", **other,
    }  # fmt: skip
    said(send(visit("chef"), door(cast, "add-lesson"), **added))
    assert Lesson.objects.filter(school=cast.schools["college"]).count() == before


@pytest.mark.parametrize("name", ["cpe", "durand", "lea", "marc", "jumeau_chef"])
def test_nobody_else_changes_lessons(cast: Cast, visit: Visit, name: str, course: WeeklyCourse) -> None:
    lesson = first_of(course)
    for gesture in ("lesson", "cancel-lesson", "move-lesson"):
        assert visit(name).get(door(cast, gesture, lesson.pk)).status_code == 404
    assert send(visit(name), door(cast, "cancel-lesson", lesson.pk), which="une").status_code == 404
    lesson.refresh_from_db()
    assert lesson.cancelled_at is None


def test_the_lesson_of_a_neighbour_is_not_there(cast: Cast, visit: Visit) -> None:
    other = cast.lessons["jumeau"].pk
    assert visit("chef").get(door(cast, "lesson", other)).status_code == 404
    assert send(visit("chef"), door(cast, "cancel-lesson", other), which="une").status_code == 404
