"""My account: who I am, my address, my sessions."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.access.closing import closing_among
from preau.access.queries import account_of, sessions_of
from preau.foundation.rooms.registry import account_doors
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, screen
from preau.kernel.actor import Profile


@screen("Mon compte", open_to=SIGNED_IN)
def show(request: Request) -> HttpResponse:
    """Nothing is changed here: each change has its page. An account about to close says by which day."""
    me = request.actor.person_id
    return page(
        request,
        "access/account.html",
        title=_("Mon compte"),
        name=request.actor.full_name,
        account=account_of(request.actor),
        sessions=sessions_of(request.actor),
        closes_on=closing_among((me,)).get(me) if me else None,
        doors=[replace(door, label=_(door.label)) for door in account_doors(request.actor)],
        is_pupil=request.actor.is_a(Profile.PUPIL),
    )
