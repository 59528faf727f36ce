"""Take back an exceptional reopening before its day (capability C83)."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.grading.events_locks import ReopeningWithdrawn
from preau.grading.models import EntryPermission
from preau.grading.policies import may_lock
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def withdraw_reopening(*, actor: Actor, school_id: int, permission_id: int) -> None:
    """What was written meanwhile stays. Twice has one effect; one that is over is left as it is.

    Errors: `NotAllowed` for who locks nothing in this school, or a reopening that is not of it.
    """
    if not may_lock(actor, school_id):
        raise NotAllowed
    permission = EntryPermission.objects.select_for_update().filter(school_id=school_id, pk=permission_id).first()
    if permission is None:
        raise NotAllowed
    if permission.withdrawn_at is not None or permission.until <= clock.now():
        return
    permission.withdrawn_at = clock.now()
    permission.save(update_fields=["withdrawn_at"])
    record(ReopeningWithdrawn(school_id, permission.gradebook_id, permission.pk), actor=actor)
