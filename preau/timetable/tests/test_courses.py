"""A course that the school adds by itself: its slots, weeks, people; all its lessons or one (capability C45)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from preau.directory.models import Course
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.timetable.actions.write_bell_grid import Slot
from preau.timetable.agreement import Laid
from preau.timetable.laying import drop_courses
from preau.timetable.models import BellGrid, BellSlot, Lesson, LessonGroup, LessonTeacher, WeeklyCourse
from preau.timetable.tests.changing import door, said
from preau.timetable.tests.door import MINE, shown, titles
from preau.timetable.tests.test_told import told
from preau.timetable.tests.week import MONDAY, alternation, lay, weekly, weeks
from tests.cast import TODAY, Cast, lesson

Visit = Callable[[str], Client]
FAR = TODAY + timedelta(days=60)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def everywhere(cast: Cast, seen_everywhere: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """The scope of all schools, for the whole test."""
    with seen_everywhere():
        yield


@pytest.fixture
def slots(cast: Cast, everywhere: None) -> dict[str, int]:
    """The bells of the collège, by the names of the slots; a break from 10 h to 10 h 15."""
    school = cast.schools["college"]
    grid = BellGrid.objects.create(school=school, label="Collège")
    bells = (Slot("M1", time(8), time(9)), Slot("M2", time(9), time(10)), Slot("M3", time(10, 15), time(11, 15)))
    made = {}
    for one in bells:
        slot = BellSlot.objects.create(
            school=school, grid=grid, label=one.label, starts_at=one.starts_at, ends_at=one.ends_at
        )
        made[one.label] = slot.pk
    return made


def asked(cast: Cast, **other: Any) -> dict[str, Any]:
    """The form of a course of mathematics on Fridays at 14 h, every week until Christmas."""
    return {
        "subject": cast.subjects["Mathématiques"].pk, "teachers": [cast.durand.pk], "weekday": 5,
        "starts_at": "14:00", "minutes": 55, "room": "A1", "pattern": "toutes", "begins_on": "2026-11-24",
        "ends_on": "2026-12-18", **other,
    }  # fmt: skip


def add(cast: Cast, client: Client, group: str = "4B", **other: Any) -> HttpResponse:
    path = f"{door(cast, 'add-course')}?groupe={cast.groups[group].pk}"
    return client.post(path, asked(cast, **other))  # type: ignore[return-value]


def own(cast: Cast) -> list[WeeklyCourse]:
    return list(WeeklyCourse.objects.filter(school=cast.schools["college"]).order_by("weekday", "starts_at"))


def days(course: WeeklyCourse) -> list[date]:
    return [one.held_on for one in Lesson.objects.filter(weekly_course=course).order_by("held_on")]


def test_a_course_is_laid_at_once_and_seen_by_those_concerned(cast: Cast, visit: Visit, everywhere: None) -> None:
    assert add(cast, visit("secretaire")).status_code == 302
    (course,) = own(cast)
    assert days(course) == [FRIDAY + timedelta(weeks=n) for n in range(4)]
    first = Lesson.objects.filter(weekly_course=course).order_by("held_on")[0]
    assert (first.starts_at, first.ends_at - first.starts_at, first.room) == (
        clock.instant(FRIDAY, time(14)), timedelta(minutes=55), "A1",
    )  # fmt: skip
    for name in ("lea", "noe", "durand"):
        assert titles(shown(visit(name), f"{MINE}?jour={FRIDAY}"))
    assert told(cast) == dict.fromkeys(
        ("durand", "lea", "noe", "marc", "sofia", "double"), "Cours ajouté pour l’année"
    )


def test_no_night_and_no_import_touches_it(cast: Cast, visit: Visit, everywhere: None) -> None:
    add(cast, visit("chef"))
    assert lay(cast, TODAY, FAR) == Laid(0, 0, 0)
    (course,) = own(cast)
    assert course.external_key.startswith("main|")
    imported = weekly(cast, alternation(cast, weeks(3)), 4, time(9))
    drop_courses(cast.schools["college"].pk, [imported.pk])
    assert days(course)[0] == FRIDAY


@pytest.mark.parametrize(
    ("other", "held"),
    [
        ({"pattern": "a"}, [FRIDAY, FRIDAY + timedelta(weeks=2)]),
        ({"pattern": "b"}, [FRIDAY + timedelta(weeks=1), FRIDAY + timedelta(weeks=3)]),
        ({"pattern": "choisies", "weeks": ["2026-12-07"]}, [date(2026, 12, 11)]),
        ({"begins_on": "2026-12-05", "ends_on": "2026-12-11"}, [date(2026, 12, 11)]),
        ({"ends_on": "2027-01-09"}, [*(FRIDAY + timedelta(weeks=n) for n in range(4)), date(2027, 1, 8)]),
    ],
)
def test_it_is_held_in_the_weeks_chosen_and_never_in_holidays(
    cast: Cast, visit: Visit, everywhere: None, other: dict[str, Any], held: list[date]
) -> None:
    alternation(cast, weeks(2, every=2), "Q1")
    alternation(cast, weeks(2, first=MONDAY + timedelta(weeks=1), every=2), "Q2")
    assert add(cast, visit("chef"), **other).status_code == 302
    assert days(own(cast)[0]) == held


def test_without_a_timetable_weeks_take_turns_from_the_first(cast: Cast, visit: Visit, everywhere: None) -> None:
    add(cast, visit("chef"), pattern="a")
    add(cast, visit("chef"), pattern="b", starts_at="16:00")
    a, b = (days(one) for one in own(cast))
    assert sorted([*a, *b]) == [FRIDAY + timedelta(weeks=n) for n in range(4)]
    assert set(a).isdisjoint(b)


def test_slots_that_follow_each_other_are_one_lesson_and_a_break_parts_them(
    cast: Cast, visit: Visit, slots: dict[str, int]
) -> None:
    chosen = {
        "slot_1": f"5-{slots['M3']}", "slot_2": f"5-{slots['M1']}", "slot_3": f"5-{slots['M2']}",
        "slot_4": f"4-{slots['M1']}", "weekday": "", "starts_at": "", "minutes": "",
    }  # fmt: skip
    html = shown(visit("chef"), f"{door(cast, 'add-course')}?groupe={cast.groups['4B'].pk}")
    assert "vendredi M3, 10\u202fh\u202f15 – 11\u202fh\u202f15" in html
    assert add(cast, visit("chef"), **chosen).status_code == 302
    found = [(one.weekday, one.starts_at, one.minutes) for one in own(cast)]
    assert found == [(4, time(8), 60), (5, time(8), 120), (5, time(10, 15), 60)]
    (fact,) = LedgerEvent.objects.filter(name="timetable.WeeklyCourseAdded")
    assert len(fact.payload["course_ids"]) == 3


def test_a_course_of_several_groups_and_teachers(cast: Cast, visit: Visit, everywhere: None) -> None:
    both = [cast.durand.pk, cast.petit.pk]
    assert add(cast, visit("chef"), others=[cast.groups["5A"].pk], teachers=both).status_code == 302
    first = Lesson.objects.filter(weekly_course=own(cast)[0]).order_by("held_on")[0]
    groups = LessonGroup.objects.filter(lesson=first).values_list("group_id", flat=True)
    teachers = LessonTeacher.objects.filter(lesson=first).values_list("person_id", flat=True)
    assert set(groups) == {cast.groups["4B"].pk, cast.groups["5A"].pk}
    assert set(teachers) == set(both)


def test_conflicts_are_told_before_and_may_be_confirmed(cast: Cast, visit: Visit, everywhere: None) -> None:
    lesson(cast, "v", "college", "5A", "durand", "Français", time(14, 30), time(15, 25), on=date(2026, 12, 4))
    html = said(add(cast, visit("chef")))
    assert "Claire Durand a déjà un cours (Français) le vendredi 4 décembre à 14\u202fh\u202f30" in html
    assert "Je le fais quand même" in html
    assert own(cast) == []
    assert add(cast, visit("chef"), confirmed="on").status_code == 302


def test_a_conflict_months_ahead_is_told_too(cast: Cast, visit: Visit, everywhere: None) -> None:
    """Nothing is laid in March yet: the courses of the week tell."""
    spring = weekly(cast, alternation(cast, [date(2027, 3, 15)], "M"), 5, time(14, 30), group="5A", room="C1")
    html = said(add(cast, visit("chef"), begins_on="2027-03-01", ends_on="2027-03-31", room="C1"))
    assert "Claire Durand a déjà un cours (Mathématiques) le vendredi 19 mars à 14\u202fh\u202f30" in html
    assert "la salle C1 est déjà prise" in html
    WeeklyCourse.objects.filter(pk=spring.pk).update(stopped_on=date(2027, 3, 1))
    assert add(cast, visit("chef"), begins_on="2027-03-01", ends_on="2027-03-31", room="C1").status_code == 302


def test_a_course_that_would_begin_in_a_break_is_told(cast: Cast, visit: Visit, slots: dict[str, int]) -> None:
    html = said(add(cast, visit("chef"), starts_at="10:05"))
    assert "de 10\u202fh à 10\u202fh\u202f15, c’est une récréation (grille Collège)" in html
    assert add(cast, visit("chef"), starts_at="10:15").status_code == 302
    assert add(cast, visit("chef"), starts_at="12:30").status_code == 302


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"begins_on": "2026-11-23"}, "Ce jour est passé"),
        ({"ends_on": "2026-11-20"}, "Le cours finit avant d’avoir commencé"),
        ({"ends_on": "2027-07-10"}, "L’année scolaire finit le samedi 3 juillet 2027"),
        ({"begins_on": "2026-12-20", "ends_on": "2027-01-01"}, "Aucune séance n’aurait lieu le vendredi à 14"),
        ({"pattern": "choisies"}, "Aucune séance n’aurait lieu"),
        ({"weekday": "", "starts_at": "", "minutes": ""}, "Choisissez au moins un créneau"),
        ({"minutes": ""}, "Donnez le jour, l’heure et la durée, ou rien des trois."),
        ({"minutes": "601"}, "600"),
        ({"subject": ""}, "obligatoire"),
        ({"teachers": ["999999"]}, "999999"),
    ],
)
def test_what_makes_no_course_is_said_and_nothing_is_written(
    cast: Cast, visit: Visit, everywhere: None, other: dict[str, Any], sentence: str
) -> None:
    assert sentence in said(add(cast, visit("chef"), **other))
    assert own(cast) == []


def test_this_lesson_or_all(cast: Cast, visit: Visit, everywhere: None) -> None:
    add(cast, visit("chef"))
    (course,) = own(cast)
    first, second, *_rest = Lesson.objects.filter(weekly_course=course).order_by("held_on")
    page = shown(visit("chef"), door(cast, "move-lesson", first.pk))
    assert "Cette séance seulement" in page
    assert "Toutes les séances à venir de ce cours" in page
    visit("chef").post(door(cast, "cancel-lesson", first.pk), {"which": "une"})
    visit("chef").post(door(cast, "cancel-lesson", second.pk), {"which": "toutes"})
    assert days(course) == [FRIDAY]


def test_the_whole_course_changes_and_its_past_stays(cast: Cast, visit: Visit, everywhere: None) -> None:
    lesson(cast, "j", "college", "5A", "petit", "Français", time(9), time(10), on=date(2027, 1, 7))
    add(cast, visit("chef"))
    (course,) = own(cast)
    with clock.at(clock.instant(date(2026, 12, 1), time(9))):
        changed = {
            "subject": cast.subjects["Français"].pk, "weekday": 4, "starts_at": "15:00", "minutes": 50,
            "room": "C2", "teachers": [cast.petit.pk], "groups": [cast.groups["5A"].pk],
        }  # fmt: skip
        path = door(cast, "course", course_id=course.pk)
        assert visit("chef").post(path, changed).status_code == 302
        found = Lesson.objects.filter(weekly_course=course).order_by("held_on")
        assert [(one.held_on, one.room, one.subject_id) for one in found][:2] == [
            (FRIDAY, "A1", cast.subjects["Mathématiques"].pk),
            (date(2026, 12, 3), "C2", cast.subjects["Français"].pk),
        ]
        assert titles(shown(visit("petit"), f"{MINE}?jour=2026-12-03"))
        assert not titles(shown(visit("durand"), f"{MINE}?jour=2026-12-03"))
        assert LessonTeacher.objects.get(lesson=found[0]).person_id == cast.durand.pk


def test_those_added_are_listed_opened_and_stopped(cast: Cast, visit: Visit, everywhere: None) -> None:
    weekly(cast, alternation(cast, weeks(3)), 4, time(9))
    add(cast, visit("chef"))
    course = own(cast)[1]
    html = shown(visit("secretaire"), door(cast, "courses")).replace("\u202f", " ")
    assert html.count("Le vendredi à 14 h, 55 min, Claire Durand, salle A1, 4 semaines, jusqu’au vendredi 18") == 1
    assert "le jeudi à 9 h" not in html
    opened = shown(visit("chef"), door(cast, "course", course_id=course.pk))
    first = Lesson.objects.filter(weekly_course=course).order_by("held_on")[0]
    assert door(cast, "lesson", first.pk) in opened
    stop = door(cast, "stop-course", course_id=course.pk)
    assert "Ce jour est passé" in said(visit("chef").post(stop, {"stopped_on": "2026-11-23"}))  # type: ignore[arg-type]
    assert visit("chef").post(stop, {"stopped_on": "2026-12-01"}).status_code == 302
    assert days(course) == [FRIDAY]


def test_a_course_imported_is_not_changed_here(cast: Cast, visit: Visit, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(3)), 4, time(9))
    for gesture in ("course", "stop-course"):
        assert visit("chef").get(door(cast, gesture, course_id=course.pk)).status_code == 404


@pytest.mark.parametrize("name", ["cpe", "durand", "lea", "marc", "jumeau_chef"])
def test_nobody_else_adds_or_changes_courses(cast: Cast, visit: Visit, everywhere: None, name: str) -> None:
    assert add(cast, visit("chef")).status_code == 302
    (course,) = own(cast)
    assert add(cast, visit(name)).status_code == 404
    assert visit(name).get(door(cast, "courses")).status_code == 404
    for gesture in ("course", "stop-course"):
        assert visit(name).get(door(cast, gesture, course_id=course.pk)).status_code == 404
    assert len(own(cast)) == 1


def test_the_class_of_a_neighbour_is_not_there(cast: Cast, visit: Visit, everywhere: None) -> None:
    html = shown(visit("chef"), f"{door(cast, 'add-course')}?groupe={cast.groups['4J'].pk}")
    assert "Pour qui" in html
    assert add(cast, visit("chef"), others=[cast.groups["4J"].pk]).status_code == 200
    assert own(cast) == []


def test_a_school_without_any_timetable_chooses_among_all_subjects(
    cast: Cast, visit: Visit, everywhere: None
) -> None:
    path = f"{door(cast, 'add-course')}?groupe={cast.groups['4B'].pk}"
    assert "Espagnol LV2" in shown(visit("chef"), path)
    school = cast.schools["college"]
    Course.objects.filter(school=school).delete()
    LessonGroup.objects.filter(school=school).delete()
    LessonTeacher.objects.filter(school=school).delete()
    Lesson.objects.filter(school=school).delete()
    html = shown(visit("chef"), path)
    assert all(subject in html for subject in ("Espagnol LV2", "Français", "Mathématiques"))
