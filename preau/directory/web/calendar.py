"""The calendar of a school, for everybody who works there."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.directory.calendar_lines import cuttings_of
from preau.directory.calendar_queries import calendars_of_year, terms_of_divisions
from preau.directory.policies import may_manage_calendar
from preau.directory.web.asked import AskedYear, asked_year
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import STAFF_PROFILES, Actor, SchoolRef


@screen("Calendrier d’un établissement", open_to=STAFF_PROFILES)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The year, its holidays, closures and terms; who sets them finds the doors."""
    asked = asked_year(request)
    context: dict[str, Any] = {
        "asked": asked,
        "line": None,
        "may_manage": may_manage_calendar(request.actor, school.id),
        "schools": _schools(request.actor, school),
    }
    if asked is not None:
        context |= _year(asked, school)
    return page(request, "directory/calendar.html", title=_("Calendrier"), school=school, **context)


def _year(asked: AskedYear, school: SchoolRef) -> dict[str, Any]:
    (line,) = calendars_of_year((school.id,), asked.year.id)
    divisions = terms_of_divisions(school.id, asked.year.id)
    return {
        "line": line,
        "years": asked.tabs(reverse("directory:calendar", kwargs={"uai": school.uai})),
        "divisions": divisions,
        "cuttings": cuttings_of(divisions),
        "without": ", ".join(division.label for division in divisions if not division.terms),
        "with_council": tuple(one for one in divisions if any(term.council_on for term in one.terms)),
    }


def _schools(actor: Actor, school: SchoolRef) -> tuple[tuple[str, str, bool], ...]:
    if len(actor.schools) < 2:
        return ()
    return tuple(
        (other.name, reverse("directory:calendar", kwargs={"uai": other.uai}), other.id == school.id)
        for other in actor.schools
    )
