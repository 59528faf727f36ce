"""The pages people meet when something is not there, not allowed, not possible or out of order."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from preau.foundation.screens.page import chrome_of
from preau.foundation.screens.request import is_fragment

log = logging.getLogger("preau.screens")


def _error(request: HttpRequest, *, status: int, title: str, text: str) -> HttpResponse:
    template = "ui/error_fragment.html" if is_fragment(request) else "ui/error.html"
    context = {"page": chrome_of(request, title=title), "title": title, "text": text, "status": status}
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page whether the thing does not exist or may not be seen."""
    return _error(
        request,
        status=404,
        title=_("Page introuvable"),
        text=_("Cette page n’existe pas, ou elle ne vous est pas ouverte. Revenez à l’accueil pour continuer."),
    )


def not_possible(request: HttpRequest, message: str) -> HttpResponse:
    """A refusal of the rules, in its own sentence."""
    return _error(request, status=409, title=_("Ce n’est pas possible"), text=message)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token does not match: an old page, or another site."""
    return _error(
        request,
        status=403,
        title=_("La page a expiré"),
        text=_("Rien n’a été enregistré. Rechargez la page, puis recommencez."),
    )


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request itself is broken or too big: never by our own forms."""
    return _error(
        request,
        status=400,
        title=_("Demande incomprise"),
        text=_("Rien n’a été enregistré. Revenez à l’accueil, puis recommencez avec moins de données à la fois."),
    )


def only_sent(request: HttpRequest, allowed: list[str]) -> HttpResponse:
    """This address is that of a gesture, not of a page (or of a page, and nothing is sent to it)."""
    response = _error(
        request,
        status=405,
        title=_("Cette adresse ne s’ouvre pas ainsi"),
        text=_("Rien n’a été enregistré. Revenez à l’accueil pour continuer."),
    )
    response["Allow"] = ", ".join(allowed)
    return response


def unreachable(request: HttpRequest, cause: Exception) -> HttpResponse:
    """What Préau stands on does not answer now; the cause is for the log, never for the page."""
    log.error("%s %s : %s", request.method, request.path, cause, exc_info=cause)
    return _error(
        request,
        status=503,
        title=_("Préau est momentanément indisponible"),
        text=_("Rien n’est perdu. Réessayez dans une minute."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return _error(
        request,
        status=500,
        title=_("Une erreur est survenue"),
        text=_("La faute est de notre côté et elle est enregistrée. Revenez à l’accueil et réessayez."),
    )
