"""Refusals shown, headers set: the two things every answer goes through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from preau.foundation.live.subscription import live_base
from preau.foundation.screens import errors
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import ScreenRule, turned_away
from preau.kernel.refusals import NotAllowed, NotPossible, Unreachable

GetResponse = Callable[[HttpRequest], HttpResponse]

#: PostgreSQL is away, is stopping, or gave up: the person tries again later.
LOST = (Unreachable, OperationalError, InterfaceError)


class RefusalMiddleware:
    """`NotAllowed` is a page that does not exist; `NotPossible` is said in a sentence; what Préau stands on and
    does not answer is logged, and told as such. Nothing else is caught.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _arguments: Any, named: dict[str, Any]
    ) -> HttpResponse | None:
        """Before the token of the form is checked, which reads the body: who may not enter sends no file."""
        rule = getattr(view, "rule", None)
        if request.method != "POST" or not getattr(rule, "files", 0):
            return None
        return turned_away(cast("Request", request), cast("ScreenRule", rule), named)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return errors.not_found(request)
        if isinstance(exception, NotPossible):
            return errors.not_possible(request, exception.message)
        if isinstance(exception, LOST):
            return errors.unreachable(request, exception)
        return None


class HeadersMiddleware:
    """Security headers of every answer. Scripts and styles come from our own files only; an answer that says a
    policy of its own (a file handed over, which may do nothing) keeps it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Content-Security-Policy",
            f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"connect-src 'self' {live_base(request)}; font-src 'self'; form-action 'self'; base-uri 'none'; "
            f"frame-ancestors 'none'; manifest-src 'self'",
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["X-Frame-Options"] = "DENY"
        response["Referrer-Policy"] = "same-origin"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if settings.HTTPS:
            response["Strict-Transport-Security"] = "max-age=31536000"
        return response
