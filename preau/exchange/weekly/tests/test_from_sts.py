"""A pair of STSweb files gives the same form, with the keys that its own import already uses."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from preau.exchange.sts.compose import compose
from preau.exchange.sts.pairs import discover
from preau.exchange.sts.parse import parse_reference, parse_timetable
from preau.exchange.sts.tests.feed import COLLEGE, CORPUS, Feed, Line, Teacher
from preau.exchange.weekly.from_sts import weekly_from_sts
from preau.exchange.weekly.records import Software, Subject, TeachingGroup, Timetable
from preau.exchange.weekly.records import Teacher as WeeklyTeacher


def read(folder: Path) -> Timetable:
    """The pair in a folder, in the neutral form."""
    (pair,) = discover([folder])
    reference, timetable = parse_reference(pair.reference), parse_timetable(pair.timetable)
    return weekly_from_sts(reference, timetable, uai=pair.uai, file=pair.timetable.name)


def test_a_pair_is_a_timetable(tmp_path: Path) -> None:
    lines = [Line(), Line(teacher="local:7", room="16"), Line(structure="4 ESP", is_group=True, starts="1600")]
    timetable = read(Feed(lines=lines, teachers=[Teacher(birth_name="DUVAL")]).write(tmp_path))
    assert (timetable.software, timetable.uai) == (Software.STS, COLLEGE)
    assert timetable.year is not None
    assert timetable.year.label == "2026-2027"
    assert [division.code for division in timetable.divisions] == ["4e B"]
    group, whole = timetable.lessons if timetable.lessons[0].groups else timetable.lessons[::-1]
    assert group.groups == (TeachingGroup("4 ESP"),)
    assert (whole.divisions, whole.rooms, whole.is_co_taught) == (("4e B",), ("15", "16"), True)
    assert (whole.weekday, whole.starts, whole.minutes) == (5, time(14, 2), 60)
    assert whole.subject == Subject("061300", "Mathématiques")
    known = WeeklyTeacher("DURAND", "Claire", "epp 500", date(1980, 3, 2), "DUVAL", sts_id="500")
    assert whole.teachers == (known, WeeklyTeacher("", "", "local 7"))
    (weeks,) = timetable.alternations
    assert weeks.mondays == (date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="le corpus partagé (../shared/corpus) n’est pas à côté du projet")
@pytest.mark.parametrize("case", ["case1", "case2", "case3", "case4"])
def test_the_pairs_of_the_corpus_keep_their_courses_and_keys(case: str) -> None:
    (pair,) = discover([CORPUS / case])
    courses = compose(parse_timetable(pair.timetable).courses, [])
    weekly = read(CORPUS / case)
    assert courses
    assert [lesson.key for lesson in weekly.lessons] == [course.key for course in courses]
    assert {weeks.code for weeks in weekly.alternations} >= {lesson.alternation for lesson in weekly.lessons}
    assert all(lesson.teachers[0].whole_name and lesson.subject.label for lesson in weekly.lessons)
