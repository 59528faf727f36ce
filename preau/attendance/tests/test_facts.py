"""What the database says of presence, and the one count of it: what was seen beats what was told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from preau.attendance.counting.facts import Method
from preau.attendance.counting.rules import Rule
from preau.attendance.counting.totals import Count
from preau.attendance.models import Absence, AbsencePeriod, AttendanceSettings, Roll, SheetRemark
from preau.attendance.queries.facts import presence_of
from preau.directory.models import Closure, Membership
from preau.kernel import clock
from preau.timetable.models import Lesson
from tests.cast import NOW, Cast, lesson

Look = Callable[[], AbstractContextManager[None]]

#: A Monday of class; two lessons in the morning.
DAY = date(2026, 11, 16)


@pytest.fixture
def morning(cast: Cast, seen_everywhere: Look) -> list[Lesson]:
    with seen_everywhere():
        return [
            lesson(cast, f"l{hour}", "college", "4B", "durand", "Mathématiques", time(hour), time(hour + 1), DAY)
            for hour in (8, 9)
        ]


def told(cast: Cast, first: time = time(8), last: time = time(10), **more: Any) -> AbsencePeriod:
    asked = {"kind": "absence", "origin": "famille", "first_on": DAY, "last_on": DAY, "made_at": NOW, **more}
    return AbsencePeriod.objects.create(
        school=cast.schools["college"], pupil_id=cast.lea.pk, starts_at=clock.instant(DAY, first),
        ends_at=clock.instant(DAY, last), **asked,
    )  # fmt: skip


def called(at: Lesson) -> None:
    Roll.objects.create(
        school=at.school, lesson=at, opened_at=at.starts_at, opened_by_id=1, closed_at=at.starts_at, closed_by_id=1
    )


def counted(cast: Cast, since: date = DAY, until: date = DAY) -> Count:
    return presence_of(cast.schools["college"].pk, [cast.lea.pk], since=since, until=until).counts()[cast.lea.pk]


def missed(cast: Cast) -> list[int]:
    return [half.missed // timedelta(minutes=1) for half in counted(cast).half_days]


def test_what_was_told_counts_while_no_roll_says_otherwise(
    cast: Cast, morning: list[Lesson], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast)
        assert missed(cast) == [120]
        called(morning[0])
        assert missed(cast) == [60]


def test_a_roll_that_notes_her_absent_agrees_with_what_was_told(
    cast: Cast, morning: list[Lesson], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast)
        for one in morning:
            called(one)
            Absence.objects.create(
                school=one.school, pupil_id=cast.lea.pk, lesson=one, held_on=DAY, noted_at=NOW, noted_by_id=1
            )
        assert missed(cast) == [120]
        Absence.objects.filter(lesson=morning[1]).update(withdrawn_at=NOW)
        assert missed(cast) == [60]


def test_who_came_late_in_a_told_absence_was_there_from_then_on(
    cast: Cast, morning: list[Lesson], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast)
        Absence.objects.create(
            school=morning[1].school, pupil_id=cast.lea.pk, lesson=morning[1], held_on=DAY, noted_at=NOW,
            noted_by_id=1, late_minutes=20,
        )  # fmt: skip
        assert missed(cast) == [80]


def test_said_present_on_a_sheet_is_presence_before_the_roll_is_validated(
    cast: Cast, morning: list[Lesson], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast)
        said = SheetRemark.objects.create(
            school=morning[0].school, lesson=morning[0], pupil_id=cast.lea.pk, held_on=DAY, kind="presence",
            noted_at=NOW, noted_by_id=1,
        )  # fmt: skip
        assert missed(cast) == [60]
        SheetRemark.objects.filter(pk=said.pk).update(withdrawn_at=NOW)
        assert missed(cast) == [120]


def test_an_absence_told_from_the_middle_of_a_lesson_is_not_contradicted_by_its_roll(
    cast: Cast, morning: list[Lesson], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast, time(8, 30), time(10))
        called(morning[0])
        assert missed(cast) == [90]
        called(morning[1])
        assert missed(cast) == [30]


def test_what_a_roll_noted_is_not_cut_by_its_own_validation(
    cast: Cast, morning: list[Lesson], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast, origin="appel")
        called(morning[0])
        assert missed(cast) == [120]


@pytest.mark.parametrize(("limit", "minutes"), [(None, []), (30, []), (15, [15])])
def test_leaving_early_counts_from_the_limit_of_the_school_on(
    cast: Cast, morning: list[Lesson], seen_everywhere: Look, limit: int | None, minutes: list[int]
) -> None:
    with seen_everywhere():
        AttendanceSettings.objects.create(school=cast.schools["college"], late_as_absence_from=limit)
        told(cast, time(9, 45), time(10), kind="depart", origin="appel")
        assert missed(cast) == minutes


def test_a_late_arrival_is_late_until_the_limit_of_the_school(
    cast: Cast, morning: list[Lesson], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast, time(8), time(8, 20), kind="retard", origin="appel")
        assert counted(cast).late.total.whole == 1
        AttendanceSettings.objects.create(
            school=cast.schools["college"], late_as_absence_from=20, counting="heures"
        )
        assert missed(cast) == [20]
        assert counted(cast).late.total.whole == 0
        presence = presence_of(cast.schools["college"].pk, [cast.lea.pk], since=DAY, until=DAY)
    assert presence.method == Method.HOURS


def test_half_days_that_are_closed_are_set_aside(cast: Cast, morning: list[Lesson], seen_everywhere: Look) -> None:
    with seen_everywhere():
        told(cast)
        Closure.objects.create(
            school=cast.schools["college"], label="Portes ouvertes", starts_on=DAY, ends_on=DAY, half="matin"
        )
        found = counted(cast)
    assert found.half_days == ()
    assert [one.rule for one in found.set_aside] == [Rule.CLOSED]


def test_lessons_are_those_of_her_groups_at_that_date(
    cast: Cast, morning: list[Lesson], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast)
        Membership.objects.filter(pupil_id=cast.lea.pk, group=cast.groups["4B"]).update(ends_on=DAY)
        found = counted(cast)
    assert found.half_days == ()
    assert [one.rule for one in found.set_aside] == [Rule.NO_LESSON]


def test_a_cancelled_lesson_is_not_missed(cast: Cast, morning: list[Lesson], seen_everywhere: Look) -> None:
    with seen_everywhere():
        told(cast)
        Lesson.objects.filter(pk=morning[0].pk).update(cancelled_at=NOW)
        assert missed(cast) == [60]


def test_three_statements_whatever_the_number_of_pupils(
    cast: Cast, morning: list[Lesson], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        told(cast)
        for pupils in ([cast.lea.pk], [cast.lea.pk, cast.noe.pk, cast.tom.pk], []):
            with CaptureQueriesContext(connection) as captured:
                presence = presence_of(cast.schools["college"].pk, pupils, since=DAY, until=DAY)
            assert len(captured) == 3
            assert set(presence.facts) == set(pupils)
