"""What grading does later: release evaluations at their hour, count figures, make gradebooks each night."""

from __future__ import annotations

from django.db import transaction

from preau.directory.models import School
from preau.foundation.jobs.job import job, scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.grading.actions.count_figures import count_figures
from preau.grading.actions.make_gradebooks import make_gradebooks
from preau.grading.actions.release_evaluation import release_evaluation
from preau.kernel.actor import SYSTEM


@job
def release_at_its_hour(*, school_id: int, evaluation_id: int) -> None:
    """The hour of an evaluation has come; its date may have changed since."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        release_evaluation(actor=SYSTEM, school_id=school_id, evaluation_id=evaluation_id)


@job
def count_figures_of(*, school_id: int, gradebook_id: int) -> None:
    """After marks changed or were released."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        count_figures(actor=SYSTEM, school_id=school_id, gradebook_id=gradebook_id)


@job
def make_gradebooks_of(*, school_id: int) -> None:
    """What is taught in a school may have changed."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        make_gradebooks(actor=SYSTEM, school_id=school_id)


@scheduled("20 3 * * *")
def make_gradebooks_each_night() -> None:
    """One job per school."""
    with transaction.atomic():
        for school_id in School.objects.order_by("id").values_list("id", flat=True):
            make_gradebooks_of.later(school_id=school_id)
