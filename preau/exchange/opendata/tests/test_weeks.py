"""Weeks A and B as the calendar counts them, against those of the STSweb files of the imaginary region."""

from __future__ import annotations

from datetime import timedelta

from preau.directory.class_days import SchoolCalendar, Stretch, Week, class_mondays, week_of
from preau.directory.rules import MIDDAY, WEEKDAYS
from preau.exchange.region import calendar


def test_weeks_a_and_b_are_those_of_the_imaginary_region() -> None:
    off = tuple(Stretch(first, back - timedelta(days=1)) for first, back in calendar.HOLIDAYS)
    year = SchoolCalendar(calendar.FIRST_DAY, calendar.LAST_DAY, off, WEEKDAYS, MIDDAY)
    weeks = {week: tuple(day for day in class_mondays(year) if week_of(year, day) is week) for week in Week}
    assert weeks == {Week.A: calendar.ALTERNATIONS["Q1"], Week.B: calendar.ALTERNATIONS["Q2"]}
