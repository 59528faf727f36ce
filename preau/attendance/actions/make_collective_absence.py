"""A trip, an exam, an outing: say which pupils are away together, from when to when, and why (capability C64)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from preau.attendance.collective import (
    MOST_PUPILS,
    check_pupils,
    check_time,
    checked_label,
    checked_reason,
    days_of,
    write_periods,
)
from preau.attendance.events_collective import CollectiveAbsenceMade
from preau.attendance.models import CollectiveAbsence
from preau.attendance.policies import may_treat_absences
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def make_collective_absence(
    *,
    actor: Actor,
    school_id: int,
    key: UUID,
    label: str,
    starts_at: datetime,
    ends_at: datetime,
    reason_id: int,
    pupil_ids: Collection[int],
) -> CollectiveAbsence:
    """Make it, with one period for each pupil; the same `key` twice is one. Sheets show its label at once. What
    was told or noted of these pupils in that time stays as it is: where both speak, what is under the
    responsibility of the school holds.

    Errors: `NotAllowed` for who treats no absence here, a pupil or a reason of another school; `NotPossible`
    without a label or a pupil, for an end before the start, or a reason that is not of many.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    label = checked_label(label)
    check_time(starts_at, ends_at)
    first_on, last_on = days_of(starts_at, ends_at)
    reason = checked_reason(school_id, reason_id)
    pupils = set(pupil_ids)
    if not pupils or len(pupils) > MOST_PUPILS:
        raise NotPossible(_("Choisissez au moins un élève, par une classe, un groupe ou son nom."))
    check_pupils(school_id, pupils, first_on, last_on)
    collective, is_new = CollectiveAbsence.objects.get_or_create(
        school_id=school_id,
        key=key,
        defaults={
            "label": label, "starts_at": starts_at, "ends_at": ends_at, "first_on": first_on, "last_on": last_on,
            "reason": reason, "made_at": clock.now(), "made_by_id": actor.person_id,
        },
    )  # fmt: skip
    if is_new:
        written = write_periods(actor, collective, pupils)
        record(CollectiveAbsenceMade(school_id, collective.pk, len(written)), actor=actor)
    return collective
