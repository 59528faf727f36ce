"""Quiet hours, as arithmetic: what leaves never leaves in them, and waits no longer than it must."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.kernel import clock
from preau.outreach.quiet import Quiet

HOURS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
INSTANTS = st.datetimes(datetime(2026, 9, 1), datetime(2027, 7, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
QUIETS = st.builds(
    Quiet,
    since=st.sampled_from([time(18), time(20), time(22, 30)]),
    until=st.sampled_from([time(6), time(7), time(8)]),
    weekends=st.booleans(),
    own=st.none() | st.tuples(HOURS, HOURS).filter(lambda pair: pair[0] != pair[1]),
)


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of November 2026; the 17th is a Tuesday."""
    return clock.instant(date(2026, 11, day), time(hour, minute))


@pytest.mark.parametrize(
    ("written", "leaves"),
    [
        (paris(17, 10), paris(17, 10)),
        (paris(17, 19, 59), paris(17, 19, 59)),
        (paris(17, 20), paris(18, 7)),
        (paris(18, 3), paris(18, 7)),
        (paris(18, 7), paris(18, 7)),
        (paris(20, 20, 30), paris(23, 7)),
        (paris(21, 12), paris(23, 7)),
        (paris(22, 23), paris(23, 7)),
        (paris(23, 6, 59), paris(23, 7)),
    ],
)
def test_evenings_and_weekends_wait_for_the_morning(written: datetime, leaves: datetime) -> None:
    assert Quiet().leaves_at(written) == leaves


def test_a_school_that_works_on_saturday_or_boards_says_otherwise() -> None:
    boarding = Quiet(since=time(22), weekends=False)
    assert boarding.leaves_at(paris(17, 21)) == paris(17, 21)
    assert boarding.leaves_at(paris(21, 12)) == paris(21, 12)
    assert boarding.leaves_at(paris(21, 23)) == paris(22, 7)


def test_hours_of_ones_own_are_added() -> None:
    nights = Quiet(own=(time(8), time(15)))
    assert nights.leaves_at(paris(17, 9)) == paris(17, 15)
    assert nights.leaves_at(paris(17, 20)) == paris(18, 7)


def has_a_free_instant(quiet: Quiet, since: datetime) -> bool:
    """In the week that follows, by quarters of an hour."""
    return not all(quiet.is_quiet(since + timedelta(minutes=15 * step)) for step in range(4 * 24 * 7))


@given(INSTANTS, QUIETS)
def test_what_leaves_never_leaves_in_quiet_hours_nor_before_it_is_written(written: datetime, quiet: Quiet) -> None:
    leaves = quiet.leaves_at(written)
    assert leaves >= written
    assert leaves - written < timedelta(days=4)
    assert not quiet.is_quiet(leaves) or not has_a_free_instant(quiet, written)
    if not quiet.is_quiet(written):
        assert leaves == written
