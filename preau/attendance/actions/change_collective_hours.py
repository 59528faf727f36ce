"""One pupil of a trip comes later, or goes home earlier."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from preau.attendance.collective import check_stands, check_time, days_of, locked
from preau.attendance.events_collective import CollectiveHoursChanged
from preau.attendance.life.history import keep_version
from preau.attendance.life.telling import BY_COLLECTIVE
from preau.attendance.models import AbsencePeriod
from preau.attendance.policies import may_treat_absences
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def change_collective_hours(
    *, actor: Actor, school_id: int, collective_id: int, pupil_id: int, starts_at: datetime, ends_at: datetime
) -> AbsencePeriod:
    """Give her hours of her own, on the days of the others; the same again changes nothing.

    Errors: `NotAllowed` for who treats no absence here, or a pupil who is not of this collective absence;
    `NotPossible` for an end before the start, a day when the others are not away, or once it is cancelled.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    collective = locked(school_id, collective_id)
    check_stands(collective)
    period = (
        AbsencePeriod.objects.select_for_update()
        .filter(school_id=school_id, collective=collective, pupil_id=pupil_id, withdrawn_at=None)
        .first()
    )
    if period is None:
        raise NotAllowed
    check_time(starts_at, ends_at)
    first_on, last_on = days_of(starts_at, ends_at)
    if first_on < collective.first_on or last_on > collective.last_on:
        raise NotPossible(_("Restez dans les jours de l’absence collective, ou retirez cet élève."), field="debut")
    if (period.starts_at, period.ends_at) == (starts_at, ends_at):
        return period
    keep_version(period, deed=BY_COLLECTIVE, by_id=actor.person_id)
    period.starts_at, period.ends_at = starts_at, ends_at
    period.first_on, period.last_on = first_on, last_on
    period.save(update_fields=["starts_at", "ends_at", "first_on", "last_on", "version"])
    record(CollectiveHoursChanged(school_id, collective.pk, pupil_id), actor=actor)
    return period
