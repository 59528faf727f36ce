"""An import counts the anomalies of its schools again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from preau.console.jobs import BATCH
from preau.exchange.aaf.events import DeliveryApplied
from preau.exchange.upload.events import FilesReceived, PeopleImported
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.ledger.events import Event
from preau.foundation.ledger.record import record
from preau.kernel.actor import SYSTEM
from tests.cast import Cast

Everywhere = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def told(cast: Cast, seen_everywhere: Everywhere) -> Callable[[Event], list[list[int]]]:
    """Record a fact, deliver it, read which schools are to be counted."""
    gather_listeners()

    def tell(fact: Event) -> list[list[int]]:
        with seen_everywhere(), transaction.atomic():
            record(fact, actor=SYSTEM)
        deliver_all()
        jobs = ProcrastinateJob.objects.filter(task_name="preau.console.jobs.count_some").order_by("id")
        return [job.args["school_ids"] for job in jobs]

    return tell


def test_a_file_of_a_school_counts_this_school(cast: Cast, told: Callable[[Event], list[list[int]]]) -> None:
    college = cast.schools["college"].pk
    assert told(PeopleImported(college, 0, 1, 0, 0, 1, 0, 0, 0, 0)) == [[college]]


def test_a_delivery_counts_its_schools_some_at_a_time(told: Callable[[Event], list[list[int]]]) -> None:
    schools = tuple(range(1, BATCH + 3))
    fact = DeliveryApplied(("016",), schools, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0)
    assert told(fact) == [list(schools[:BATCH]), list(schools[BATCH:])]


def test_files_that_wait_count_nothing(cast: Cast, told: Callable[[Event], list[list[int]]]) -> None:
    assert told(FilesReceived(cast.schools["college"].pk, 1, "csv", 1)) == []
