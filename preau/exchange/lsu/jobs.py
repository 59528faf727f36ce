"""What the national record does later: fill and check a file; forget those of two days ago."""

from __future__ import annotations

from django.db import transaction

from preau.directory.models import School
from preau.exchange.lsu.actions.forget_files import forget_files
from preau.exchange.lsu.actions.make_file import make_file
from preau.foundation.jobs.job import job, scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import SYSTEM


@job
def make_file_of(*, school_id: int, number: int) -> None:
    """The file of a school was asked for; `number` is that of the asking."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        make_file(actor=SYSTEM, school_id=school_id, number=number)


@scheduled("40 3 * * *")
def forget_old_files() -> None:
    """Retention (see `manifest.py`)."""
    with transaction.atomic(), scope_opened_by_hand(School.objects.values_list("id", flat=True)):
        forget_files(actor=SYSTEM)
