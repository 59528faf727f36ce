"""What comes in by mass has the sizes of tables learnt, by a job that writes nothing of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from preau.directory.events import YearPrepared
from preau.exchange.upload.events import FilesReceived, PeopleImported, WeeklyTimetableImported
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.ledger.events import Event
from preau.foundation.ledger.record import record
from preau.foundation.tenancy.sizes import learn_sizes
from preau.kernel.actor import SYSTEM
from tests.cast import Cast

Everywhere = Callable[[], AbstractContextManager[None]]


def asked(fact: Event, everywhere: Everywhere) -> int:
    """How many jobs wait, once this fact is known."""
    gather_listeners()
    with everywhere(), transaction.atomic():
        record(fact, actor=SYSTEM)
    deliver_all()
    return ProcrastinateJob.objects.filter(task_name="preau.console.jobs.learn_changed_sizes").count()


@pytest.mark.parametrize(
    "fact",
    [
        lambda school: PeopleImported(school, 0, 1, 0, 0, 1, 0, 0, 0, 0),
        lambda school: WeeklyTimetableImported(school, 0, 1, 0, 0, 0, 0, 0, 0),
        lambda school: YearPrepared(school, 1, (), 0),
    ],
)
def test_a_file_or_a_new_year_asks_for_it(
    cast: Cast, seen_everywhere: Everywhere, fact: Callable[[int], Event]
) -> None:
    assert asked(fact(cast.schools["college"].pk), seen_everywhere) == 1


def test_files_that_wait_ask_for_nothing(cast: Cast, seen_everywhere: Everywhere) -> None:
    assert asked(FilesReceived(cast.schools["college"].pk, 1, "csv", 1), seen_everywhere) == 0


def test_within_a_transaction_nothing_is_taken(cast: Cast) -> None:
    with transaction.atomic():
        assert learn_sizes() == ()
