"""What the book does later: erase documents whose time has come, look again at those the antivirus did not see."""

from __future__ import annotations

from django.db import transaction

from preau.directory.models import School
from preau.foundation.files.rescan import rescan
from preau.foundation.jobs.job import job, scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import SYSTEM
from preau.liaison.actions.erase_deposits import erase_deposits
from preau.liaison.models import Deposit


@job
def erase_of_school(*, school_id: int) -> None:
    """Retention of a school."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        erase_deposits(actor=SYSTEM, school_id=school_id)


@job
def look_again_at_school(*, school_id: int) -> None:
    """The antivirus was away when families sent these."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        rescan(Deposit.objects.filter(school_id=school_id))


@scheduled("40 3 * * *")
def erase_what_is_over() -> None:
    """Every night, each school alone."""
    with transaction.atomic():
        for school_id in School.objects.order_by("id").values_list("id", flat=True):
            erase_of_school.later(school_id=school_id)


@scheduled("25 * * * *")
def look_again() -> None:
    """One job per school."""
    with transaction.atomic():
        for school_id in School.objects.order_by("id").values_list("id", flat=True):
            look_again_at_school.later(school_id=school_id)
