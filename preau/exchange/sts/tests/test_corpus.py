"""The real pairs of the corpus, imported as the formats say they must be: nobody of this project wrote them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from preau.directory.models import Group, Person, School, SchoolYear, Subject
from preau.exchange.sts.tests.feed import CORPUS, import_sts
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.refusals import NotPossible
from preau.timetable.models import Alternation, Lesson, LessonGroup, LessonTeacher, WeeklyCourse

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="le corpus partagé (../shared/corpus/sts) n’est pas à côté du projet"
)

#: The week before the lessons of the corpus.
BEFORE = datetime(2099, 8, 28, 8, tzinfo=UTC)


def lessons_of(school: School) -> list[tuple[date, time, time, str]]:
    with scope_opened_by_hand([school.pk]):
        return [
            (on, clock.local(starts).time(), clock.local(ends).time(), room)
            for on, starts, ends, room in Lesson.objects.values_list("held_on", "starts_at", "ends_at", "room")
        ]


@pytest.mark.parametrize(
    ("case", "group", "hours", "days"),
    [
        ("case1", "3A", (time(14, 2), time(15, 2), "15"), [date(2099, 9, 3)]),
        ("case2", "3B_G2", (time(15, 13), time(16, 13), "23"), [date(2099, 9, 3)]),
        ("case3", "3A", (time(14, 2), time(15, 2), "15"), [date(2099, 9, 3), date(2099, 9, 10)]),
        ("case4", "3B_G2", (time(15, 13), time(16, 13), "23"), [date(2099, 9, 3), date(2099, 9, 10)]),
    ],
)
def test_each_case_gives_the_lessons_expected(
    louis_aragon: School, case: str, group: str, hours: tuple[time, time, str], days: list[date]
) -> None:
    with clock.at(BEFORE):
        assert import_sts(CORPUS / case) == 0
    assert lessons_of(louis_aragon) == [(day, *hours) for day in days]
    with scope_opened_by_hand([louis_aragon.pk]):
        assert set(LessonGroup.objects.values_list("group_id", flat=True)) == {Group.objects.get(code=group).pk}
        jane = Person.objects.get(first_name="Jane")
        assert set(LessonTeacher.objects.values_list("person_id", flat=True)) == {jane.pk}
        assert [course.minutes for course in WeeklyCourse.objects.all()] == [60]


def test_what_surrounds_the_course_comes_too(louis_aragon: School) -> None:
    import_sts(CORPUS / "case3")
    assert Subject.objects.get(source="024").label == "Français"
    year = SchoolYear.objects.get(label="2018-2019")
    assert (year.starts_on, year.ends_on) == (date(2018, 9, 1), date(2019, 8, 31))
    with scope_opened_by_hand([louis_aragon.pk]):
        alternation = Alternation.objects.get()
    # The weeks of the file begin on a Thursday: they are the weeks of the Mondays before.
    assert alternation.mondays == [date(2099, 8, 31), date(2099, 9, 7)]
    fact = LedgerEvent.objects.get()
    assert (fact.name, fact.actor_id, fact.school_id) == ("sts.TimetableImported", None, louis_aragon.pk)
    assert fact.payload["new"] == 1


def test_lessons_far_ahead_wait_for_their_time(louis_aragon: School) -> None:
    import_sts(CORPUS / "case1")
    assert lessons_of(louis_aragon) == []


def test_case_after_case_replaces_and_leaves_nothing_behind(louis_aragon: School) -> None:
    with clock.at(BEFORE):
        import_sts(CORPUS / "case4")
        import_sts(CORPUS / "case1")
    assert lessons_of(louis_aragon) == [(date(2099, 9, 3), time(14, 2), time(15, 2), "15")]


@pytest.mark.parametrize("apply", [True, False])
def test_a_malformed_file_is_refused_whole_and_nothing_is_written(louis_aragon: School, apply: bool) -> None:
    with pytest.raises(NotPossible, match=r"emp_sts\.xml », ligne \d+ : le fichier n’est pas du XML bien formé"):
        import_sts(CORPUS / "parsing-error-case", apply=apply)
    assert lessons_of(louis_aragon) == []
    assert not LedgerEvent.objects.exists()
    assert not SchoolYear.objects.filter(label="2018-2019").exists()


def test_an_unknown_school_is_refused_before_its_files_are_read(cast: object) -> None:
    with pytest.raises(NotPossible, match=r"« emp_sts\.xml » vient de l’établissement 0771991W, que Préau ne"):
        import_sts(CORPUS / "parsing-error-case")


def test_pairs_of_the_same_school_are_not_guessed(louis_aragon: School) -> None:
    with pytest.raises(NotPossible, match="Deux fichiers emp_sts viennent de l’établissement 0771991W"):
        import_sts(CORPUS)


def test_both_files_are_needed(louis_aragon: School) -> None:
    with pytest.raises(NotPossible, match="Il manque le fichier emp_sts"):
        import_sts(CORPUS / "case1" / "sts_emp.xml")
    with pytest.raises(NotPossible, match="Il manque le fichier sts_emp"):
        import_sts(CORPUS / "case1" / "emp_sts.xml")
    assert import_sts(CORPUS / "case1" / "emp_sts.xml", CORPUS / "case1" / "sts_emp.xml") == 0
