"""« Étude »: the pupils out of class, those ticked present, and where each goes next (capability C66)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.attendance.actions.call_study import call_study
from preau.attendance.actions.end_study import end_study
from preau.attendance.policies import SEE_BOARD
from preau.attendance.queries.study import out_of_class
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotPossible

WATCHERS = (Profile.VIE_SCOLAIRE, Profile.DIRECTION)


@screen("Étude : élèves qui ne sont pas en cours", open_to=WATCHERS, capability=SEE_BOARD)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The board keeps itself; a tick already made stays while it does."""
    lines = out_of_class(school.id)
    context: dict[str, Any] = {
        "expected": [line for line in lines if not line.is_placed],
        "study": [line for line in lines if line.is_in_study],
        "elsewhere": [line for line in lines if line.is_placed and not line.is_in_study],
        "topic": f"ecole:{school.id}:presence",
    }
    if is_fragment(request):
        return fragment(request, "attendance/study_now.html", school=school, **context)
    return page(
        request, "attendance/study.html", title=_("Étude"), school=school, topics=(context["topic"],), **context
    )


@screen("Noter les présents en étude", open_to=WATCHERS, writes=True, reads=False, capability=SEE_BOARD)
def call(request: Request, *, school: SchoolRef) -> HttpResponse:
    """One button for all those ticked."""
    ticked = request.POST.getlist("eleves")
    if not all(number.isascii() and number.isdigit() and len(number) < 19 for number in ticked):
        raise NotPossible(_("Ce choix n’a pas été compris\u202f: rechargez la page, puis recommencez."))
    count = call_study(actor=request.actor, school_id=school.id, pupil_ids=map(int, ticked))
    said = ngettext("%(num)s élève noté en étude.", "%(num)s élèves notés en étude.", count) % {"num": count}
    return redirect_saying(_here(school), said)


@screen("Terminer l’étude", open_to=WATCHERS, writes=True, reads=False, capability=SEE_BOARD)
def end(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The bell rings."""
    end_study(actor=request.actor, school_id=school.id)
    return redirect_saying(_here(school), _("L’étude est terminée\u202f: tous sont repartis en cours."))


def _here(school: SchoolRef) -> str:
    return reverse("attendance:study", kwargs={"uai": school.uai})
