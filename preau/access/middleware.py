"""Who asks, and in which language: puts `request.actor` from the session cookie, and speaks her language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import cast

from django.http import HttpRequest, HttpResponse

from preau.access.actors import open_session
from preau.access.models import Session
from preau.foundation.languages.offered import is_offered, speaking
from preau.foundation.rooms.bands import Seen
from preau.foundation.screens import errors
from preau.foundation.screens.middleware import LOST
from preau.foundation.screens.request import Request, is_fragment
from preau.kernel import clock
from preau.kernel.actor import ANONYMOUS, Actor

SESSION_COOKIE = "preau_session"
DEVICE_COOKIE = "preau_appareil"
#: The language chosen on this device, by somebody who has not signed in or never chose one for her account.
LANGUAGE_COOKIE = "preau_langue"

#: A visit is noted at most once in this long: reading a page does not write at each request.
_NOTE_VISIT_AFTER = timedelta(minutes=10)
_NOBODY = (ANONYMOUS, "", Seen())


class ActorMiddleware:
    """One indexed read per request that carries a cookie; none for passers-by."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast("Request", request)
        asked.actor, language, asked.bands = _NOBODY
        token = request.COOKIES.get(SESSION_COOKIE)
        if token:
            try:
                asked.actor, language, asked.bands = _actor_of(token)
            except LOST as cause:
                return errors.unreachable(request, cause)
        with speaking(language or chosen_here(request)):
            response = self.get_response(request)
        # A fragment may have left just before its page went on under a new secret: its answer must not take
        # the new one back.
        is_spent = token and asked.actor.is_anonymous and not is_fragment(request)
        if is_spent and SESSION_COOKIE not in response.cookies:
            response.delete_cookie(SESSION_COOKIE)
        return response


def chosen_here(request: HttpRequest) -> str:
    """The language chosen on this device; empty when none was, or one that is not offered."""
    code = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return code if is_offered(code) else ""


def _actor_of(token: str) -> tuple[Actor, str, Seen]:
    """The actor of this session, the language of her account, and what stands at the top of her pages."""
    session = open_session(token)
    if session is None:
        return _NOBODY
    if clock.now() - session.seen_at > _NOTE_VISIT_AFTER:
        Session.objects.filter(pk=session.actor.session_id).update(seen_at=clock.now())
    return session.actor, session.language, session.bands
