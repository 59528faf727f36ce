"""A timetable comes in through the command, and comes in again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from django.test import Client

from preau.directory.models import Subject
from preau.exchange.sts.cli import bring_in
from preau.exchange.sts.tests.feed import COLLEGE, Feed, Line, Teacher, import_sts
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.kernel.refusals import NotPossible
from preau.timetable.models import (
    Alternation,
    Lesson,
    LessonTeacher,
    WeeklyCourse,
    WeeklyCourseGroup,
    WeeklyCourseTeacher,
)
from tests.cast import NOW, Cast

Said = pytest.CaptureFixture[str]
Look = Callable[[], AbstractContextManager[None]]
Shown = tuple[int, time, int, str, list[str], list[str]]


def courses() -> list[Shown]:
    """(weekday, hour, minutes, room, groups, teachers) of every weekly course, in order."""
    return [
        (
            course.weekday,
            course.starts_at,
            course.minutes,
            course.room,
            sorted(WeeklyCourseGroup.objects.filter(weekly_course=course).values_list("group__code", flat=True)),
            sorted(
                WeeklyCourseTeacher.objects.filter(weekly_course=course).values_list(
                    "person__last_name", flat=True
                )
            ),
        )
        for course in WeeklyCourse.objects.all()
    ]


def laid() -> list[Lesson]:
    return list(Lesson.objects.filter(weekly_course__isnull=False))


def facts() -> list[str]:
    return list(LedgerEvent.objects.order_by("id").values_list("name", flat=True))


def test_the_plan_is_printed_and_nothing_changes(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    assert import_sts(Feed().write(tmp_path), apply=False) == 0
    said = capsys.readouterr().out
    assert "Collège Jean-Jaurès (0310001A), année 2026-2027" in said
    assert "cours : 1 nouveau(x), 0 changé(s), 0 retiré(s), 0 inchangé(s)" in said
    assert "relancez la commande avec --apply" in said
    assert (courses(), facts(), Alternation.objects.count()) == ([], [], 0)


def test_a_course_comes_in_with_its_lessons(
    known: Cast,
    everywhere: None,
    tmp_path: Path,
    visit: Callable[[str], Client],
    capsys: pytest.CaptureFixture[str],
) -> None:
    import_sts(Feed().write(tmp_path))
    assert "Séances à venir : 3 posée(s), 0 changée(s), 0 retirée(s)" in capsys.readouterr().out
    assert courses() == [(5, time(14, 2), 60, "15", ["4e B"], ["Durand"])]
    assert [lesson.held_on for lesson in laid()] == [date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11)]
    assert facts() == ["timetable.LessonsLaid", "sts.TimetableImported"][::-1]
    for name in ("durand", "lea"):
        page = visit(name).get("/emploi-du-temps/?jour=2026-11-27").content.decode()
        assert "14\u202fh\u202f02" in page
        assert "Mathématiques" in page
        assert "salle 15" in page


def test_the_same_files_twice_change_nothing(known: Cast, everywhere: None, tmp_path: Path, capsys: Said) -> None:
    folder = Feed(lines=(Line(), Line(weekday=4), Line("4B ESP", is_group=True, weekday=3))).write(tmp_path)
    import_sts(folder)
    before = (courses(), [lesson.pk for lesson in laid()], facts())
    capsys.readouterr()
    import_sts(folder)
    assert (courses(), [lesson.pk for lesson in laid()], facts()) == before
    said = capsys.readouterr().out
    assert "cours : 0 nouveau(x), 0 changé(s), 0 retiré(s), 3 inchangé(s)" in said
    assert "rien à changer" in said


def test_a_changed_room_length_or_teacher_is_the_same_course(
    known: Cast, everywhere: None, tmp_path: Path
) -> None:
    import_sts(Feed().write(tmp_path))
    before = [(lesson.pk, lesson.weekly_course_id) for lesson in laid()]
    petit = Teacher("local:9", "PETIT", "Yanis", "1985-06-30")
    known.petit.born_on = date(1985, 6, 30)
    known.petit.save()
    import_sts(Feed(lines=(Line(teacher="local:9", room="16", lasts="0200"),), teachers=(petit,)).write(tmp_path))
    assert courses() == [(5, time(14, 2), 120, "16", ["4e B"], ["Petit"])]
    assert [(lesson.pk, lesson.weekly_course_id) for lesson in laid()] == before
    assert {(lesson.room, lesson.ends_at - lesson.starts_at) for lesson in laid()} == {("16", timedelta(hours=2))}
    teachers = LessonTeacher.objects.filter(lesson__in=laid())
    assert {teacher.person_id for teacher in teachers} == {known.petit.pk}


def test_a_course_moved_is_another_course(known: Cast, everywhere: None, tmp_path: Path) -> None:
    import_sts(Feed().write(tmp_path))
    import_sts(Feed(lines=(Line(starts="1513"),)).write(tmp_path))
    assert courses() == [(5, time(15, 13), 60, "15", ["4e B"], ["Durand"])]
    assert {clock.local(lesson.starts_at).time() for lesson in laid()} == {time(15, 13)}
    assert LedgerEvent.objects.filter(name="sts.TimetableImported").last().payload["removed"] == 1  # type: ignore[union-attr]


def test_a_course_gone_keeps_its_past_lessons(known: Cast, everywhere: None, tmp_path: Path) -> None:
    import_sts(Feed(lines=(Line(), Line(weekday=4))).write(tmp_path))
    with clock.at(NOW + timedelta(days=5)):
        import_sts(Feed(lines=(Line(weekday=4),)).write(tmp_path))
    assert [course[0] for course in courses()] == [4]
    past = Lesson.objects.filter(weekly_course=None, room="15")
    assert [lesson.held_on for lesson in past] == [date(2026, 11, 27)]
    assert {lesson.held_on.isoweekday() for lesson in laid()} == {4}


def test_weeks_already_past_lay_no_lesson(known: Cast, everywhere: None, tmp_path: Path) -> None:
    import_sts(Feed(weeks={"H": ("2026-11-09", "2026-11-16", "2026-11-30")}).write(tmp_path))
    assert [lesson.held_on for lesson in laid()] == [date(2026, 12, 4)]


def test_two_teachers_of_one_class_make_one_lesson(known: Cast, everywhere: None, tmp_path: Path) -> None:
    known.petit.born_on = date(1985, 6, 30)
    known.petit.save()
    petit = Teacher("epp:501", "PETIT", "Yanis", "1985-06-30")
    lines = (Line(), Line(teacher="epp:501"))
    import_sts(Feed(lines=lines, teachers=(Teacher(), petit)).write(tmp_path))
    assert courses() == [(5, time(14, 2), 60, "15", ["4e B"], ["Durand", "Petit"])]


def test_one_teacher_with_two_classes_makes_one_lesson(known: Cast, everywhere: None, tmp_path: Path) -> None:
    import_sts(Feed(lines=(Line("4e B"), Line("5e A"))).write(tmp_path))
    assert courses() == [(5, time(14, 2), 60, "15", ["4e B", "5e A"], ["Durand"])]
    assert len(laid()) == 3


def test_fortnights_double_length_and_several_subjects(known: Cast, everywhere: None, tmp_path: Path) -> None:
    weeks = {"Q1": ("2026-11-23", "2026-12-07"), "Q2": ("2026-11-30", "2026-12-14")}
    lines = (
        Line(alternation="Q1", lasts="0200"),
        Line(alternation="Q2"),
        Line(alternation="Q2", subject="020700", weekday=4),
    )
    import_sts(Feed(lines=lines, weeks=weeks).write(tmp_path))
    assert [
        (lesson.held_on.isoformat(), (lesson.ends_at - lesson.starts_at).seconds // 60) for lesson in laid()
    ] == [
        ("2026-11-27", 120),
        ("2026-12-03", 60),
        ("2026-12-04", 60),
        ("2026-12-11", 120),
        ("2026-12-17", 60),
        ("2026-12-18", 60),
    ]


@pytest.mark.parametrize("nested", [True, False])
def test_groups_are_read_wherever_they_stand(known: Cast, everywhere: None, tmp_path: Path, nested: bool) -> None:
    feed = Feed(lines=(Line(), Line("4B ESP", is_group=True, weekday=4)), nested_groups=nested)
    import_sts(feed.write(tmp_path))
    assert [(course[0], course[4]) for course in courses()] == [(4, ["4B ESP"]), (5, ["4e B"])]


def test_a_subject_is_created_with_the_label_of_its_nomenclature(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    lines = (Line(subject="030201"), Line(subject="999999", weekday=4), Line(weekday=3))
    import_sts(Feed(lines=lines, subjects={"030201": "Anglais – œuvres"}, encoding="UTF-8").write(tmp_path))
    labels = dict(Subject.objects.filter(source="016").values_list("code", "label"))
    assert (labels["030201"], labels["999999"], labels["061300"]) == (
        "Anglais – œuvres",
        "999999",
        "Mathématiques",
    )
    assert "matière « 999999 » absente de la nomenclature" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["ISO-8859-15", "UTF-8"])
def test_both_encodings_give_the_same_words(known: Cast, everywhere: None, tmp_path: Path, encoding: str) -> None:
    feed = Feed(lines=(Line(subject="020800"),), subjects={"020800": "Œuvres à l’étude"}, encoding=encoding)
    feed.subjects = {"020800": "Œuvres à 5 €"}
    import_sts(feed.write(tmp_path))
    assert Subject.objects.get(code="020800").label == "Œuvres à 5 €"


def test_courses_of_another_source_are_left_alone(known: Cast, everywhere: None, tmp_path: Path) -> None:
    import_sts(Feed().write(tmp_path))
    WeeklyCourse.objects.update(external_key="edt|77")
    import_sts(Feed(lines=(Line(weekday=4),)).write(tmp_path))
    assert [course[0] for course in courses()] == [4, 5]


def test_a_file_without_any_course_does_not_empty_the_timetable(
    known: Cast, everywhere: None, tmp_path: Path, capsys: Said
) -> None:
    import_sts(Feed().write(tmp_path))
    empty = Feed(lines=()).write(tmp_path)
    assert import_sts(empty, apply=False) == 0
    assert "ce plan ne sera pas appliqué" in capsys.readouterr().out
    with pytest.raises(NotPossible, match="aucun cours du fichier emp_sts ne peut entrer"):
        import_sts(empty)
    assert len(courses()) == 1
    assert len(laid()) == 3


def test_every_pair_below_a_folder_comes_in(known: Cast, tmp_path: Path, seen_everywhere: Look) -> None:
    Feed().write(tmp_path / "sts" / COLLEGE)
    Feed(uai="0340002B", lines=(Line("4e J"),)).write(tmp_path / "sts" / "0340002B")
    (tmp_path / "016-TOULOUSE").mkdir()
    (tmp_path / "016-TOULOUSE" / "ENT_Complet_20260829_Eleve_0000.xml").write_text("<autre/>")
    bring_in(tmp_path)
    with seen_everywhere():
        assert sorted((course[4], course[5]) for course in courses()) == [(["4e B"], ["Durand"]), (["4e J"], [])]
        assert len(laid()) == 6


def test_a_school_refused_leaves_the_others_as_they_were(known: Cast, everywhere: None, tmp_path: Path) -> None:
    Feed().write(tmp_path / COLLEGE)
    broken = Feed(uai="0340002B").write(tmp_path / "0340002B") / "emp_sts_0340002B_2026.xml"
    broken.write_text(broken.read_text(encoding="iso-8859-15")[:-20], encoding="iso-8859-15")
    with pytest.raises(NotPossible, match=r"emp_sts_0340002B_2026\.xml », ligne \d+ : le fichier est tronqué"):
        import_sts(tmp_path)
    assert (courses(), facts()) == ([], [])


def test_a_number_of_another_academie_is_not_ours(known: Cast, everywhere: None, tmp_path: Path) -> None:
    import_sts(Feed(uai="0340002B", lines=(Line("4e J"),)).write(tmp_path))
    assert [course[5] for course in courses()] == [[]]


def test_the_alternation_of_a_new_file_replaces_the_old_one(known: Cast, everywhere: None, tmp_path: Path) -> None:
    import_sts(Feed().write(tmp_path))
    feed = Feed()
    import_sts(replace(feed, weeks={"H": ("2026-11-30", "2027-01-04")}).write(tmp_path))
    assert [lesson.held_on.isoformat() for lesson in laid()] == ["2026-12-04", "2027-01-08"]
