"""The request as screens meet it: a Django request that knows its actor."""

from __future__ import annotations

from django.http import HttpRequest

from preau.foundation.rooms.bands import Seen
from preau.kernel.actor import ANONYMOUS, Actor


class Request(HttpRequest):
    """`actor` and `bands` are put there by the access middleware, before any screen."""

    actor: Actor = ANONYMOUS
    csp_nonce: str = ""
    bands: Seen = Seen()


def is_fragment(request: HttpRequest) -> bool:
    """True when htmx asks for a piece of a page."""
    return request.headers.get("HX-Request") == "true"
