"""What waits for a moderator: read it, let it leave, or refuse it with a word (capability C30)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.messaging.actions.decide_message import decide_message
from preau.messaging.policies import MODERATE
from preau.messaging.queries.waiting import waiting_messages

_MODERATORS = (Profile.DIRECTION, Profile.VIE_SCOLAIRE)
_SAID = {"laisser": True, "refuser": False}


@screen("Messages à relire avant départ", open_to=_MODERATORS, capability=MODERATE)
def every(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The oldest first."""
    return _drawn(request, school)


@screen("Messages : laisser partir ou refuser", open_to=_MODERATORS, writes=True, reads=False, capability=MODERATE)
def decide(request: Request, *, school: SchoolRef, message_id: int) -> HttpResponse:
    """`geste` laisser or refuser, with `reason`."""
    gesture = request.POST.get("geste", "")
    if gesture not in _SAID:
        raise NotAllowed
    try:
        decide_message(
            actor=request.actor, school_id=school.id, message_id=message_id, is_approved=_SAID[gesture],
            reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except NotPossible as refusal:
        return _drawn(request, school, wrong={message_id: refusal.message})
    said = (
        _("Le message part.") if _SAID[gesture] else _("Le message ne partira pas\u202f; son auteur lit pourquoi.")
    )
    return redirect_saying(url("messaging:moderation", uai=school.uai), said)


def _drawn(request: Request, school: SchoolRef, wrong: dict[int, str] | None = None) -> HttpResponse:
    return page(
        request, "messaging/moderation.html", title=_("Messages à relire"), school=school, wrong=wrong or {},
        lines=waiting_messages(school.id, request.actor.person_id), status=422 if wrong else 200,
    )  # fmt: skip
