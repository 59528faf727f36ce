"""Vie scolaire's board of the moment: rolls not called, who is absent now (capability C57, first form)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from preau.attendance.policies import SEE_BOARD
from preau.attendance.queries.moment import absent_now, school_today
from preau.attendance.queries.rolls import forgotten_rolls
from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Profile, SchoolRef

WATCHERS = (Profile.VIE_SCOLAIRE, Profile.DIRECTION)


def board_of(school: SchoolRef) -> dict[str, object]:
    """What the board prints, in three statements; the home page of vie scolaire prints the same."""
    return {
        "school": school,
        "figures": school_today(school.id),
        "absent": absent_now(school.id),
        "forgotten": forgotten_rolls(school.id),
        "topic": f"ecole:{school.id}:presence",
    }


@screen("Tableau de la vie scolaire", open_to=WATCHERS, capability=SEE_BOARD)
def show(request: HttpRequest, *, school: SchoolRef) -> HttpResponse:
    """The whole page."""
    return page(
        request,
        "attendance/board.html",
        title=_("Vie scolaire"),
        school=school,
        topics=(f"ecole:{school.id}:presence",),
        board=board_of(school),
    )


@screen("Tableau de la vie scolaire : la minute présente", open_to=WATCHERS, capability=SEE_BOARD)
def moment(request: HttpRequest, *, school: SchoolRef) -> HttpResponse:
    """The part that changes, asked again when a roll changes and each minute."""
    return fragment(request, "attendance/moment.html", board=board_of(school))
