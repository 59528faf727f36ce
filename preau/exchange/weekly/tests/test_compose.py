"""The lines of a source become the lessons that take place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.exchange.places import Anomaly, Place
from preau.exchange.weekly.clashes import tell_clashes
from preau.exchange.weekly.compose import LONGEST_KEY, Line, compose
from preau.exchange.weekly.notes import KEPT_ANOMALIES, Notes
from preau.exchange.weekly.records import (
    Alternation,
    Software,
    Subject,
    Teacher,
    TeachingGroup,
    WeeklyLesson,
)

DURAND, PETIT = Teacher("DURAND", "Claire"), Teacher("PETIT", "Luc")
WEEKS = [date(2026, 8, 31) + timedelta(weeks=n) for n in range(10)]
MATHS = Line(
    Subject("MATHS"), weekday=2, starts=485, minutes=55, place=Place("f", 1), divisions=("6C",),
    teachers=(DURAND,), rooms=("12",), alternation="H",
)  # fmt: skip
DATED = replace(MATHS, alternation="", mondays=frozenset(WEEKS))


def made(*lines: Line) -> tuple[tuple[WeeklyLesson, ...], tuple[Alternation, ...], tuple[Anomaly, ...]]:
    """The lessons of these lines (each on its own line of the file), the alternations, what was told."""
    notes = Notes()
    placed = [replace(line, place=Place("f", at)) for at, line in enumerate(lines, start=1)]
    lessons, alternations = compose(Software.EDT, placed, notes)
    assert sorted({lesson.key for lesson in lessons}) == [lesson.key for lesson in lessons]
    assert {lesson.alternation for lesson in lessons} == {alternation.code for alternation in alternations}
    return lessons, alternations, notes.all()


def test_a_line_is_a_lesson() -> None:
    (lesson,), (weeks,), told = made(MATHS)
    assert (lesson.weekday, lesson.starts, lesson.minutes) == (2, time(8, 5), 55)
    assert (lesson.divisions, lesson.teachers, lesson.rooms) == (("6C",), (DURAND,), ("12",))
    assert not lesson.is_co_taught
    assert weeks == Alternation("H", "toutes les semaines", None)
    assert told == ()


def test_two_teachers_of_one_class_are_one_lesson() -> None:
    (lesson,), _weeks, _told = made(MATHS, replace(MATHS, teachers=(PETIT,), rooms=("14",)))
    assert (lesson.teachers, lesson.rooms, lesson.is_co_taught) == ((DURAND, PETIT), ("12", "14"), True)


def test_one_teacher_in_one_room_with_two_classes_is_one_lesson() -> None:
    (lesson,), _weeks, _told = made(MATHS, replace(MATHS, divisions=("6A",)))
    assert (lesson.divisions, lesson.teachers) == (("6A", "6C"), (DURAND,))


def test_teachers_each_with_their_group_stay_several_lessons() -> None:
    one, other = (TeachingGroup(code, ("6A", "6C")) for code in ("6 G1", "6 G2"))
    lessons, _weeks, _told = made(
        replace(MATHS, divisions=(), groups=(one,)),
        replace(MATHS, divisions=(), groups=(other,), teachers=(PETIT,), rooms=("14",)),
    )
    assert [(lesson.groups, lesson.teachers) for lesson in lessons] == [((one,), (DURAND,)), ((other,), (PETIT,))]


def test_two_modalities_of_a_class_are_two_lessons() -> None:
    lessons, _weeks, _told = made(
        replace(MATHS, modality="CG"), replace(MATHS, modality="TP", teachers=(PETIT,), rooms=("14",))
    )
    assert len(lessons) == 2


def test_a_class_told_beside_its_group_does_not_attend_whole() -> None:
    group = TeachingGroup("6C G1", ("6C",))
    (lesson,), _weeks, _told = made(replace(MATHS, groups=(group,)))
    assert (lesson.divisions, lesson.groups) == ((), (group,))


def test_two_lengths_of_one_lesson_are_told_and_the_longest_kept() -> None:
    (lesson,), _weeks, (told,) = made(MATHS, replace(MATHS, teachers=(PETIT,), minutes=110))
    assert lesson.minutes == 110
    assert told.place.line == 1
    assert "55 ou 110 minutes" in told.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (replace(MATHS, divisions=()), "sans classe ni groupe"),
        (replace(DATED, mondays=frozenset()), "n’a lieu aucune semaine"),
    ],
)
def test_what_is_for_nobody_or_never_is_left_out_and_told(line: Line, reason: str) -> None:
    lessons, _weeks, (told,) = made(line)
    assert lessons == ()
    assert reason in told.reason


def test_weeks_of_the_same_composition_are_put_together() -> None:
    (lesson,), (weeks,), _told = made(
        replace(DATED, mondays=frozenset(WEEKS[:4])), replace(DATED, mondays=frozenset(WEEKS[3:]))
    )
    assert weeks.mondays == tuple(WEEKS)
    assert lesson.alternation == weeks.code == "2026:36-45"


def test_co_teaching_in_some_weeks_only_is_another_lesson_in_those_weeks() -> None:
    lessons, alternations, _told = made(DATED, replace(DATED, teachers=(PETIT,), mondays=frozenset(WEEKS[2:4])))
    mondays = {alternation.code: alternation.mondays for alternation in alternations}
    assert [(lesson.teachers, mondays[lesson.alternation]) for lesson in lessons] == [
        ((DURAND,), (*WEEKS[:2], *WEEKS[4:])),
        ((DURAND, PETIT), tuple(WEEKS[2:4])),
    ]
    assert lessons[1].key == f"{lessons[0].key}|2026-09-14"


def test_the_key_survives_a_new_room_teacher_length_and_a_cancelled_week() -> None:
    (before,), _weeks, _told = made(DATED)
    (after,), _weeks, _told = made(
        replace(DATED, rooms=("20",), teachers=(PETIT,), minutes=50, mondays=frozenset(WEEKS[1:]))
    )
    assert after.key == before.key
    lessons, _weeks, _told = made(DATED, replace(DATED, teachers=(PETIT,), mondays=frozenset(WEEKS[5:6])))
    assert lessons[0].key == before.key


def test_weeks_that_are_named_are_part_of_the_key() -> None:
    lessons, _weeks, _told = made(replace(MATHS, alternation="Q1"), replace(MATHS, alternation="Q2"))
    assert [lesson.key for lesson in lessons] == [f"edt|classe:6C:|MATHS|{code}|2|0805" for code in ("Q1", "Q2")]


def test_codes_that_hold_separators_never_make_two_keys_alike() -> None:
    twins, _weeks, _told = made(
        replace(MATHS, divisions=("A",), subject=Subject("B|C"), alternation="H"),
        replace(MATHS, divisions=("A",), subject=Subject("B"), alternation="C|H"),
    )
    assert len({lesson.key for lesson in twins}) == 2


def test_a_long_key_is_bounded_and_still_differs() -> None:
    many = tuple(f"CLASSE NUMERO {n:03d}" for n in range(60))
    lessons, _weeks, _told = made(
        replace(MATHS, divisions=many), replace(MATHS, divisions=many, subject=Subject("FRANC"))
    )
    assert all(len(lesson.key) <= LONGEST_KEY for lesson in lessons)


teachers = st.sampled_from([DURAND, PETIT, Teacher("ROUX", "Anne")])
drawn = st.builds(
    replace,
    st.just(DATED),
    divisions=st.sets(st.sampled_from(["6A", "6B", "6C"]), min_size=1).map(lambda codes: tuple(sorted(codes))),
    teachers=st.sets(teachers, max_size=2).map(tuple),
    rooms=st.sampled_from([(), ("12",), ("14",)]),
    mondays=st.frozensets(st.sampled_from(WEEKS), min_size=1),
)


@given(st.lists(drawn, min_size=1, max_size=6))
def test_nothing_is_lost_and_a_class_is_in_one_lesson_of_a_subject_at_a_time(lines: list[Line]) -> None:
    lessons, alternations, _told = made(*lines)
    mondays = {alternation.code: alternation.mondays or () for alternation in alternations}
    attended = [(monday, code) for a in lessons for monday in mondays[a.alternation] for code in a.divisions]
    assert len(attended) == len(set(attended))
    assert set(attended) == {(monday, code) for a in lines for monday in a.mondays or () for code in a.divisions}
    taught = {(monday, who) for a in lessons for monday in mondays[a.alternation] for who in a.teachers}
    assert taught == {(monday, who) for a in lines for monday in a.mondays or () for who in a.teachers}


@given(st.lists(drawn, min_size=1, max_size=6))
def test_the_order_of_lines_changes_nothing(lines: list[Line]) -> None:
    before, _weeks, _told = made(*lines)
    after, _weeks, _told = made(*reversed(lines))
    assert [replace(a, place=Place("f", 0)) for a in before] == [replace(a, place=Place("f", 0)) for a in after]


def clashes(*lines: Line) -> list[str]:
    lessons, alternations, _told = made(*lines)
    notes = Notes()
    tell_clashes(lessons, alternations, notes)
    return [told.reason for told in notes.all()]


def test_a_class_in_two_places_at_once_is_told() -> None:
    english = replace(MATHS, subject=Subject("AGL1"), starts=510, teachers=(PETIT,), rooms=("14",))
    (told,) = clashes(MATHS, english)
    assert told.startswith("la classe « 6C » a deux cours en même temps le mardi à 08h30 (AGL1, et MATHS ligne 1")
    assert clashes(MATHS, replace(english, starts=540)) == []
    assert clashes(MATHS, replace(english, divisions=("6A",))) == []


def test_weeks_a_and_b_do_not_clash() -> None:
    english = replace(MATHS, subject=Subject("AGL1"), alternation="Q2", teachers=(PETIT,))
    assert clashes(replace(MATHS, alternation="Q1"), english) == []
    assert len(clashes(MATHS, english)) == 1
    dated = replace(DATED, subject=Subject("AGL1"), mondays=frozenset(WEEKS[5:]))
    assert clashes(replace(DATED, mondays=frozenset(WEEKS[:5])), dated) == []
    assert len(clashes(DATED, dated)) == 1


def test_what_is_told_is_told_once_and_not_without_end() -> None:
    notes = Notes()
    for n in range(KEPT_ANOMALIES + 10):
        notes.tell(Place("f", n % 3 or n), "odd")
        notes.tell(Place("f", 1), "odd")
    assert len(notes.all()) <= KEPT_ANOMALIES
    assert len(notes.all()) == len(set(notes.all()))
