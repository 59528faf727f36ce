"""What the deliveries left aside and no school sees: for those who follow the whole Region."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.exchange.aaf.policies import SEE_DELIVERIES
from preau.exchange.aaf.queries import homeless_shapes
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Profile


@screen("Fiches de l’annuaire hors de tout établissement", open_to=(Profile.AGENT,), capability=SEE_DELIVERIES)
def show(request: Request) -> HttpResponse:
    """By what is wrong, with the first places: a file and a line, never a name (rule B1)."""
    shapes = homeless_shapes()
    return page(
        request,
        "aaf/notes.html",
        title=_("Fiches de l’annuaire"),
        shapes=shapes,
        total=sum(line.count for line in shapes),
    )
