"""The coming year of a person: the class of each child, the groups of a teacher, once the school shows them."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.directory.calendar_lines import YearLine
from preau.directory.calendar_queries import years
from preau.directory.new_year.days import next_year
from preau.directory.new_year.mine import ComingLine, coming_classes, coming_courses
from preau.directory.policies import pupils_whose_terms_are_seen
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile

CONCERNED = (Profile.PUPIL, Profile.GUARDIAN, Profile.TEACHER)


@screen("Ma rentrée", open_to=CONCERNED)
def show(request: Request) -> HttpResponse:
    """One line per child, or per subject taught; before its day, the day."""
    year = next_year(clock.today(), years())
    return page(
        request,
        "directory/my_new_year.html",
        title=_("Ma rentrée"),
        year=year,
        lines=_lines(request.actor, year) if year else (),
        is_teacher=request.actor.is_a(Profile.TEACHER),
    )


def _lines(actor: Actor, year: YearLine) -> tuple[ComingLine, ...]:
    today = clock.today()
    if actor.is_a(Profile.TEACHER):
        return coming_courses(
            actor.person_id, tuple(actor.school_ids), profile=actor.profile, year=year, today=today
        )
    return coming_classes(pupils_whose_terms_are_seen(actor), profile=actor.profile, year=year, today=today)
