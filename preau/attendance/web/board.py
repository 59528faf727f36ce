"""Vie scolaire's board of the moment: rolls not called, who is absent now (capability C57, first form)."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.attendance.actions.nudge_roll import nudge_roll
from preau.attendance.policies import SEE_BOARD, may_treat_absences
from preau.attendance.queries.moment import absent_now, away_now, school_today
from preau.attendance.queries.rolls import awaited_rolls
from preau.attendance.rules import RollState
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Actor, Profile, SchoolRef

WATCHERS = (Profile.VIE_SCOLAIRE, Profile.DIRECTION)


def board_of(actor: Actor, school: SchoolRef) -> dict[str, object]:
    """What the board prints, in four statements; the home page of vie scolaire prints the first of it."""
    rolls = awaited_rolls(school.id)
    return {
        "school": school,
        "figures": school_today(school.id),
        "absent": absent_now(school.id),
        "forgotten": [line for line in rolls if line.state is RollState.FORGOTTEN],
        "waiting": [line for line in rolls if line.state is not RollState.FORGOTTEN],
        "elsewhere": away_now(school.id),
        "may_treat": may_treat_absences(actor, school.id),
        "topic": f"ecole:{school.id}:presence",
    }


@screen("Tableau de la vie scolaire", open_to=WATCHERS, capability=SEE_BOARD)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The whole page."""
    return page(
        request,
        "attendance/board.html",
        title=_("Vie scolaire"),
        school=school,
        topics=(f"ecole:{school.id}:presence",),
        board=board_of(request.actor, school),
        keeper=request.actor.person_id,
    )


@screen("Relancer un appel oublié", open_to=WATCHERS, writes=True, reads=False, capability=SEE_BOARD)
def nudge(request: Request, *, school: SchoolRef, lesson_id: int) -> HttpResponse:
    """One button; the board says at what time."""
    nudge_roll(actor=request.actor, school_id=school.id, lesson_id=lesson_id)
    return redirect_saying(reverse("attendance:board", kwargs={"uai": school.uai}), _("Relance envoyée."))


@screen("Tableau de la vie scolaire : la minute présente", open_to=WATCHERS, capability=SEE_BOARD)
def moment(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The part that changes, asked again when a roll changes and each minute."""
    return fragment(request, "attendance/moment.html", board=board_of(request.actor, school))
