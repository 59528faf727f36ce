"""The service worker of rolls: at the root, because it keeps pages of several places."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from preau.foundation.screens.screen import EVERYONE, screen

_FILE = Path(__file__).parents[1] / "static" / "attendance" / "hors-ligne.js"


@screen("Script qui garde les feuilles d’appel sur l’appareil", open_to=EVERYONE)
def worker(_request: HttpRequest) -> HttpResponse:
    """The script itself; a browser asks for it again at each visit, and takes the new one when it changed."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _script() -> str:
    return _FILE.read_text()
