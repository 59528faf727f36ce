"""Offer a reason again, or no more: one that was used is hidden, never erased (capability C59)."""

from __future__ import annotations

from preau.attendance.models import AbsenceReason
from preau.attendance.policies import may_set_attendance
from preau.attendance.settings_events import ReasonOffered
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def offer_reason(*, actor: Actor, school_id: int, reason_id: int, is_offered: bool) -> None:
    """Absences that have it keep it. Twice has one effect.

    Error: `NotAllowed` for who does not set presence here or a reason of another school.
    """
    if not may_set_attendance(actor, school_id):
        raise NotAllowed
    reason = AbsenceReason.objects.select_for_update().filter(school_id=school_id, pk=reason_id).first()
    if reason is None:
        raise NotAllowed
    if is_offered is (reason.hidden_at is None):
        return
    reason.hidden_at = None if is_offered else clock.now()
    reason.save(update_fields=["hidden_at"])
    record(ReasonOffered(school_id, reason.pk, is_offered), actor=actor)
