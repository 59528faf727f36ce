"""The lines of a file put together into the lessons that take place."""

from __future__ import annotations

import random
from datetime import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preau.exchange.places import Anomaly, Place
from preau.exchange.sts.compose import FileCourse, compose
from preau.exchange.sts.records import (
    Slot,
    Structure,
    StructureKind,
    TaughtSlot,
    TeacherKey,
)


def taught(
    structure: str = "3A", teacher: str = "1", room: str = "15", *, subject: str = "020700", hour: int = 14,
    minutes: int = 60, modality: str = "CG", line: int = 1,
) -> TaughtSlot:  # fmt: skip
    return TaughtSlot(
        structure=Structure(StructureKind.DIVISION, structure),
        subject=subject,
        modality=modality,
        teacher=TeacherKey("epp", teacher),
        slot=Slot("H", 4, time(hour, 2), minutes),
        room=room,
        place=Place("emp_sts.xml", line),
    )


def composed(*lines: TaughtSlot) -> list[tuple[str, str, str]]:
    """(classes, teachers, room) of each course."""
    return [
        (
            "+".join(structure.code for structure in course.structures),
            "+".join(teacher.id for teacher in course.teachers),
            course.room,
        )
        for course in compose(lines, [])
    ]


def test_two_teachers_with_one_class_are_together() -> None:
    assert composed(taught(teacher="1"), taught(teacher="2")) == [("3A", "1+2", "15")]
    assert composed(taught(teacher="1"), taught(teacher="2", room="16")) == [("3A", "1+2", "15, 16")]


def test_one_teacher_with_two_classes_in_one_room_has_one_lesson() -> None:
    assert composed(taught("3A"), taught("3B")) == [("3A+3B", "1", "15")]
    assert composed(taught("3A", room=""), taught("3B", room="")) == [("3A+3B", "1", "")]


def test_from_one_to_the_next_they_are_all_together() -> None:
    lines = (taught("3A", "1"), taught("3A", "2"), taught("3B", "2"), taught("3C", "2"), taught("3C", "3", "16"))
    assert composed(*lines) == [("3A+3B+3C", "1+2+3", "15, 16")]


def test_another_room_hour_or_subject_is_another_lesson() -> None:
    assert len(composed(taught("3A"), taught("3B", room="16"))) == 2
    assert len(composed(taught("3A"), taught("3B", hour=15))) == 2
    assert len(composed(taught("3A"), taught("3B", subject="030201"))) == 2
    assert len(composed(taught("3A", modality="CG"), taught("3A", "2", modality="TP"))) == 2


def test_without_teacher_classes_are_not_put_together() -> None:
    assert composed(taught("3A", ""), taught("3B", "")) == [("3A", "", "15"), ("3B", "", "15")]


def test_room_length_and_teacher_do_not_make_another_course() -> None:
    before, after = compose([taught()], []), compose([taught(teacher="9", room="A", minutes=110)], [])
    assert [course.key for course in before] == [course.key for course in after]


def test_two_lengths_keep_the_longest_and_say_so() -> None:
    anomalies: list[Anomaly] = []
    [course] = compose([taught(minutes=55), taught(teacher="2", minutes=110, line=8)], anomalies)
    assert course.slot.minutes == 110
    assert [anomaly.place.line for anomaly in anomalies] == [8]


def test_the_key_of_a_lesson_of_many_classes_stays_short_and_its_own() -> None:
    classes = [f"classe de troisième {n}" for n in range(60)]
    [all_of_them] = compose([taught(code) for code in classes], [])
    [all_but_one] = compose([taught(code) for code in classes[:-1]], [])
    assert (len(all_of_them.structures), len(all_of_them.key)) == (60, 400)
    assert all_of_them.key != all_but_one.key


lines_of_a_file = st.lists(
    st.builds(
        taught,
        structure=st.sampled_from(["3A", "3B", "3C"]),
        teacher=st.sampled_from(["", "1", "2", "3"]),
        room=st.sampled_from(["", "15", "16"]),
        subject=st.sampled_from(["020700", "030201"]),
        hour=st.sampled_from([8, 9]),
        modality=st.sampled_from(["CG", "TP"]),
        line=st.integers(1, 99),
    ),
    max_size=14,
)


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(lines=lines_of_a_file, seed=st.integers(0, 9999))
def test_the_order_of_a_file_changes_nothing(lines: list[TaughtSlot], seed: int) -> None:
    shuffled = random.Random(seed).sample(lines, len(lines))
    assert compose(shuffled, []) == compose(lines, [])


@unhurried
@given(lines=lines_of_a_file)
def test_nothing_is_lost_and_keys_are_unique(lines: list[TaughtSlot]) -> None:
    courses = compose(lines, [])
    assert len({course.key for course in courses}) == len(courses)

    def holds(course: FileCourse, line: TaughtSlot) -> bool:
        return (
            line.structure in course.structures
            and line.subject == course.subject
            and line.slot == course.slot
            and (not line.teacher.id or line.teacher in course.teachers)
        )

    assert all(any(holds(course, line) for course in courses) for line in lines)
