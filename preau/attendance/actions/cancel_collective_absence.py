"""The trip does not take place."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.attendance.collective import change_periods, keep_collective, let_go, locked, standing_periods
from preau.attendance.events_collective import CollectiveAbsenceCancelled
from preau.attendance.life.history import keep_versions
from preau.attendance.policies import may_treat_absences
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def cancel_collective_absence(*, actor: Actor, school_id: int, collective_id: int, why: str) -> None:
    """Cancel it for all its pupils; twice has one effect. Nothing is erased: it stays readable, with their names.

    Errors: `NotAllowed` for who treats no absence here or a collective absence of another school; `NotPossible`
    without a word of why.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    collective = locked(school_id, collective_id)
    if collective.cancelled_at is not None:
        return
    why = why.strip()
    if not why:
        raise NotPossible(_("Dites en quelques mots pourquoi elle n’a pas lieu."), field="pourquoi")
    now, by_id = clock.now(), actor.person_id
    periods = standing_periods(collective)
    keep_collective(collective, by_id=by_id)
    collective.cancelled_at, collective.cancelled_by_id, collective.cancelled_why = now, by_id, why
    collective.save(update_fields=["cancelled_at", "cancelled_by_id", "cancelled_why", "version"])
    keep_versions(periods, deed="retrait", by_id=by_id)
    change_periods(periods, withdrawn_at=now, withdrawn_by_id=by_id, withdrawn_why=why)
    let_go(periods)
    record(CollectiveAbsenceCancelled(school_id, collective.pk, len(periods)), actor=actor)
