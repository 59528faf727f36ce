"""What class councils said of the class, for its pupils and their families."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.bulletins.queries.family_councils import family_councils
from preau.bulletins.web.report_cards import FAMILY
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.grading.web.wording import term_label


@screen("Comptes rendus des conseils de classe", open_to=FAMILY)
def show(request: Request, *, pupil_id: int) -> HttpResponse:
    """The last council first."""
    found = family_councils(request.actor, pupil_id)
    return page(
        request,
        "bulletins/family_councils.html",
        title=_("Conseils de classe"),
        pupil_id=pupil_id,
        first_name=found.first_name,
        councils=[(f"{term_label(one.kind, one.number)}, {one.division}", one) for one in found.councils],
    )
