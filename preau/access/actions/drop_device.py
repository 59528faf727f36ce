"""Have Préau tell this device nothing any more when it is closed."""

from __future__ import annotations

from preau.access.events import DeviceDropped
from preau.access.models import PushDevice
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def drop_device(*, actor: Actor) -> None:
    """The device of this session; twice has one effect. Errors: `NotAllowed` for who is not signed in."""
    if actor.is_anonymous or not actor.session_id:
        raise NotAllowed
    gone, _each = PushDevice.objects.filter(session_id=actor.session_id).delete()
    if gone:
        record(DeviceDropped(actor.person_id), actor=actor)
