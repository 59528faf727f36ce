"""Have Préau tell this device when it is closed."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from preau.access.events import DeviceKept
from preau.access.models import PushDevice
from preau.foundation.ledger.record import record
from preau.foundation.push.places import is_plausible
from preau.foundation.push.send import Device, PushRefused, sealed
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_KEY = re.compile(r"[A-Za-z0-9_-]{16,200}")


@action
def keep_device(*, actor: Actor, endpoint: str, key: str, secret: str) -> None:
    """The device of this session, instead of the one it had; twice has one effect. It ends with the session.

    Errors: `NotAllowed` for who is not signed in; `NotPossible` for an address that is not of the public internet,
    or keys that are none.
    """
    if actor.is_anonymous or not actor.session_id:
        raise NotAllowed
    if not is_plausible(endpoint) or not _KEY.fullmatch(key) or not _KEY.fullmatch(secret):
        raise NotPossible(_("Ce navigateur n’a pas donné d’adresse où le prévenir."))
    try:
        sealed(Device(endpoint, key, secret), b"essai")
    except PushRefused as refusal:
        raise NotPossible(str(refusal)) from None
    PushDevice.objects.filter(endpoint=endpoint).exclude(session_id=actor.session_id).delete()
    PushDevice.objects.update_or_create(
        session_id=actor.session_id,
        defaults={
            "person_id": actor.person_id, "endpoint": endpoint, "key": key, "secret": secret,
            "made_at": clock.now(),
        },
    )  # fmt: skip
    record(DeviceKept(actor.person_id), actor=actor)
