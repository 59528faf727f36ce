"""Leave: here, or everywhere."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.access.actions.sign_out import sign_out
from preau.access.actions.sign_out_everywhere import sign_out_everywhere
from preau.access.cookies import drop_session
from preau.foundation.screens.page import redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, screen


@screen("Se déconnecter", open_to=SIGNED_IN, writes=True, reads=False)
def here(request: Request) -> HttpResponse:
    """End this session."""
    sign_out(actor=request.actor)
    return _left(_("Vous êtes déconnecté."))


@screen("Se déconnecter partout", open_to=SIGNED_IN, writes=True, reads=False)
def everywhere(request: Request) -> HttpResponse:
    """End all sessions of the account."""
    sign_out_everywhere(actor=request.actor)
    return _left(_("Vous êtes déconnecté de tous vos appareils."))


def _left(sentence: str) -> HttpResponse:
    response = redirect_saying(reverse("home"), sentence)
    drop_session(response)
    return response
