"""`page`: draw a whole page, with everything that surrounds its content (the chrome)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from preau.foundation.live.subscription import LiveDoor, live_door
from preau.foundation.rooms.bands import Band, Seen
from preau.foundation.rooms.registry import band_sources
from preau.foundation.screens.menu import MenuFold, MenuLink, menu_for
from preau.foundation.screens.request import Request
from preau.foundation.screens.templates import url
from preau.kernel import clock, words
from preau.kernel.actor import Actor, Profile, SchoolRef

FLASH_COOKIE = "preau_mot"
_token_when_asked = lazy(get_token, str)

PROFILE_LABELS = {
    Profile.PUPIL: gettext_noop("Élève"),
    Profile.GUARDIAN: gettext_noop("Parent ou responsable"),
    Profile.TEACHER: gettext_noop("Enseignant"),
    Profile.VIE_SCOLAIRE: gettext_noop("Vie scolaire"),
    Profile.DIRECTION: gettext_noop("Direction"),
    Profile.STAFF: gettext_noop("Personnel"),
    Profile.AGENT: gettext_noop("Agent de la collectivité"),
    Profile.ANONYMOUS: gettext_noop("Visiteur"),
}


@dataclass(frozen=True, slots=True)
class Chrome:
    """What surrounds the content of a page; templates read it under the name `page`.

    `here` is where a passer-by comes back to after choosing a language: a page, and what was asked of it. `owner`
    is whose page it is, under which hat: a device keeps pages of one only. `keep` are the addresses to keep
    besides this page, None when it is not kept.
    """

    title: str
    csrf_token: str
    path: str
    here: str = ""
    person_name: str = ""
    profile_label: str = ""
    school_name: str = ""
    logo_url: str = ""
    collectivity_logo_url: str = ""
    menu: tuple[MenuLink | MenuFold, ...] = ()
    switch_url: str = ""
    sign_out_url: str = ""
    account_url: str = ""
    demo_clock: str | None = None
    live: LiveDoor | None = None
    messages: tuple[str, ...] = field(default_factory=tuple)
    bands: tuple[Band, ...] = ()
    owner: str = ""
    keep: tuple[str, ...] | None = None


def page(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    school: SchoolRef | None = None,
    topics: tuple[str, ...] = (),
    status: int = 200,
    keep: tuple[str, ...] | None = None,
    **context: Any,
) -> HttpResponse:
    """Draw `template` as a whole page. `topics` are the live topics this page listens to; `school`, when the
    page is about one, is given to the template too. With `keep`, a phone keeps it to be read without network, and
    the pages of these addresses with it.
    """
    chrome = chrome_of(request, title=title, school=school, topics=topics)
    if keep is not None:
        chrome = replace(chrome, keep=keep)
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
            here=request.get_full_path(),
            demo_clock=_demo_clock(),
            messages=_flash(request),
        )
    current = school or (actor.schools[0] if len(actor.schools) == 1 else None)
    return Chrome(
        title=title,
        csrf_token=str(get_token(request)),
        path=request.path,
        owner=f"{actor.person_id}-{actor.profile.value}",
        person_name=actor.full_name,
        profile_label=_(PROFILE_LABELS[actor.profile]),
        school_name=current.name if current else "",
        logo_url=_logo_url("directory:logo", current, current.logo if current else ""),
        collectivity_logo_url=_logo_url(
            "directory:collectivity-logo", current, current.collectivity_logo if current else ""
        ),
        menu=menu_for(actor, current, request.path),
        switch_url=url("access:profiles") if len(actor.profiles) > 1 else "",
        sign_out_url=url("access:sign-out"),
        account_url=url("access:account"),
        demo_clock=_demo_clock(),
        live=live_door(request, actor, topics),
        messages=_flash(request),
        bands=_bands(request, actor),
    )


def _bands(request: HttpRequest, actor: Actor) -> tuple[Band, ...]:
    """What stands at the top of her pages: a statement only when it changed since this process last looked."""
    seen: Seen = getattr(request, "bands", Request.bands)
    return tuple(band for source in band_sources() for band in source(actor, seen))


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
