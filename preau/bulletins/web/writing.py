"""What a teacher has to write for report cards: her gradebooks, term by term."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.bulletins.queries.writing import leads_a_class, writing_of
from preau.bulletins.web.wording import writing_items
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Profile, SchoolRef


@screen("Mes appréciations à écrire", open_to={Profile.TEACHER})
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The terms that began and are not closed, the nearest council first."""
    lines = writing_of(request.actor, (school.id,))
    return page(
        request,
        "bulletins/writing.html",
        title=_("Mes appréciations"),
        school=school,
        items=writing_items(lines, {school.id: school}),
        corrections=sum(line.corrections for line in lines),
        leads_a_class=leads_a_class(request.actor, school.id),
    )
