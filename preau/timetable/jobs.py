"""What the timetable does by itself: each night, one more day of lessons."""

from __future__ import annotations

from django.db import transaction

from preau.directory.models import School
from preau.foundation.jobs.job import job, scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.timetable.actions.lay_lessons import lay_lessons
from preau.timetable.rules import laid_until


@job
def lay_school(*, school_id: int) -> None:
    """Lay the lessons of a school from today to the usual horizon."""
    today = clock.today()
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        lay_lessons(actor=SYSTEM, school_id=school_id, since=today, until=laid_until(today))


@scheduled("20 1 * * *")
def lay_each_night() -> None:
    """One job per open school: a school that fails is tried again, and keeps nobody waiting."""
    with transaction.atomic():
        for school_id in School.objects.filter(is_open=True).order_by("id").values_list("id", flat=True):
            lay_school.later(school_id=school_id)
