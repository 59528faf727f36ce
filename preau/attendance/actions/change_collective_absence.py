"""The trip comes back later, or has another name: change it for all its pupils."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from preau.attendance.collective import (
    are_here,
    change_periods,
    check_stands,
    check_time,
    checked_label,
    checked_reason,
    days_of,
    keep_collective,
    locked,
    standing_periods,
)
from preau.attendance.events_collective import CollectiveAbsenceChanged
from preau.attendance.life.history import keep_versions
from preau.attendance.life.telling import BY_COLLECTIVE
from preau.attendance.models import AbsencePeriod, CollectiveAbsence
from preau.attendance.policies import may_treat_absences
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def change_collective_absence(
    *,
    actor: Actor,
    school_id: int,
    collective_id: int,
    version: int,
    label: str,
    starts_at: datetime,
    ends_at: datetime,
    reason_id: int,
) -> CollectiveAbsence:
    """Write what it is now (`version`: the one on the screen); the same again changes nothing. Its pupils follow;
    who has hours of her own keeps them as long as they are within those of all.

    Errors: those of `make_collective_absence`; `NotPossible` also when somebody else changed it meanwhile, or once
    it is cancelled, or when one of its pupils is not of this school in the new time.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    collective = locked(school_id, collective_id)
    check_stands(collective)
    label = checked_label(label)
    check_time(starts_at, ends_at)
    reason = checked_reason(school_id, reason_id, kept_id=collective.reason_id)
    former = (collective.starts_at, collective.ends_at)
    if (collective.label, *former, collective.reason_id) == (label, starts_at, ends_at, reason.pk):
        return collective
    if collective.version != version:
        raise NotPossible(
            _("Quelqu’un vient de changer cette absence collective\u202f: rechargez la page avant de recommencer.")
        )
    first_on, last_on = days_of(starts_at, ends_at)
    periods = standing_periods(collective)
    if not are_here(school_id, {one.pupil_id for one in periods}, first_on, last_on):
        raise NotPossible(
            _("Un des élèves n’est pas de l’établissement à ces dates\u202f: retirez-le d’abord."), field="debut"
        )
    keep_collective(collective, by_id=actor.person_id)
    collective.label, collective.reason = label, reason
    collective.starts_at, collective.ends_at = starts_at, ends_at
    collective.first_on, collective.last_on = first_on, last_on
    collective.save()
    _follow(actor, collective, periods, former)
    record(CollectiveAbsenceChanged(school_id, collective.pk, len(periods)), actor=actor)
    return collective


def _follow(
    actor: Actor, collective: CollectiveAbsence, periods: list[AbsencePeriod], former: tuple[datetime, datetime]
) -> None:
    """Write the new time and the new reason in the periods; two statements whatever their number."""
    time = {
        "starts_at": collective.starts_at,
        "ends_at": collective.ends_at,
        "first_on": collective.first_on,
        "last_on": collective.last_on,
    }
    moved, explained = [], []
    for one in periods:
        is_at_its_time = (one.starts_at, one.ends_at) == (collective.starts_at, collective.ends_at)
        if not is_at_its_time and not _keeps_hers(one, collective, former):
            moved.append(one)
        elif one.reason_id != collective.reason_id:
            explained.append(one)
    keep_versions([*moved, *explained], deed=BY_COLLECTIVE, by_id=actor.person_id)
    change_periods(moved, reason=collective.reason, **time)
    change_periods(explained, reason=collective.reason)


def _keeps_hers(period: AbsencePeriod, collective: CollectiveAbsence, former: tuple[datetime, datetime]) -> bool:
    has_own = (period.starts_at, period.ends_at) != former
    return has_own and collective.starts_at <= period.starts_at and period.ends_at <= collective.ends_at
