"""My profiles: one at a time."""

from __future__ import annotations

from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.access.actions.switch_profile import switch_profile
from preau.access.cookies import keep_session
from preau.access.queries import hats_of
from preau.foundation.screens.page import PROFILE_LABELS, page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, screen
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotAllowed


@screen("Changer de profil", open_to=SIGNED_IN, writes=True)
def show(request: Request) -> HttpResponse:
    """A button for each profile; pressed, the session goes on under it, and forms drawn before are refused."""
    if request.method != "POST":
        return page(request, "access/profiles.html", title=_("Mes profils"), hats=hats_of(request.actor))
    asked = next((profile for profile in Profile if profile.value == request.POST.get("profil")), None)
    if asked is None:
        raise NotAllowed
    opened = switch_profile(actor=request.actor, profile=asked)
    saying = _("Vous utilisez maintenant le profil «\u202f%(profile)s\u202f».") % {
        "profile": _(PROFILE_LABELS[asked])
    }
    response = redirect_saying(reverse("home"), saying)
    keep_session(response, opened)
    rotate_token(request)
    return response
