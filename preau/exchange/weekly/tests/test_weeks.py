"""Sets of weeks say the same thing as masks, as Mondays and as codes, through the New Year too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.exchange.weekly.records import YearSpan
from preau.exchange.weekly.weeks import (
    code_of,
    held_in,
    iso_monday,
    label_of,
    mask_of,
    mask_of_text,
    monday_of,
    mondays_between,
    mondays_of,
    span_of,
)

WEEK = timedelta(weeks=1)
FIRST = date(2026, 8, 31)
mondays = st.dates(date(2000, 1, 3), date(2090, 1, 1)).map(monday_of)
masks = st.integers(0, (1 << 64) - 1)


@given(mask=masks, first=mondays)
def test_a_mask_is_the_set_of_its_mondays(mask: int, first: date) -> None:
    assert mask_of(mondays_of(mask, first), first) == mask & ~1


@given(weeks=st.frozensets(st.integers(0, 62)), first=mondays)
def test_a_set_of_mondays_is_its_mask(weeks: frozenset[int], first: date) -> None:
    chosen = frozenset(first + week * WEEK for week in weeks)
    assert mondays_of(mask_of(chosen, first), first) == chosen


@given(mask=masks, cancelled=masks, first=mondays)
def test_cancelled_weeks_are_taken_off(mask: int, cancelled: int, first: date) -> None:
    left = mondays_of(mask & ~cancelled, first)
    assert left == mondays_of(mask, first) - mondays_of(cancelled, first)


@given(first=mondays)
def test_bit_one_is_the_first_week_and_bit_zero_is_none(first: date) -> None:
    assert mondays_of(0b10, first) == {first}
    assert mondays_of(0b1, first) == frozenset()


@given(mask=masks)
def test_a_mask_may_be_written_signed(mask: int) -> None:
    signed = mask - (1 << 64) if mask >> 63 else mask
    assert mask_of_text(str(signed)) == mask_of_text(f" {mask} ") == mask


@pytest.mark.parametrize(
    "text", ["", "0x2", "1,5", "18446744073709551616", "-9223372036854775809", "²", "9" * 400]
)
def test_what_is_no_number_of_64_bits_is_no_mask(text: str) -> None:
    assert mask_of_text(text) is None


@given(one=st.frozensets(mondays, max_size=40), other=st.frozensets(mondays, max_size=40))
def test_a_code_says_its_weeks_and_no_other(one: frozenset[date], other: frozenset[date]) -> None:
    assert (code_of(one) == code_of(other)) == (one == other)
    assert code_of(one) == code_of(sorted(one, reverse=True))


def test_a_code_reads_as_iso_weeks_of_two_calendar_years() -> None:
    weeks = mondays_between(FIRST, date(2027, 1, 17))
    assert code_of(weeks) == "2026:36-53;2027:1-2"
    assert code_of([FIRST, FIRST + 2 * WEEK]) == "2026:36,38"
    assert code_of([]) == ""


def test_a_label_is_french() -> None:
    assert label_of([FIRST]) == "semaine du 31/08/2026"
    assert label_of([FIRST + WEEK, FIRST]) == "2 semaines, du 31/08/2026 au 07/09/2026"
    assert label_of([]) == "aucune semaine"


@given(starts_on=st.dates(date(2000, 8, 1), date(2090, 9, 30)), days=st.integers(1, 350))
def test_each_week_of_a_year_is_found_by_its_iso_number(starts_on: date, days: int) -> None:
    year = YearSpan(starts_on.year, starts_on, starts_on + timedelta(days=days))
    for monday in mondays_between(year.starts_on, year.ends_on):
        assert iso_monday(monday.isocalendar().week, year) == monday


@pytest.mark.parametrize("week", [0, 32, 54, 99])
def test_a_week_that_is_not_of_the_year_is_not_found(week: int) -> None:
    assert iso_monday(week, YearSpan(2026, date(2026, 9, 1), date(2027, 7, 3))) is None


@given(first=mondays, length=st.integers(1, 400), weekday=st.integers(1, 6))
def test_a_lesson_is_held_within_the_year(first: date, length: int, weekday: int) -> None:
    year = YearSpan(first.year, first + timedelta(days=1), first + timedelta(days=length))
    weeks = {first + n * WEEK for n in range(-1, 60)}
    days = {monday + timedelta(days=weekday - 1) for monday in held_in(weeks, weekday, year)}
    assert all(year.starts_on <= day <= year.ends_on and day.isoweekday() == weekday for day in days)
    assert len(days) == sum((year.starts_on + timedelta(days=n)).isoweekday() == weekday for n in range(length))


def test_a_school_year_is_known_by_its_days() -> None:
    assert span_of(date(2026, 9, 1), date(2027, 7, 3)) == YearSpan(2026, date(2026, 9, 1), date(2027, 7, 3))
    in_spring = span_of(date(2027, 2, 1), date(2027, 7, 3))
    assert in_spring is not None
    assert in_spring.label == "2026-2027"
    assert span_of(date(2026, 9, 1), date(2026, 9, 1)) is None
    assert span_of(date(2026, 9, 1), date(2028, 9, 1)) is None
