"""What was sent to families is kept one year as a proof, then forgotten (rule B11)."""

from __future__ import annotations

from datetime import timedelta

from preau.attendance.events import NotificationsForgotten
from preau.attendance.models import Notification
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

#: Proof of an exchange with a family (rule B11).
KEPT = timedelta(days=365)


@action
def forget_notifications(*, actor: Actor, school_id: int) -> int:
    """Erase those of more than a year; returns how many. Only Préau itself does it."""
    if actor is not SYSTEM:
        raise NotAllowed
    old = Notification.objects.filter(school_id=school_id, made_at__lt=clock.now() - KEPT)
    forgotten, _rows = old.delete()
    if forgotten:
        record(NotificationsForgotten(school_id, forgotten), actor=actor)
    return forgotten
