"""The page of a pupil, for herself and those who answer for her: today, what is to justify, the year."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.attendance.queries.child import child_page
from preau.attendance.queries.pupils import pupils_today
from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Profile

#: Who reads the page of a pupil, and may explain her absences as far as the rules let her.
FAMILY = (Profile.GUARDIAN, Profile.PUPIL)


@screen("Absences et retards d’un élève", open_to=FAMILY)
def show(request: Request, *, pupil_id: int) -> HttpResponse:
    """Kept live: a tap of a roll, a decision of vie scolaire show at once, to each parent alike."""
    child = child_page(request.actor, pupil_id)
    context: dict[str, Any] = {
        "child": child,
        "today": pupils_today(request.actor, (pupil_id,))[pupil_id],
        "topic": f"eleve:{pupil_id}",
    }
    if is_fragment(request):
        return fragment(request, "attendance/noted.html", **context)
    return page(
        request,
        "attendance/pupil.html",
        title=_("Absences et retards"),
        topics=(f"eleve:{pupil_id}",),
        **context,
    )
