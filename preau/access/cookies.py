"""The two cookies of access: the session's secret, and what this device is known for."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from preau.access.middleware import DEVICE_COOKIE, SESSION_COOKIE
from preau.access.sessions import Opened
from preau.access.throttle import Device, new_device
from preau.kernel import clock

_DEVICE_SECONDS = 400 * 24 * 3600


def keep_session(response: HttpResponse, opened: Opened) -> None:
    """Give the browser the session's secret; it forgets it when it closes, unless the session is kept."""
    response.set_cookie(
        SESSION_COOKIE,
        opened.token,
        max_age=opened.expires_at - clock.now() if opened.is_kept else None,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def drop_session(response: HttpResponse) -> None:
    """The browser forgets the secret."""
    response.delete_cookie(SESSION_COOKIE, samesite="Lax")


def device_of(request: HttpRequest) -> Device:
    """The device of this request; a new one when it carries no cookie, or one that we did not sign."""
    try:
        known = signing.loads(request.COOKIES[DEVICE_COOKIE], salt=DEVICE_COOKIE, max_age=_DEVICE_SECONDS)
        return Device(str(known["id"]), tuple(str(mark) for mark in known["ouverts"]))
    except (KeyError, TypeError, signing.BadSignature):
        return new_device()


def keep_device(response: HttpResponse, device: Device) -> None:
    """The device remembers its id and what it opened (keyed digests: nobody reads a login there)."""
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps({"id": device.id, "ouverts": device.known}, salt=DEVICE_COOKIE),
        max_age=_DEVICE_SECONDS,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
