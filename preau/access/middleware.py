"""Who asks: puts `request.actor`, from the session cookie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import cast

from django.http import HttpRequest, HttpResponse

from preau.access.actors import open_session
from preau.access.models import Session
from preau.foundation.screens import errors
from preau.foundation.screens.middleware import LOST
from preau.foundation.screens.request import Request, is_fragment
from preau.kernel import clock
from preau.kernel.actor import ANONYMOUS, Actor

SESSION_COOKIE = "preau_session"
DEVICE_COOKIE = "preau_appareil"

#: A visit is noted at most once in this long: reading a page does not write at each request.
_NOTE_VISIT_AFTER = timedelta(minutes=10)


class ActorMiddleware:
    """One indexed read per request that carries a cookie; none for passers-by."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast("Request", request)
        asked.actor = ANONYMOUS
        token = request.COOKIES.get(SESSION_COOKIE)
        if token:
            try:
                asked.actor = _actor_of(token)
            except LOST as cause:
                return errors.unreachable(request, cause)
        response = self.get_response(request)
        # A fragment may have left just before its page went on under a new secret: its answer must not take
        # the new one back.
        is_spent = token and asked.actor.is_anonymous and not is_fragment(request)
        if is_spent and SESSION_COOKIE not in response.cookies:
            response.delete_cookie(SESSION_COOKIE)
        return response


def _actor_of(token: str) -> Actor:
    session = open_session(token)
    if session is None:
        return ANONYMOUS
    if clock.now() - session.seen_at > _NOTE_VISIT_AFTER:
        Session.objects.filter(pk=session.actor.session_id).update(seen_at=clock.now())
    return session.actor
