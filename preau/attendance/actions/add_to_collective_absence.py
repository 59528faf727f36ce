"""One pupil more goes on the trip."""

from __future__ import annotations

from preau.attendance.actions.note_period import gather_days_of
from preau.attendance.collective import check_pupils, check_stands, locked, write_periods
from preau.attendance.events import PeriodNoted
from preau.attendance.models import AbsencePeriod
from preau.attendance.policies import may_treat_absences
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def add_to_collective_absence(*, actor: Actor, school_id: int, collective_id: int, pupil_id: int) -> AbsencePeriod:
    """Add her, at the hours of all; twice is once. Who was taken out before has a new period.

    Errors: `NotAllowed` for who treats no absence here, a collective absence or a pupil of another school;
    `NotPossible` once it is cancelled.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    collective = locked(school_id, collective_id)
    check_stands(collective)
    check_pupils(school_id, [pupil_id], collective.first_on, collective.last_on)
    known = AbsencePeriod.objects.filter(
        school_id=school_id, collective=collective, pupil_id=pupil_id, withdrawn_at=None
    ).first()
    if known is not None:
        return known
    (period,) = write_periods(actor, collective, [pupil_id])
    gather_days_of(period, by_id=actor.person_id)
    record(PeriodNoted(school_id, period.pk, pupil_id), actor=actor)
    return period
