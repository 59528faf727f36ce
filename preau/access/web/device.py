"""« Sur cet appareil »: a script asks the browser, then says here what it answered."""

from __future__ import annotations

from django.http import HttpResponse

from preau.access.actions.drop_device import drop_device
from preau.access.actions.keep_device import keep_device
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, screen


@screen("Être prévenu sur cet appareil", open_to=SIGNED_IN, writes=True, reads=False)
def keep(request: Request) -> HttpResponse:
    """The address and the keys that the browser drew."""
    said = {name: request.POST.get(name, "") for name in ("endpoint", "key", "secret")}
    keep_device(actor=request.actor, **said)
    return HttpResponse(status=204)


@screen("Ne plus être prévenu sur cet appareil", open_to=SIGNED_IN, writes=True, reads=False)
def drop(request: Request) -> HttpResponse:
    """Nothing is told to this device any more."""
    drop_device(actor=request.actor)
    return HttpResponse(status=204)
