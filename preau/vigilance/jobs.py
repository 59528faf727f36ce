"""What an incident does in the background, piece by piece: a worker that dies goes on where it was."""

from __future__ import annotations

from django.db import transaction

from preau.foundation.jobs.job import job
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import SYSTEM
from preau.vigilance.actions.advance_work import advance_work


@job
def advance(*, school_ids: list[int], work_id: int) -> None:
    """Every piece in its own transaction, so that progress is seen and what is done stays done."""
    more = True
    while more:
        with transaction.atomic(), scope_opened_by_hand(school_ids):
            more = advance_work(actor=SYSTEM, work_id=work_id)
