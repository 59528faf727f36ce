"""Préau on a phone: what makes it an application, what is read without network, how to put it there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _

from preau.foundation.languages.offered import spoken
from preau.foundation.rooms.registry import menu_of
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import EVERYONE, SIGNED_IN, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile

_WORKER = Path(__file__).parents[2] / "foundation" / "ui" / "static" / "preau" / "hors-ligne.js"
#: Doors that a long press on the icon offers, to who has them in her menu.
_SHORTCUTS = ("portal:duties", "timetable:mine", "messaging:inbox")


@screen("Description de l’application pour les téléphones", open_to=EVERYONE)
def web_manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put Préau on its home screen, with the shortcuts of who asks."""
    profile, language = cast("Request", request).actor.profile, spoken()
    response = JsonResponse(
        {
            "id": "/",
            "name": "Préau",
            "short_name": "Préau",
            "description": _("L’espace de travail des collèges et lycées d’Occitanie"),
            "lang": language.code,
            "dir": language.direction,
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#faf7f1",
            "theme_color": "#17574b",
            "categories": ["education"],
            "icons": [
                {
                    "src": static(f"preau/icon-{name}{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for name, purpose in (("", "any"), ("maskable-", "maskable"))
                for size in (192, 512)
            ],
            "shortcuts": _shortcuts(profile),
        }
    )
    response["Content-Type"] = "application/manifest+json"
    response["Cache-Control"] = "private, no-cache"
    return response


def _shortcuts(profile: Profile) -> list[dict[str, str]]:
    doors = {item.url_name: item for item in menu_of(profile) if not item.per_school}
    return [{"name": _(doors[name].label), "url": url(name)} for name in _SHORTCUTS if name in doors]


@screen("Script qui garde des pages sur l’appareil", open_to=EVERYONE)
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, at the root: it keeps pages of several places. A browser asks for it again at each
    visit, and takes the new one when it changed.
    """
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _script() -> str:
    return _WORKER.read_text()


@screen("Hors connexion", open_to=EVERYONE)
def offline(request: HttpRequest) -> HttpResponse:
    """What a device shows without network in place of a page it does not keep; it asks for it as nobody."""
    return page(request, "portal/offline.html", title=_("Vous êtes hors connexion"))


@screen("Préau sur mon téléphone", open_to=SIGNED_IN)
def install(request: HttpRequest) -> HttpResponse:
    """How to put Préau on a home screen, phone by phone."""
    return page(request, "portal/install.html", title=_("Préau sur mon téléphone"))
