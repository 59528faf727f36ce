"""What is noted of a pupil, for the pupil and those who answer for her."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from preau.attendance.queries.pupils import noted_of_pupil
from preau.directory.queries import pupil_head
from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel import clock
from preau.kernel.actor import Profile

#: How far back the page looks; the calendar of the year comes with the presence issue.
SHOWN = timedelta(days=120)


@screen("Absences et retards d’un élève", open_to=(Profile.GUARDIAN, Profile.PUPIL))
def show(request: HttpRequest, *, pupil_id: int) -> HttpResponse:
    """Absences and late arrivals, newest first; live."""
    actor = cast("Request", request).actor
    today = clock.today()
    lines = noted_of_pupil(actor, pupil_id, since=today - SHOWN, until=today)
    context: dict[str, Any] = {
        "pupil": pupil_head(pupil_id),
        "lines": lines,
        "today": today,
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
