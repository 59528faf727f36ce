"""« À vérifier »: absent here, present there; one gesture for each (capability C65)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.attendance.actions.settle_conflict import settle_conflict
from preau.attendance.policies import CALL_ANY
from preau.attendance.queries.conflicts import conflicts_of
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotPossible

SETTLERS = (Profile.VIE_SCOLAIRE, Profile.DIRECTION)


@screen("Absences à vérifier : absent ici, présent ailleurs", open_to=SETTLERS, capability=CALL_ANY)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The list keeps itself."""
    context: dict[str, Any] = {"lines": conflicts_of(school.id), "topic": f"ecole:{school.id}:presence"}
    if is_fragment(request):
        return fragment(request, "attendance/conflicts_now.html", school=school, **context)
    return page(
        request,
        "attendance/conflicts.html",
        title=_("À vérifier"),
        school=school,
        topics=(f"ecole:{school.id}:presence",),
        **context,
    )


@screen(
    "Dire si un élève était absent ou présent ailleurs",
    open_to=SETTLERS, writes=True, reads=False, capability=CALL_ANY,
)  # fmt: skip
def settle(request: Request, *, school: SchoolRef, absence_id: int) -> HttpResponse:
    """« Il était là »: the absence goes; « Il était absent »: it stays, and is asked about no more."""
    answer = request.POST.get("etait")
    if answer not in {"present", "absent"}:
        raise NotPossible(_("Dites si l’élève était présent ou absent."))
    settle_conflict(actor=request.actor, school_id=school.id, absence_id=absence_id, was_absent=answer == "absent")
    said = _("L’absence est retirée.") if answer == "present" else _("L’absence est maintenue.")
    return redirect_saying(reverse("attendance:conflicts", kwargs={"uai": school.uai}), said)
