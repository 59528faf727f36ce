"""Pages about the house itself: who may do what, the gallery of elements, legal pages, live renewal."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from preau.foundation.live import tokens
from preau.foundation.live.subscription import live_door
from preau.foundation.rooms.registry import capabilities, may_listen
from preau.foundation.screens.page import PROFILE_LABELS, page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import EVERYONE, SIGNED_IN, ScreenRule, screen
from preau.foundation.ui.gallery import sample_context
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotAllowed

LEGAL = {
    "accessibilite": gettext_noop("Accessibilité"),
    "mentions-legales": gettext_noop("Mentions légales"),
    "donnees-personnelles": gettext_noop("Données personnelles"),
}


@dataclass(frozen=True, slots=True)
class RightLine:
    """A screen and the profiles it opens to."""

    title: str
    profiles: frozenset[Profile]


def rules(patterns: list[Any] | None = None) -> Iterator[tuple[URLPattern, ScreenRule]]:
    """Every screen of the URLconf with its rule, in order."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            yield from rules(entry.url_patterns)
        elif hasattr(entry.callback, "rule"):
            yield entry, entry.callback.rule


@screen("Qui peut quoi", open_to=SIGNED_IN)
def rights(request: HttpRequest) -> HttpResponse:
    """The permission matrix as it is in force, read from the screens themselves."""
    by_title = itertools.groupby(
        sorted((rule for _pattern, rule in rules()), key=lambda rule: rule.title), key=lambda rule: rule.title
    )
    lines = tuple(
        RightLine(title, frozenset().union(*(rule.open_to for rule in same))) for title, same in by_title
    )
    return page(
        request,
        "portal/rights.html",
        title=_("Qui peut quoi"),
        lines=lines,
        capabilities=capabilities(),
        profiles=[profile for profile in Profile if profile is not Profile.ANONYMOUS],
        labels=PROFILE_LABELS,
    )


@screen("Galerie des éléments", open_to=EVERYONE)
def gallery(request: HttpRequest) -> HttpResponse:
    """Every element of the interface, with the contents that strain it."""
    return page(request, "ui/gallery.html", title=_("Galerie des éléments"), **sample_context())


@screen("Pages légales", open_to=EVERYONE)
def legal(request: HttpRequest, *, name: str) -> HttpResponse:
    """Accessibility, legal notices, personal data."""
    if name not in LEGAL:
        raise Http404
    return page(request, f"ui/legal/{name.split('-', maxsplit=1)[0]}.html", title=_(LEGAL[name]))


@screen("Direct : renouveler l’abonnement d’une page", open_to=SIGNED_IN)
def renew_live(request: HttpRequest) -> HttpResponse:
    """A new token for the topics of an old one, as far as they are still open to the actor."""
    actor = cast("Request", request).actor
    try:
        old = tokens.read(str(settings.SECRET_KEY), request.GET.get("jeton", ""))
    except tokens.Forged:
        raise NotAllowed from None
    door = live_door(request, actor, tuple(topic for topic in old.topics if may_listen(actor, topic)))
    if door is None:
        raise NotAllowed
    response = JsonResponse({"jeton": door.token, "depuis": door.since})
    response["Cache-Control"] = "no-store"
    return response
