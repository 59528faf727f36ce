"""What the console does by itself: counting anomalies, after the feeds of the night and during the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from preau.console.actions.count_anomalies import count_anomalies
from preau.directory.models import School
from preau.foundation.jobs.job import job, scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.foundation.tenancy.sizes import learn_sizes
from preau.kernel.actor import SYSTEM

#: Schools counted together: one statement looks for every kind in all of them.
BATCH = 50
#: A connection tells what it wrote within ten seconds: before that, nothing would be seen to have changed.
_ONCE_TOLD = timedelta(seconds=15)


@job
def count_some(*, school_ids: list[int]) -> None:
    """Count these schools in one statement."""
    with transaction.atomic(), scope_opened_by_hand(school_ids):
        count_anomalies(actor=SYSTEM, school_ids=tuple(school_ids))


def count_soon(school_ids: Iterable[int]) -> None:
    """Ask for these schools to be counted, some at a time: a batch that fails keeps nobody waiting."""
    ids = sorted(school_ids)
    for start in range(0, len(ids), BATCH):
        count_some.later(school_ids=ids[start : start + BATCH])


@job
def learn_changed_sizes() -> None:
    """Something came in by mass."""
    learn_sizes()


def learn_soon() -> None:
    """Ask for the sizes of tables to be learnt, once the present writing is committed and told."""
    learn_changed_sizes.after(_ONCE_TOLD)


@scheduled("15 4,10,13,16 * * *")
def count_everywhere() -> None:
    """The open schools of the Region."""
    with transaction.atomic():
        count_soon(School.objects.filter(is_open=True).values_list("id", flat=True))
