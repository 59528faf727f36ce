"""Where a deadline puts something in the list, and its words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from preau.foundation.rooms.duties import ends_on
from preau.kernel import clock
from preau.portal.deadlines import When, spoken_deadline, when_due
from tests.cast import NOW, TODAY

#: Any minute of the school year.
_MOMENTS = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: clock.instant(date(2026, 9, 1), time()) + timedelta(minutes=minutes)
)


def end_of(day: date) -> datetime:
    """The midnight that ends it."""
    return clock.instant(day + timedelta(days=1), time())


@given(_MOMENTS, _MOMENTS)
def test_what_is_due_sooner_never_stands_after_what_is_due_later(first: datetime, second: datetime) -> None:
    sooner, later = sorted([first, second])
    order = list(When)
    assert order.index(when_due(sooner, NOW)) <= order.index(when_due(later, NOW))


@given(_MOMENTS)
def test_late_is_what_is_over_and_nothing_else(due_at: datetime) -> None:
    assert (when_due(due_at, NOW) is When.LATE) == (due_at <= NOW)


@given(st.dates(date(2026, 9, 1), date(2027, 7, 6)), _MOMENTS)
def test_a_deadline_that_is_a_day_holds_all_day_long(day: date, now: datetime) -> None:
    is_late = when_due(end_of(day), now) is When.LATE
    assert is_late == (clock.school_day(now) > day)
    if clock.school_day(now) == day:
        assert when_due(end_of(day), now) is When.TODAY


@pytest.mark.parametrize(
    ("due_at", "when", "words"),
    [
        (None, When.UNDATED, ""),
        (end_of(TODAY - timedelta(days=1)), When.LATE, "C’était pour le lundi 23 novembre"),
        (NOW - timedelta(minutes=5), When.LATE, "En retard"),
        (NOW + timedelta(hours=2), When.TODAY, "Aujourd’hui, avant 12\u202fh\u202f15"),
        (end_of(TODAY), When.TODAY, "Aujourd’hui au plus tard"),
        (end_of(TODAY + timedelta(days=1)), When.WEEK, "Demain au plus tard"),
        (end_of(date(2026, 11, 29)), When.WEEK, "Au plus tard le dimanche 29 novembre"),
        (end_of(date(2026, 11, 30)), When.LATER, "Au plus tard le lundi 30 novembre"),
        (clock.instant(date(2026, 12, 1), time(8)), When.LATER, "Le mardi 1er décembre, avant 8\u202fh"),
    ],
)
def test_each_deadline_has_its_place_and_its_words(due_at: datetime | None, when: When, words: str) -> None:
    assert (when_due(due_at, NOW), spoken_deadline(due_at, NOW)) == (when, words)


def test_the_midnight_that_ends_a_day_is_that_of_paris(db: None) -> None:
    for day in (TODAY, date(2027, 3, 28), date(2026, 10, 25)):
        with connection.cursor() as cursor:
            (found,) = cursor.execute(f"SELECT {ends_on('%s::date')}", [day]).fetchone()
        assert found == end_of(day)
