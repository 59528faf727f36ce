"""The calendar of a family: the schools of its children, the terms of their classes."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.directory.calendar_queries import calendars_of_year, terms_of_pupils
from preau.directory.policies import pupils_whose_terms_are_seen
from preau.directory.web.asked import asked_year
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel import clock
from preau.kernel.actor import Profile

FAMILIES = (Profile.PUPIL, Profile.GUARDIAN)


@screen("Calendrier de mes établissements", open_to=FAMILIES)
def show(request: Request) -> HttpResponse:
    """One part per school; the terms are those of the class a child is in today."""
    asked = asked_year(request)
    actor = request.actor
    pupils = pupils_whose_terms_are_seen(actor)
    lines = calendars_of_year(actor.school_ids, asked.year.id) if asked else ()
    return page(
        request,
        "directory/mine.html",
        title=_("Calendrier"),
        asked=asked,
        years=asked.tabs(request.path) if asked else (),
        lines=lines,
        zones=tuple({line.zone: line for line in lines}.values()),
        classes=terms_of_pupils(pupils, asked.year.id, clock.today()) if asked else (),
        is_pupil=actor.is_a(Profile.PUPIL),
    )
