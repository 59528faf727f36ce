"""Lessons side by side and hours that people share: the arithmetic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from preau.timetable.hours import Span, common_gaps, lanes

DAY = datetime(2026, 11, 24, 7, tzinfo=UTC)
OPEN = Span(DAY, DAY + timedelta(hours=10))


def span(start: int, length: int) -> Span:
    return Span(DAY + timedelta(minutes=start), DAY + timedelta(minutes=start + length))


spans = st.lists(st.builds(span, st.integers(-60, 660), st.integers(1, 180)), max_size=12)


@given(spans)
def test_those_that_meet_never_share_a_lane_and_have_one_width(found: list[Span]) -> None:
    placed = list(zip(found, lanes(found), strict=True))
    for n, (one, lane) in enumerate(placed):
        assert 0 <= lane.number < lane.of
        for other, next_to in placed[n + 1 :]:
            if one.meets(other):
                assert lane.number != next_to.number
                assert lane.of == next_to.of


@given(spans)
def test_somebody_alone_at_an_hour_has_the_whole_width(found: list[Span]) -> None:
    for one, lane in zip(found, lanes(found), strict=True):
        if not any(one.meets(other) for other in found if other is not one):
            assert lane.of == 1


@given(spans)
def test_a_gap_is_free_long_enough_and_inside_the_day(busy: list[Span]) -> None:
    for gap in common_gaps(busy, OPEN, timedelta(minutes=30)):
        assert gap.ends - gap.starts >= timedelta(minutes=30)
        assert OPEN.starts <= gap.starts
        assert gap.ends <= OPEN.ends
        assert not any(gap.meets(one) for one in busy)


@given(spans, st.integers(0, 599))
def test_no_free_minute_of_a_long_stretch_is_forgotten(busy: list[Span], minute: int) -> None:
    now = span(minute, 1)
    gaps = common_gaps(busy, OPEN, timedelta(minutes=1))
    assert any(gap.meets(now) for gap in gaps) is not any(one.meets(now) for one in busy)
