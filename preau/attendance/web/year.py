"""The year of a pupil in numbers, for herself and those who answer for her."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.attendance.queries.child import child_page
from preau.attendance.queries.exemptions import exemptions_of_pupil
from preau.attendance.queries.year import year_of_pupil
from preau.attendance.web.explaining import schools_of
from preau.attendance.web.pupil import FAMILY
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen


@screen("Absences de l’année d’un élève, en nombres", open_to=FAMILY)
def show(request: Request, *, pupil_id: int) -> HttpResponse:
    """One block for each school of the pupil: one, but for a few."""
    child = child_page(request.actor, pupil_id)
    return page(
        request,
        "attendance/year.html",
        title=_("L’année en nombres"),
        child=child,
        years=[year_of_pupil(school, pupil_id) for school in schools_of(request.actor, pupil_id)],
        known={period.id: period for period in child.periods},
        exemptions=exemptions_of_pupil(request.actor.school_ids, pupil_id),
    )
