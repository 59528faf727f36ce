"""`@screen`: the one way into the house. Declares who may enter, opens the scope, refuses writes in a GET."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, cast
from urllib.parse import urlencode

from django.db import connection, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from preau.foundation.screens import errors
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.tenancy.scope import school_scope
from preau.kernel.actor import Actor, Profile, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible

EVERYONE = frozenset(Profile)
SIGNED_IN = frozenset(Profile) - {Profile.ANONYMOUS}

READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class ScreenRule:
    """What a screen declares. `title` is its French name in « Qui peut quoi »; `files`, the bytes it takes."""

    title: str
    open_to: frozenset[Profile]
    writes: bool
    reads: bool
    capability: str | None
    files: int = 0


class Screen(Protocol):
    """A view that carries its rule."""

    rule: ScreenRule

    def __call__(self, request: HttpRequest, **kwargs: Any) -> HttpResponse: ...


def screen(
    title: str,
    *,
    open_to: Iterable[Profile],
    writes: bool = False,
    reads: bool = True,
    capability: str | None = None,
    files: int = 0,
) -> Callable[[Callable[..., HttpResponse]], Screen]:
    """Make a view function a screen.

    - `open_to`: profiles that may enter; a signed-in person of another profile meets a 404, a passer-by the
      sign-in page. `capability` asks one more right of the actor.
    - `writes`: POST is accepted. `reads=False`: only POST is. `files`: with files, together so many bytes at most.
    - A URL argument `uai` becomes the argument `school` (a `SchoolRef` of the actor): another school is a 404.
      Without it the scope is all the schools of the actor.
    - One transaction per request. In a GET PostgreSQL refuses writes.
    """
    rule = ScreenRule(title, frozenset(open_to), writes, reads, capability, files)

    def declare(view: Callable[..., HttpResponse]) -> Screen:
        @wraps(view)
        def enter(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            asked = cast("Request", request)
            reading = request.method in READING
            elsewhere = _sent_elsewhere(asked, rule)
            if elsewhere is not None:
                return elsewhere
            schools = _scope_of(asked.actor, rule, kwargs)
            is_inner = connection.in_atomic_block
            with transaction.atomic(), school_scope(schools, read_only=reading):
                response = view(request, **kwargs)
                # What was only read is committed: a rollback would make psycopg forget every prepared statement.
                # Inside somebody's transaction (a test's), it takes back the setting that refuses writes.
                if reading and is_inner:
                    transaction.set_rollback(True)
            return response

        marked = cast("Screen", enter)
        marked.rule = rule
        return marked

    return declare


@contextmanager
def refusal_shown_in(form: BaseForm) -> Iterator[None]:
    """Run an action on behalf of a form: what the rules refuse becomes an error of the form, nothing is done.

    The form has an error after the block when the action refused.
    """
    try:
        with transaction.atomic():
            yield
    except NotPossible as refusal:
        known = refusal.field if refusal.field in form.fields else None
        form.add_error(known, refusal.message)


def turned_away(request: Request, rule: ScreenRule, arguments: dict[str, Any]) -> HttpResponse | None:
    """What somebody gets who may not enter; None for who may. Asks nothing of the body of the request."""
    elsewhere = _sent_elsewhere(request, rule)
    if elsewhere is None:
        try:
            _scope_of(request.actor, rule, dict(arguments))
        except NotAllowed:
            return errors.not_found(request)
    return elsewhere


def _sent_elsewhere(request: Request, rule: ScreenRule) -> HttpResponse | None:
    """A gesture that the screen does not know, or a passer-by, who signs in first."""
    reading = request.method in READING
    if not (rule.reads if reading else rule.writes and request.method == "POST"):
        return errors.only_sent(request, [*(READING if rule.reads else ()), *(["POST"] if rule.writes else [])])
    if request.actor.is_anonymous and Profile.ANONYMOUS not in rule.open_to:
        return _to_sign_in(request)
    return None


def _scope_of(actor: Actor, rule: ScreenRule, kwargs: dict[str, Any]) -> tuple[int, ...]:
    if actor.profile not in rule.open_to:
        raise NotAllowed
    if rule.capability is not None and not actor.may(rule.capability):
        raise NotAllowed
    if "uai" not in kwargs:
        return actor.school_ids
    school = _school_of(actor, kwargs.pop("uai"))
    kwargs["school"] = school
    return (school.id,)


def _school_of(actor: Actor, uai: str) -> SchoolRef:
    for school in actor.schools:
        if school.uai == uai:
            return school
    raise NotAllowed


def _to_sign_in(request: Request) -> HttpResponse:
    door = reverse("access:sign-in")
    if request.method in READING and not is_fragment(request):
        return HttpResponseRedirect(f"{door}?{urlencode({'suite': request.get_full_path()})}")
    if is_fragment(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = door
        return response
    return HttpResponseRedirect(door)
