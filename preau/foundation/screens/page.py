"""`page`: draw a whole page, with everything that surrounds its content (the chrome)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.functional import lazy

from preau.foundation.live.subscription import LiveDoor, live_door
from preau.foundation.rooms.registry import menu_of
from preau.foundation.screens.request import Request
from preau.foundation.screens.templates import url
from preau.kernel import clock, words
from preau.kernel.actor import Actor, Profile, SchoolRef

FLASH_COOKIE = "preau_mot"
_token_when_asked = lazy(get_token, str)

PROFILE_LABELS = {
    Profile.PUPIL: "Élève",
    Profile.GUARDIAN: "Parent ou responsable",
    Profile.TEACHER: "Enseignant",
    Profile.VIE_SCOLAIRE: "Vie scolaire",
    Profile.DIRECTION: "Direction",
    Profile.STAFF: "Personnel",
    Profile.AGENT: "Agent de la collectivité",
    Profile.ANONYMOUS: "Visiteur",
}


@dataclass(frozen=True, slots=True)
class MenuLink:
    """One door of the menu, ready to print."""

    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class Chrome:
    """What surrounds the content of a page; templates read it under the name `page`."""

    title: str
    csrf_token: str
    path: str
    person_name: str = ""
    profile_label: str = ""
    school_name: str = ""
    logo_url: str = ""
    collectivity_logo_url: str = ""
    menu: tuple[MenuLink, ...] = ()
    switch_url: str = ""
    sign_out_url: str = ""
    account_url: str = ""
    demo_clock: str | None = None
    live: LiveDoor | None = None
    messages: tuple[str, ...] = field(default_factory=tuple)


def page(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    school: SchoolRef | None = None,
    topics: tuple[str, ...] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw `template` as a whole page. `topics` are the live topics this page listens to; `school`, when the
    page is about one, is given to the template too.
    """
    chrome = chrome_of(request, title=title, school=school, topics=topics)
    if school is not None:
        context["school"] = school
    response = render(request, template, {"page": chrome, **context}, status=status)
    if chrome.messages:
        response.delete_cookie(FLASH_COOKIE)
    response["Cache-Control"] = "private, no-store"
    return response


def fragment(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw a piece of a page, asked by htmx. Its forms need the token only, drawn when one asks for it."""
    chrome = Chrome(title="", csrf_token=_token_when_asked(request), path=request.path)
    response = render(request, template, {"page": chrome, **context}, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def redirect_saying(url: str, sentence: str = "") -> HttpResponseRedirect:
    """Go to `url`; the next page shows `sentence` once."""
    response = HttpResponseRedirect(url)
    if sentence:
        response.set_cookie(
            FLASH_COOKIE,
            signing.dumps(sentence, salt=FLASH_COOKIE),
            max_age=60,
            httponly=True,
            secure=settings.HTTPS,
            samesite="Lax",
        )
    return response


def chrome_of(
    request: HttpRequest, *, title: str, school: SchoolRef | None = None, topics: tuple[str, ...] = ()
) -> Chrome:
    """The chrome of this request. Asks nothing of the database."""
    actor: Actor = getattr(request, "actor", Request.actor)
    if actor.is_anonymous:
        return Chrome(
            title=title,
            csrf_token=str(get_token(request)),
            path=request.path,
            demo_clock=_demo_clock(),
            messages=_flash(request),
        )
    current = school or (actor.schools[0] if len(actor.schools) == 1 else None)
    return Chrome(
        title=title,
        csrf_token=str(get_token(request)),
        path=request.path,
        person_name=actor.full_name,
        profile_label=PROFILE_LABELS[actor.profile],
        school_name=current.name if current else "",
        logo_url=_logo_url("directory:logo", current, current.logo if current else ""),
        collectivity_logo_url=_logo_url(
            "directory:collectivity-logo", current, current.collectivity_logo if current else ""
        ),
        menu=_menu(request, actor, current),
        switch_url=url("access:profiles") if len(actor.profiles) > 1 else "",
        sign_out_url=url("access:sign-out"),
        account_url=url("access:account"),
        demo_clock=_demo_clock(),
        live=live_door(request, actor, topics),
        messages=_flash(request),
    )


def _menu(request: HttpRequest, actor: Actor, school: SchoolRef | None) -> tuple[MenuLink, ...]:
    links = []
    at = school or (actor.schools[0] if actor.schools else None)
    for item in menu_of(actor.profile):
        if (item.per_school and at is None) or (item.capability and not actor.may(item.capability)):
            continue
        path = url(item.url_name, **({"uai": at.uai} if item.per_school and at else {}))
        links.append(MenuLink(item.label, path, item.icon, current=request.path == path))
    return tuple(links)


def _logo_url(door: str, school: SchoolRef | None, digest: str) -> str:
    """The address changes with the logo, so that a browser may keep it."""
    return f"{url(door, uai=school.uai)}?v={digest}" if school and digest else ""


def _demo_clock() -> str | None:
    if not settings.DEMONSTRATION:
        return None
    now = clock.now()
    return f"{words.full_day(now)}, {words.hour(now)}"


def _flash(request: HttpRequest) -> tuple[str, ...]:
    """The sentence kept for the next page, for somebody who goes there: a script that fetches a page leaves it."""
    said = request.COOKIES.get(FLASH_COOKIE)
    if not said or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return ()
    try:
        return (signing.loads(said, salt=FLASH_COOKIE, max_age=120),)
    except signing.BadSignature:
        return ()
