"""Late recalls: the direction withdraws the message, or leaves it (capability C31)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.messaging.actions.decide_recall import decide_recall
from preau.messaging.policies import MODERATE
from preau.messaging.queries.recalls import asked_recalls

_MODERATORS = (Profile.DIRECTION, Profile.VIE_SCOLAIRE)
_SAID = {"rappeler": True, "laisser": False}


@screen("Rappels de messages à décider", open_to=_MODERATORS, capability=MODERATE)
def every(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The oldest request first."""
    return page(
        request, "messaging/recalls.html", title=_("Rappels demandés"), school=school,
        lines=asked_recalls(school.id),
    )  # fmt: skip


@screen("Décider du rappel d’un message", open_to=_MODERATORS, writes=True, reads=False, capability=MODERATE)
def decide(request: Request, *, school: SchoolRef, message_id: int) -> HttpResponse:
    """`geste`: rappeler or laisser."""
    gesture = request.POST.get("geste", "")
    if gesture not in _SAID:
        raise NotAllowed
    decide_recall(actor=request.actor, school_id=school.id, message_id=message_id, is_agreed=_SAID[gesture])
    said = _("Le message est rappelé.") if _SAID[gesture] else _("Le message reste dans les boîtes.")
    return redirect_saying(url("messaging:recalls", uai=school.uai), said)
