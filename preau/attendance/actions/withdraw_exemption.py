"""Say that an exemption was an error."""

from __future__ import annotations

from preau.attendance.events_exemption import ExemptionWithdrawn
from preau.attendance.models import Exemption
from preau.attendance.policies import may_exempt
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def withdraw_exemption(*, actor: Actor, school_id: int, exemption_id: int) -> None:
    """It never held; twice has one effect. One that ends earlier is changed instead.

    Errors: `NotAllowed` for who exempts nobody here, or an exemption of another school.
    """
    if not may_exempt(actor, school_id):
        raise NotAllowed
    held = Exemption.objects.select_for_update().filter(pk=exemption_id, school_id=school_id).first()
    if held is None:
        raise NotAllowed
    if held.withdrawn_at is not None:
        return
    held.withdrawn_at, held.withdrawn_by_id = clock.now(), actor.person_id
    held.save(update_fields=["withdrawn_at", "withdrawn_by_id"])
    record(ExemptionWithdrawn(school_id, exemption_id, held.pupil_id, held.begins_on, held.ends_on), actor=actor)
