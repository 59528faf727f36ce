"""Four and ten half-days without a legitimate reason in a month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from preau.attendance.counting.count import count
from preau.attendance.counting.facts import AbsentStretch, Explanation, Facts, LessonTime
from preau.attendance.counting.rules import ABSENTEEISM_FROM, REINFORCED_FROM
from preau.attendance.counting.tests.school import ACCEPTED, NOON, PENDING, absent, lessons
from preau.attendance.counting.thresholds import Level, UnjustifiedMonth, level_of, unjustified_months

FIRST = date(2026, 11, 2)


def mornings(number: int, *, first: date = FIRST) -> tuple[LessonTime, ...]:
    """Two hours each morning, so many days in a row."""
    return tuple(
        lesson
        for n in range(number)
        for lesson in lessons("8:00-9:00", "9:00-10:00", day=first + timedelta(days=n), first_id=2 * n + 1)
    )


def missed(number: int, hours: str, why: Explanation = ACCEPTED, *, first: date = FIRST) -> list[AbsentStretch]:
    """Away at these hours, so many days in a row."""
    return [absent(hours, why, day=first + timedelta(days=n), row=n + 1) for n in range(number)]


def months(number: int, stretches: list[AbsentStretch], first: date = FIRST) -> tuple[UnjustifiedMonth, ...]:
    return unjustified_months(count(Facts(mornings(number, first=first), NOON, tuple(stretches))))


@pytest.mark.parametrize(
    ("half_days", "level"),
    [(0, Level.NONE), (3, Level.NONE), (4, Level.ABSENTEEISM), (9, Level.ABSENTEEISM), (10, Level.REINFORCED)],
)
def test_the_levels_begin_at_the_numbers_of_the_law(half_days: int, level: Level) -> None:
    assert level_of(half_days) == level
    assert (ABSENTEEISM_FROM, REINFORCED_FROM) == (4, 10)


def test_four_whole_mornings_without_a_word_are_to_be_reported() -> None:
    (month,) = months(4, missed(4, "8:00-10:00", Explanation()))
    assert (month.first_on, month.level, month.gross_level) == (
        date(2026, 11, 1), Level.ABSENTEEISM, Level.ABSENTEEISM
    )  # fmt: skip
    assert [half.half_day.day.day for half in month.complete] == [2, 3, 4, 5]


def test_an_hour_missed_each_morning_is_gross_and_never_complete() -> None:
    (month,) = months(10, missed(10, "8:00-9:00", Explanation()))
    assert (len(month.gross), month.gross_level) == (10, Level.REINFORCED)
    assert (month.complete, month.level) == ((), Level.NONE)


def test_what_is_accepted_or_waits_is_in_no_file() -> None:
    assert months(4, missed(4, "8:00-10:00", ACCEPTED)) == ()
    assert months(4, missed(4, "8:00-10:00", PENDING)) == ()


def test_a_morning_half_accepted_is_not_completely_unjustified() -> None:
    stretches = [*missed(1, "8:00-9:00", ACCEPTED), absent("9:00-10:00", day=FIRST, row=2)]
    (month,) = months(1, stretches)
    assert (len(month.gross), month.complete) == (1, ())
    assert month.gross[0].is_complete


def test_a_month_ends_with_its_calendar() -> None:
    last = date(2026, 11, 28)
    found = months(6, missed(6, "8:00-10:00", Explanation(), first=last), last)
    assert [(month.first_on, len(month.complete), month.level) for month in found] == [
        (date(2026, 11, 1), 3, Level.NONE),
        (date(2026, 12, 1), 3, Level.NONE),
    ]
