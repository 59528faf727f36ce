"""Put a reason one place higher or lower in its list."""

from __future__ import annotations

from preau.attendance.models import AbsenceReason
from preau.attendance.policies import may_set_attendance
from preau.attendance.settings_events import ReasonMoved
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def move_reason(*, actor: Actor, school_id: int, reason_id: int, is_up: bool) -> None:
    """It changes places with its neighbour of the same kind; the first does not go higher, nor the last lower.

    Error: `NotAllowed` for who does not set presence here or a reason of another school.
    """
    if not may_set_attendance(actor, school_id):
        raise NotAllowed
    known = AbsenceReason.objects.select_for_update().filter(school_id=school_id)
    reasons = list(known.order_by("position", "id"))
    mine = next((one for one in reasons if one.pk == reason_id), None)
    if mine is None:
        raise NotAllowed
    row = [one for one in reasons if one.kind == mine.kind]
    at = row.index(mine)
    to = at - 1 if is_up else at + 1
    if not 0 <= to < len(row):
        return
    row[at], row[to] = row[to], row[at]
    for position, one in enumerate(row):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
    record(ReasonMoved(school_id, mine.pk), actor=actor)
