"""What the screens of access share: a try shown in its form, where to go next, entering with a session."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from preau.access.cookies import device_of, keep_device, keep_session
from preau.access.logins import normalised_login
from preau.access.outcome import Outcome
from preau.access.sessions import Opened
from preau.foundation.screens.page import redirect_saying
from preau.foundation.screens.screen import refusal_shown_in


def tried(form: BaseForm, act: Callable[[], Outcome]) -> Outcome:
    """Run the action of a valid form. A failed try or a refusal becomes an error of the form."""
    outcome = Outcome()
    with refusal_shown_in(form):
        outcome = act()
    if not outcome.is_done:
        form.add_error(outcome.field, outcome.sentence)
    return outcome


def asked_path(request: HttpRequest) -> str:
    """The page asked before signing in (`?suite=`), when it is one of ours; otherwise nothing."""
    path = request.GET.get("suite", "")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else ""


def entered(request: HttpRequest, opened: Opened, *, login: str, path: str = "", saying: str = "") -> HttpResponse:
    """Go in: to the choice of a profile the first time, to the page asked, or home. The device is then known."""
    where = reverse("access:profiles") if opened.must_choose else path or reverse("home")
    response = redirect_saying(where, saying)
    keep_session(response, opened)
    keep_device(response, device_of(request).having_opened(normalised_login(login)))
    rotate_token(request)
    return response


def remembering_device(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer, with the cookie that gives this browser its own counters."""
    keep_device(response, device_of(request))
    return response
