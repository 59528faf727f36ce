"""Say that a message is about to leave, before it does (capability C63).

What left for a mail server or a gateway cannot be taken back, and its answer may be lost: a process killed in
between knows nothing. An absence is better told twice than not at all, so it is sent again; the row says
« incertain » meanwhile, and the second one bears the same name as the first (`send_notification`).
"""

from __future__ import annotations

from preau.attendance.events import NotificationCutShort
from preau.attendance.half_day import standing_case
from preau.attendance.models import Notification
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

#: The result of a message whose sending was cut: shown beside its state, and kept when the next try goes through.
CUT_SHORT = "L’envoi a été coupé\u202f: le message est peut-être reçu deux fois"
_WAITING = (Notification.State.INITIAL, Notification.State.RUNNING, Notification.State.UNCERTAIN)


@action
def begin_sending(*, actor: Actor, school_id: int, notification_id: int) -> bool:
    """Mark it uncertain; False when there is nothing to send. To be committed before `send_notification`.

    What was to be told of an absence that was corrected or explained meanwhile is cancelled, unless it may have
    left already. Only Préau itself does it.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    waiting = Notification.objects.select_for_update().filter(pk=notification_id, school_id=school_id)
    message = waiting.filter(state__in=_WAITING).first()
    if message is None:
        return False
    was_cut_short = message.state == Notification.State.UNCERTAIN
    is_overtaken = _is_overtaken(message)
    if was_cut_short:
        message.result = CUT_SHORT
        record(NotificationCutShort(school_id, message.pk, message.pupil_id), actor=actor)
    elif is_overtaken:
        message.state = Notification.State.CANCELLED
    else:
        message.state = Notification.State.UNCERTAIN
    message.save(update_fields=["state", "result"])
    return not is_overtaken


def _is_overtaken(message: Notification) -> bool:
    if message.absence_id is None:
        return False
    case = standing_case(message.absence_id)
    return case is None or case.late_minutes is not None or case.is_explained
