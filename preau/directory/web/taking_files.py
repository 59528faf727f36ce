"""Let a screen receive a file bigger than a form usually is, from those it opens to and nobody else.

Elsewhere what exceeds the memory handler's bound is read and dropped (`FILE_UPLOAD_HANDLERS`): nobody fills the
disk of the house from a form that takes no file. Django reads a form when it checks its token, before the screen
is entered: the bound is chosen just before.
"""

from __future__ import annotations

from functools import wraps
from typing import Any, cast

from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_protect

from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import Screen


def taking_files(screen: Screen, *, most: int) -> Screen:
    """The same screen, which takes files up to `most` bytes in all; beyond, the file is missing from the form."""
    guarded = csrf_protect(screen)

    @wraps(screen)
    def receive(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actor, rule = cast("Request", request).actor, screen.rule
        is_expected = actor.profile in rule.open_to and (rule.capability is None or actor.may(rule.capability))
        if request.method == "POST" and is_expected and _length(request) <= most:
            request.upload_handlers = [MemoryFileUploadHandler(request), TemporaryFileUploadHandler(request)]
        return guarded(request, **kwargs)

    receive.csrf_exempt = True  # type: ignore[attr-defined]
    return cast("Screen", receive)


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() else 0
