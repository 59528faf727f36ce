"""Two dispatchers share the work: a school is served by one of them at a time, so its facts keep their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from preau.foundation.ledger.delivery import LANES, deliver_all, deliver_lane
from preau.foundation.ledger.events import EVENTS
from preau.foundation.ledger.listeners import LISTENERS, Recorded
from preau.foundation.ledger.record import record
from preau.foundation.ledger.tests.test_delivery import BellRang
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import SYSTEM
from tests.cast import Cast
from tests.together import elsewhere, swept, while_open

Heard = list[tuple[int, int]]


@pytest.fixture
def heard(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    """(school, rank) as the listener of `BellRang` hears them."""
    told: Heard = []

    def listen(event: Any, _recorded: Recorded) -> None:
        told.append((event.school_id, event.rank))

    monkeypatch.setitem(EVENTS, BellRang.name, BellRang)
    monkeypatch.setitem(LISTENERS, BellRang.name, [listen])
    with swept(cast):
        yield told


def ring(school_id: int, *ranks: int) -> None:
    def say() -> None:
        with transaction.atomic(), scope_opened_by_hand([school_id]):
            for rank in ranks:
                record(BellRang(school_id, rank), actor=SYSTEM)

    elsewhere(say)


def test_a_school_taken_by_one_is_left_alone_by_the_other(cast: Cast, heard: Heard) -> None:
    school = cast.schools["college"].pk
    ring(school, 1, 2)
    assert while_open(lambda: deliver_lane(school % LANES), lambda: deliver_lane(school % LANES)) == 0
    assert heard == [(school, 1), (school, 2)]
    ring(school, 3)
    assert elsewhere(deliver_all) == 1
    assert heard[2:] == [(school, 3)]


def test_another_school_does_not_wait(cast: Cast, heard: Heard) -> None:
    college, twin = (cast.schools[name].pk for name in ("college", "twin"))
    assert college % LANES != twin % LANES
    ring(college, 1)
    ring(twin, 1)
    assert while_open(lambda: deliver_lane(college % LANES), deliver_all) == 1
    assert heard == [(college, 1), (twin, 1)]
