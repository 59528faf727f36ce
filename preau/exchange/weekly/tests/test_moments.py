"""Hours, lengths, days and dates, in all the ways that timetable software writes them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.exchange.weekly.moments import date_of, length_of, minutes_of, range_of, wall, weekday_of

minutes = st.integers(0, 24 * 60 - 1)
blanks = st.text(alphabet=" \t\n\u00a0", max_size=3)


@given(
    at=minutes, before=blanks, after=blanks, shape=st.sampled_from(["{}h{:02d}", "{:02d}h{:02d}", "{:02d}H{:02d}"])
)
def test_an_hour_is_read_whatever_surrounds_it(at: int, before: str, after: str, shape: str) -> None:
    assert minutes_of(before + shape.format(*divmod(at, 60)) + after) == at


@given(at=minutes, seconds=st.integers(0, 59))
def test_an_hour_with_colons_drops_its_seconds(at: int, seconds: int) -> None:
    hours, rest = divmod(at, 60)
    assert minutes_of(f"{hours:02d}:{rest:02d}:{seconds:02d}") == minutes_of(f"{hours}:{rest:02d}") == at


@given(at=minutes)
def test_minutes_are_an_hour_on_the_wall(at: int) -> None:
    assert wall(at).hour * 60 + wall(at).minute == at


@given(at=minutes)
def test_a_length_is_read_like_an_hour_but_lasts(at: int) -> None:
    assert length_of(f"{at // 60}h{at % 60:02d}") == (at or None)


@given(starts=minutes, ends=minutes)
def test_two_hours_are_a_range_when_they_follow(starts: int, ends: int) -> None:
    text = " - ".join(f"{at // 60}h{at % 60:02d}" for at in (starts, ends))
    assert range_of(text) == ((starts, ends) if starts < ends else None)


@given(st.text())
def test_no_text_breaks_a_reader(text: str) -> None:
    for read in (minutes_of, length_of, range_of, weekday_of, date_of):
        read(text)


@pytest.mark.parametrize(
    "text", ["", "h", "24h00", "8h60", "8h5", "8", "0830", "-8h00", "8h00h", "huit heures", "٨h٠٠"]
)
def test_what_is_no_hour_is_none(text: str) -> None:
    assert minutes_of(text) is None


def test_short_hours_and_ranges() -> None:
    assert minutes_of("8H") == 480
    assert range_of("8H") == (480, None)
    assert range_of("8h00 - 9h35") == (480, 575)
    assert range_of("8h00-9h35") is None
    assert wall(490) == time(8, 10)


def test_days_of_class() -> None:
    assert [weekday_of(text) for text in ("lundi", " Mardi", "SAMEDI", "3", "dimanche", "0", "7", "")] == [
        1, 2, 6, 3, None, None, None, None,
    ]  # fmt: skip


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_dates_are_french_or_iso(day: date) -> None:
    assert date_of(day.isoformat()) == date_of(f"{day.isoformat()}T00:00:00") == date_of(f"{day:%d/%m/%Y}") == day


@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "31/02/2026", "1/1/26", "0000-00-00", "1899-12-31", "20260901"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert date_of(text) is None
