"""What a page needs to listen: the address of the live process, and a signed list of topics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from preau.foundation.live.tokens import subscription
from preau.kernel.actor import Actor

#: A token lives this long; the page then asks for a new one, which checks rights again.
TOKEN_LIFE = timedelta(minutes=14)


@dataclass(frozen=True, slots=True)
class LiveDoor:
    """`since` is the real time of drawing in milliseconds: what was touched later is asked again."""

    url: str
    token: str
    since: int
    renew_url: str


def live_base(request: HttpRequest) -> str:
    """The public address of the live process: without a setting, the host of this page on the port of live."""
    if settings.LIVE_URL:
        return settings.LIVE_URL
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return f"{request.scheme}://{f'[{host}]' if ':' in host else host}:{settings.LIVE_PORT}"


def live_door(request: HttpRequest, actor: Actor, topics: tuple[str, ...]) -> LiveDoor | None:
    """The door of this page, or None when the page listens to nothing.

    Times here are the machine's, not the school's clock: they only order events of this second.
    """
    if not topics:
        return None
    now = datetime.now(UTC)
    return LiveDoor(
        url=f"{live_base(request)}/direct",
        token=subscription(list(topics), actor.session_id, now + TOKEN_LIFE),
        since=int(now.timestamp() * 1000),
        renew_url=reverse("live-renew"),
    )
