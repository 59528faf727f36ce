"""What the directory does by itself: each night, put away what the « rentrée » has ended, forget old merges."""

from __future__ import annotations

from django.db import transaction

from preau.directory.actions.end_groups_of_the_year import end_groups_of_the_year
from preau.directory.actions.forget_merges import forget_merges
from preau.directory.models import MergedRows, School
from preau.foundation.jobs.job import job, scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import SYSTEM


@job
def end_groups_of_school(*, school_id: int) -> None:
    """The groups of one school."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        end_groups_of_the_year(actor=SYSTEM, school_id=school_id)


@scheduled("30 0 * * *")
def end_groups_each_night() -> None:
    """One job per open school: a school that fails is tried again, and keeps nobody waiting."""
    with transaction.atomic():
        for school_id in School.objects.filter(is_open=True).order_by("id").values_list("id", flat=True):
            end_groups_of_school.later(school_id=school_id)


@scheduled("40 3 * * *")
def forget_merges_each_night() -> None:
    """Of the schools that keep something aside, open or closed."""
    with transaction.atomic(), scope_opened_by_hand(School.objects.values_list("id", flat=True)):
        for school_id in sorted(set(MergedRows.objects.values_list("school_id", flat=True))):
            forget_merges(actor=SYSTEM, school_id=school_id)
