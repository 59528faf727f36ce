"""Somebody stands in: for a lesson, for some days; what she may do, and until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from preau.kernel import clock
from preau.timetable.agreement import Laid
from preau.timetable.models import Lesson, LessonTeacher, Replacement, WeeklyCourse
from preau.timetable.queries.substitutes import services_written_for
from preau.timetable.tests.changing import door, said, send
from preau.timetable.tests.week import alternation, lay, weekly, weeks
from tests.cast import TODAY, Cast

Visit = Callable[[str], Client]
FAR = TODAY + timedelta(days=60)
FRIDAYS = [date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11)]


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


def who_gives(course: WeeklyCourse) -> list[str]:
    given = LessonTeacher.objects.filter(lesson__weekly_course=course).order_by("held_on")
    return [one.person.last_name for one in given.select_related("person")]


def long_one(cast: Cast, client: Client, first: str, last: str) -> Client:
    fields = {"absent": cast.durand.pk, "substitute": cast.petit.pk, "begins_on": first, "ends_on": last}
    response = send(client, door(cast, "replacements"), **fields, end_of_entry_on="2026-12-31")
    assert response.status_code == 302
    return client


def test_the_substitute_of_a_lesson_calls_its_roll_and_the_absent_teacher_does_not(
    cast: Cast, visit: Visit, course: WeeklyCourse
) -> None:
    lesson = Lesson.objects.filter(weekly_course=course).order_by("starts_at")[0]
    fields = {"absent": cast.durand.pk, "substitute": cast.petit.pk, "end_of_entry_on": "2026-12-11"}
    assert send(visit("chef"), door(cast, "replace-teacher", lesson.pk), **fields).status_code == 302
    assert who_gives(course) == ["Petit", "Durand", "Durand"]
    sheet = reverse("attendance:roll", kwargs={"uai": lesson.school.uai, "lesson_id": lesson.pk})
    close = reverse("attendance:close", kwargs={"uai": lesson.school.uai, "lesson_id": lesson.pk})
    with clock.at(lesson.starts_at + timedelta(minutes=5)):
        assert visit("durand").get(sheet).status_code == 404
        assert visit("petit").get(sheet).status_code == 200
        assert visit("petit").post(close).status_code == 302
    assert lay(cast, TODAY, FAR) == Laid(0, 0, 0)


def test_the_right_to_write_lasts_until_the_end_of_entry(cast: Cast, visit: Visit, course: WeeklyCourse) -> None:
    lesson = Lesson.objects.filter(weekly_course=course).order_by("starts_at")[0]
    fields = {"absent": cast.durand.pk, "substitute": cast.petit.pk, "end_of_entry_on": "2026-12-11"}
    send(visit("chef"), door(cast, "replace-teacher", lesson.pk), **fields)
    college, maths, group = cast.schools["college"].pk, cast.subjects["Mathématiques"].pk, cast.groups["4B"].pk

    def written(day: date) -> list[tuple[int, int]]:
        services = services_written_for(cast.petit.pk, [college], day)
        return [(service.group_id, service.subject_id) for service in services]

    assert written(FRIDAYS[0] - timedelta(days=1)) == []
    assert written(FRIDAYS[0]) == written(date(2026, 12, 11)) == [(group, maths)]
    assert written(date(2026, 12, 12)) == []
    assert services_written_for(cast.petit.pk, [cast.schools["twin"].pk], FRIDAYS[0]) == ()


def test_a_long_replacement_holds_through_imports_and_ends_by_itself(
    cast: Cast, visit: Visit, course: WeeklyCourse
) -> None:
    long_one(cast, visit("chef"), "2026-11-25", "2026-12-04")
    assert who_gives(course) == ["Petit", "Petit", "Durand"]
    WeeklyCourse.objects.filter(pk=course.pk).update(room="B7")
    assert lay(cast, TODAY, FAR) == Laid(0, 3, 0)
    assert who_gives(course) == ["Petit", "Petit", "Durand"]


def test_lessons_laid_later_go_to_the_substitute_too(cast: Cast, visit: Visit, everywhere: None) -> None:
    long_one(cast, visit("chef"), "2026-11-25", "2026-12-31")
    course = weekly(cast, alternation(cast, weeks(2)), 5, time(9))
    lay(cast, TODAY, FAR)
    assert who_gives(course) == ["Petit", "Petit"]


def test_who_comes_back_earlier_has_her_lessons_again(cast: Cast, visit: Visit, course: WeeklyCourse) -> None:
    chef = long_one(cast, visit("chef"), "2026-11-25", "2026-12-31")
    held = Replacement.objects.get(begins_on=date(2026, 11, 25))
    path = door(cast, "shorten-replacement", replacement_id=held.pk)
    assert send(chef, path, ends_on="2026-11-30").status_code == 302
    assert who_gives(course) == ["Petit", "Durand", "Durand"]
    assert "avant la fin prévue" in said(send(chef, path, ends_on="2026-12-31"))
    assert send(chef, path, ends_on="2026-11-24").status_code == 302
    assert not Replacement.objects.filter(pk=held.pk).exists()
    assert who_gives(course) == ["Durand"] * 3


def test_a_replacement_is_refused_with_a_sentence(cast: Cast, visit: Visit, everywhere: None) -> None:
    chef = long_one(cast, visit("chef"), "2026-11-25", "2026-12-04")
    right = {
        "absent": cast.durand.pk, "substitute": cast.petit.pk, "begins_on": "2026-12-07", "ends_on": "2026-12-08",
        "end_of_entry_on": "2026-12-31",
    }  # fmt: skip
    for wrong, sentence in (
        ({"substitute": cast.durand.pk}, "ne se remplace pas elle-même"),
        ({"begins_on": "2026-11-23"}, "aujourd’hui au plus tôt"),
        ({"ends_on": "2026-12-01"}, "avant d’avoir commencé"),
        ({"end_of_entry_on": "2026-12-07"}, "avant la fin du remplacement"),
        ({"begins_on": "2026-12-04"}, "déjà remplacée"),
        ({"substitute": cast.cpe.pk}, "Sélectionnez un choix valide"),
    ):
        assert sentence in said(send(chef, door(cast, "replacements"), **{**right, **wrong}))
    assert send(chef, door(cast, "replacements"), **right).status_code == 302


def test_a_busy_substitute_is_told_and_may_be_confirmed(cast: Cast, visit: Visit, course: WeeklyCourse) -> None:
    weekly(cast, course.alternation, 5, time(9), group="5A", teacher="petit", subject="Français", room="C1")
    lay(cast, TODAY, FAR)
    lesson = Lesson.objects.filter(weekly_course=course).order_by("starts_at")[0]
    fields = {"absent": cast.durand.pk, "substitute": cast.petit.pk, "end_of_entry_on": "2026-12-11"}
    path = door(cast, "replace-teacher", lesson.pk)
    assert "Yanis Petit a déjà un cours (Français)" in said(send(visit("chef"), path, **fields))
    assert send(visit("chef"), path, **fields, confirmed="on").status_code == 302
