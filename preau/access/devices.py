"""The devices of a person that still hear: those of sessions that last."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from preau.access.models import PushDevice
from preau.foundation.push.send import Device, PushGone, PushRefused, push
from preau.kernel import clock


def people_with_a_device(people: Iterable[int]) -> frozenset[int]:
    """Who of these can be told on a device."""
    return frozenset(_live(people).values_list("person_id", flat=True))


def has_device(session_id: int) -> bool:
    """True when the device of this session is told."""
    return PushDevice.objects.filter(session_id=session_id).exists()


def push_to(person_id: int, said: dict[str, str]) -> None:
    """Tell every device of this person; one that is no more is forgotten. One that heard is enough.

    Errors: `PushRefused` when none did: the reason of the last, final when all were.
    """
    heard, refusals = False, []
    for device in _live([person_id]):
        try:
            push(Device(device.endpoint, device.key, device.secret), said)
        except PushGone:
            device.delete()
        except PushRefused as refusal:
            refusals.append(refusal)
        else:
            heard = True
            PushDevice.objects.filter(pk=device.pk).update(heard_at=clock.now())
    if heard:
        return
    if refusals and not all(one.is_final for one in refusals):
        raise refusals[-1]
    why = str(refusals[-1]) if refusals else "Aucun appareil n’est plus abonné"
    raise PushRefused(why, is_final=True)


def _live(people: Iterable[int]) -> QuerySet[PushDevice]:
    return PushDevice.objects.filter(
        person_id__in=list(people), session__ended_at=None, session__expires_at__gt=clock.now()
    )
