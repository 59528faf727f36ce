"""Facts reach their listeners: once when all goes well, again when a listener fails, never lost."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from preau.foundation.ledger import delivery, parked
from preau.foundation.ledger.delivery import MOST_ATTEMPTS, deliver_all, event_of
from preau.foundation.ledger.events import EVENTS, Event
from preau.foundation.ledger.listeners import LISTENERS, Recorded
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.ledger.record import record
from preau.foundation.tenancy.scope import schools_in_scope, scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import SYSTEM

Listen = Callable[[Callable[[Any, Recorded], None]], None]


@dataclass(frozen=True)
class BellRang(Event):
    """A fact for these tests."""

    school_id: int
    rank: int
    rang_on: date = date(2026, 11, 24)


del EVENTS[BellRang.name]
pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch, cast: object) -> Listen:
    """Add a listener of `BellRang` for one test, on an outbox already emptied."""
    deliver_all()
    monkeypatch.setitem(EVENTS, BellRang.name, BellRang)
    listeners: list[Callable[[Any, Recorded], None]] = []
    monkeypatch.setitem(LISTENERS, BellRang.name, listeners)
    return listeners.append


@pytest.fixture(autouse=True)
def silent(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.CRITICAL, "preau.ledger"):
        yield


def ring(school_id: int, rank: int = 1) -> int:
    with scope_opened_by_hand([school_id]):
        return record(BellRang(school_id, rank), actor=SYSTEM)


def row(event_id: int) -> LedgerEvent:
    with delivery._as_owner():
        return LedgerEvent.objects.get(pk=event_id)


def broken(event: BellRang, recorded: Recorded) -> None:
    raise RuntimeError("en panne")


def test_a_fact_is_heard_once_with_its_fields_as_they_were(listen: Listen) -> None:
    heard: list[tuple[BellRang, Recorded]] = []
    listen(lambda event, recorded: heard.append((event, recorded)))
    event_id = ring(41, 3)

    assert deliver_all() == 1
    assert deliver_all() == 0
    ((event, recorded),) = heard
    assert event == BellRang(41, 3)
    assert (recorded.id, recorded.school_id, recorded.at) == (event_id, 41, clock.now())
    assert row(event_id).delivered_at == clock.now()


def test_a_listener_works_in_the_scope_and_behind_the_wall_of_the_school(listen: Listen) -> None:
    seen: list[tuple[tuple[int, ...], str, str]] = []

    def look(_event: BellRang, _recorded: Recorded) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_setting('preau.schools')")
            role, schools = cursor.fetchone() or ("", "")
        seen.append((schools_in_scope(), role, schools))

    listen(look)
    ring(41)
    ring(42)
    deliver_all()
    assert sorted(seen) == [((41,), "preau_app", "{41}"), ((42,), "preau_app", "{42}")]


def test_facts_of_a_school_come_in_order(listen: Listen) -> None:
    heard: list[int] = []
    listen(lambda event, _recorded: heard.append(event.rank))
    for rank in range(5):
        ring(41, rank)
    deliver_all()
    assert heard == [0, 1, 2, 3, 4]


def test_a_failing_listener_loses_what_it_wrote_and_the_others_keep_theirs(listen: Listen) -> None:
    def write_then_fail(event: BellRang, recorded: Recorded) -> None:
        record(BellRang(event.school_id, 90), actor=SYSTEM)
        broken(event, recorded)

    heard: list[int] = []
    listen(write_then_fail)
    listen(lambda event, _recorded: heard.append(event.rank))
    event_id = ring(41, 1)
    deliver_all()

    assert heard == [1]
    late = row(event_id)
    assert (late.delivered_at, late.attempts, late.last_error) == (None, 1, "RuntimeError: en panne")
    with delivery._as_owner():
        assert not LedgerEvent.objects.filter(name=BellRang.name, payload__rank=90).exists()


def test_a_fact_that_failed_comes_again_later_and_later_still(listen: Listen) -> None:
    listen(broken)
    event_id = ring(41)
    start = clock.now()
    deliver_all()
    waits = []
    for _attempt in range(3):
        due = row(event_id).next_attempt_at
        assert due is not None
        waits.append(due - start)
        with clock.at(due - timedelta(seconds=1)):
            assert deliver_all() == 0
        with clock.at(due):
            assert deliver_all() == 1
        start = due
    assert waits == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40)]


def test_a_repaired_listener_hears_the_fact_at_last(listen: Listen) -> None:
    heard: list[int] = []
    faults = [RuntimeError("en panne")]

    def repaired(event: BellRang, _recorded: Recorded) -> None:
        if faults:
            raise faults.pop()
        heard.append(event.rank)

    listen(repaired)
    event_id = ring(41, 7)
    deliver_all()
    with clock.at(clock.now() + timedelta(minutes=1)):
        deliver_all()
    assert heard == [7]
    assert row(event_id).last_error == ""


def test_after_ten_attempts_a_fact_is_parked_and_shown(listen: Listen, capsys: pytest.CaptureFixture[str]) -> None:
    listen(broken)
    event_id = ring(41)
    moment = clock.now()
    for _attempt in range(MOST_ATTEMPTS + 3):
        moment += timedelta(hours=2)
        with clock.at(moment):
            deliver_all()
    assert row(event_id).attempts == MOST_ATTEMPTS

    with delivery._as_owner():
        (line,) = parked.parked()
        assert parked.run() == 1
    assert (line.id, line.school_id) == (event_id, 41)
    assert "RuntimeError: en panne" in capsys.readouterr().out


def test_a_parked_fact_can_be_given_its_attempts_again(listen: Listen) -> None:
    event_id = ring(41)
    with delivery._as_owner():
        LedgerEvent.objects.filter(pk=event_id).update(attempts=MOST_ATTEMPTS)
    assert deliver_all() == 0
    with delivery._as_owner():
        assert parked.retry_parked() == 1
    assert deliver_all() == 1


def test_a_wrong_reference_fails_its_own_fact_only(listen: Listen) -> None:
    def refer_to_nobody(event: BellRang, _recorded: Recorded) -> None:
        if event.rank == 1:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO procrastinate_events (job_id, type, at) VALUES (-1, 'deferred', now())"
                )

    listen(refer_to_nobody)
    wrong, right = ring(41, 1), ring(41, 2)
    deliver_all()
    assert row(wrong).delivered_at is None
    assert row(right).delivered_at is not None


def test_a_fact_of_no_school_and_one_that_nobody_hears_are_delivered(listen: Listen) -> None:
    event_id = ring(41)
    assert deliver_all() == 1
    assert row(event_id).delivered_at is not None


def test_a_smaller_id_that_shows_late_is_not_skipped(listen: Listen) -> None:
    heard: list[int] = []
    listen(lambda event, _recorded: heard.append(event.rank))
    late, early = ring(41, 1), ring(41, 2)
    with delivery._as_owner():
        LedgerEvent.objects.filter(pk=late).update(delivered_at=clock.now())
    deliver_all()
    with delivery._as_owner():
        LedgerEvent.objects.filter(pk=late).update(delivered_at=None)
    deliver_all()
    assert heard == [2, 1]
    assert late < early


def test_dates_are_read_back_as_dates(listen: Listen) -> None:
    kept = {"school_id": 1, "rank": 2, "rang_on": "2026-09-01"}
    assert event_of(BellRang.name, kept) == BellRang(1, 2, date(2026, 9, 1))
