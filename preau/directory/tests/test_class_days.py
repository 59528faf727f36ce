"""Days and half-days of class: what holds of every calendar, and the year of the cast by heart."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.directory.class_days import (
    HalfDay,
    SchoolCalendar,
    Week,
    class_days,
    class_mondays,
    easter,
    half_day_of,
    is_class_day,
    is_class_half_day,
    next_class_day,
    previous_class_day,
    public_holidays,
    week_of,
)
from preau.directory.models import Half
from preau.directory.tests.years import DAYS, YEAR, calendars
from preau.kernel.clock import PARIS

always = settings(deadline=None, derandomize=True)


@pytest.mark.parametrize(
    "sunday", [date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2024, 3, 31), date(2027, 3, 28)]
)
def test_easter_in_years_known_by_heart(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@always
@given(year=st.integers(1900, 2200))
def test_easter_is_a_sunday_between_its_bounds_and_ascension_a_thursday(year: int) -> None:
    assert easter(year).isoweekday() == 7
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
    by_label = {label: day for day, label in public_holidays(year).items()}
    assert len(by_label) == 11 or by_label["Ascension"] in {date(year, 5, 1), date(year, 5, 8)}


@always
@given(calendar=calendars(), day=DAYS)
def test_a_class_day_is_in_the_year_on_a_weekday_of_the_school_and_no_holiday(
    calendar: SchoolCalendar, day: date
) -> None:
    if not is_class_day(calendar, day):
        return
    assert calendar.starts_on <= day <= calendar.ends_on
    assert day.isoweekday() in calendar.weekdays
    assert day not in public_holidays(day.year)
    assert not any(s.half is None and s.starts_on <= day <= s.ends_on for s in calendar.off)


@always
@given(calendar=calendars())
def test_every_day_of_class_is_found_once_in_order_from_either_end(calendar: SchoolCalendar) -> None:
    forth, day = [], next_class_day(calendar, calendar.starts_on - timedelta(days=1))
    while day is not None:
        forth.append(day)
        day = next_class_day(calendar, day)
    back, day = [], previous_class_day(calendar, calendar.ends_on + timedelta(days=1))
    while day is not None:
        back.append(day)
        day = previous_class_day(calendar, day)
    assert tuple(forth) == tuple(reversed(back)) == class_days(calendar)


@always
@given(calendar=calendars(), day=DAYS)
def test_the_next_day_of_class_and_the_one_before_it_have_none_in_between(
    calendar: SchoolCalendar, day: date
) -> None:
    after = next_class_day(calendar, day)
    if after is not None:
        before = previous_class_day(calendar, after)
        assert before is None or before <= day < after


@always
@given(calendar=calendars(), day=DAYS)
def test_a_day_of_class_has_a_half_of_class(calendar: SchoolCalendar, day: date) -> None:
    halves = [is_class_half_day(calendar, HalfDay(day, half)) for half in Half]
    assert is_class_day(calendar, day) == any(halves)


@always
@given(instant=st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1)), midday=st.times())  # noqa: DTZ001 - dated below
def test_an_instant_is_of_one_half_day_of_its_day_in_paris(instant: datetime, midday: time) -> None:
    aware = instant.replace(tzinfo=UTC)
    found = half_day_of(aware, midday)
    here = aware.astimezone(PARIS)
    assert found.day == here.date()
    assert (found.half is Half.MORNING) == (here.time() < midday)


def test_the_default_midday_parts_a_lesson_that_begins_on_it() -> None:
    for minute, half in ((49, Half.MORNING), (50, Half.AFTERNOON)):
        instant = datetime(2026, 11, 24, 11, minute, tzinfo=PARIS)
        assert half_day_of(instant, YEAR.midday) == HalfDay(date(2026, 11, 24), half)


@always
@given(calendar=calendars())
def test_weeks_of_class_are_a_and_b_in_turn_and_the_others_neither(calendar: SchoolCalendar) -> None:
    weeks = [week_of(calendar, monday) for monday in class_mondays(calendar)]
    assert weeks == [Week.A if n % 2 == 0 else Week.B for n in range(len(weeks))]
    for day in class_days(calendar):
        assert week_of(calendar, day) == week_of(calendar, day - timedelta(days=day.weekday())) is not None


@always
@given(calendar=calendars(), day=DAYS)
def test_a_week_without_class_is_neither_a_nor_b(calendar: SchoolCalendar, day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    has_class = any(is_class_day(calendar, monday + timedelta(days=n)) for n in range(7))
    assert (week_of(calendar, day) is not None) == has_class


def test_the_year_of_the_cast() -> None:
    assert len(class_days(YEAR)) == 174
    assert next_class_day(YEAR, date(2026, 10, 16)) == date(2026, 11, 2)
    assert next_class_day(YEAR, date(2026, 11, 10)) == date(2026, 11, 12)
    assert previous_class_day(YEAR, date(2027, 3, 30)) == date(2027, 3, 26)
    assert next_class_day(YEAR, date(2027, 7, 2)) is None
    assert previous_class_day(YEAR, date(2026, 9, 1)) is None
    assert not is_class_day(YEAR, date(2027, 3, 12))


def test_a_half_closed_day_is_a_day_of_class() -> None:
    day = date(2027, 6, 2)
    assert is_class_day(YEAR, day)
    assert is_class_half_day(YEAR, HalfDay(day, Half.MORNING))
    assert not is_class_half_day(YEAR, HalfDay(day, Half.AFTERNOON))
