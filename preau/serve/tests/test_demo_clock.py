"""The demonstration always opens on a lesson, and its time never goes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from preau.serve.demo_clock import INTO_THE_LESSON, DemoClock, starting_moment

TUESDAY_AT_TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def _never(_moment: datetime) -> bool:
    return False


def _at_ten(_moment: datetime) -> datetime | None:
    return TUESDAY_AT_TEN


def test_a_lesson_under_way_goes_on() -> None:
    stopped_at = TUESDAY_AT_TEN + timedelta(minutes=31)
    assert starting_moment(stopped_at, is_lesson_under_way=lambda _: True, next_lesson_start=_at_ten) == stopped_at


def test_at_night_it_jumps_into_the_next_lesson() -> None:
    night = TUESDAY_AT_TEN - timedelta(hours=8)
    opened = starting_moment(night, is_lesson_under_way=_never, next_lesson_start=_at_ten)
    assert opened == TUESDAY_AT_TEN + INTO_THE_LESSON


def test_after_the_last_lesson_there_is_no_moment() -> None:
    assert starting_moment(TUESDAY_AT_TEN, is_lesson_under_way=_never, next_lesson_start=lambda _: None) is None


def test_before_the_first_start_nothing_was_shown(tmp_path: Path) -> None:
    assert DemoClock(tmp_path).last_shown() is None


def test_a_time_that_was_shown_is_never_shown_again(tmp_path: Path) -> None:
    first = DemoClock(tmp_path)
    first.start_at(TUESDAY_AT_TEN)
    first.keep()
    kept = DemoClock(tmp_path).last_shown()
    assert kept is not None
    assert kept > TUESDAY_AT_TEN


def test_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "demo-clock.json").write_text("{")
    assert DemoClock(tmp_path).last_shown() is None
