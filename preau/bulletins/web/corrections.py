"""The corrections proposed to a teacher: she accepts or refuses each."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.bulletins.actions.settle_correction import settle_correction
from preau.bulletins.compared import compared
from preau.bulletins.queries.corrections import corrections_for
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.grading.web.wording import term_label
from preau.kernel.actor import Profile, SchoolRef

_WRITERS = frozenset({Profile.TEACHER})


@screen("Corrections proposées à mes appréciations", open_to=_WRITERS)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The oldest first."""
    lines = corrections_for(request.actor, school.id)
    return page(
        request,
        "bulletins/corrections.html",
        title=_("Corrections proposées"),
        school=school,
        lines=[
            (
                line,
                f"{line.subject}, {term_label(line.kind, line.number).lower()}",
                compared(line.text, line.proposed),
            )
            for line in lines
        ],
    )


@screen("Accepter ou refuser une correction", open_to=_WRITERS, writes=True, reads=False)
def settle(request: Request, *, school: SchoolRef, correction_id: int) -> HttpResponse:
    """`reponse`: `oui` accepts."""
    is_accepted = request.POST.get("reponse") == "oui"
    settle_correction(
        actor=request.actor, school_id=school.id, correction_id=correction_id, is_accepted=is_accepted
    )
    there = reverse("bulletins:corrections", kwargs={"uai": school.uai})
    return redirect_saying(there, _("Appréciation corrigée.") if is_accepted else _("Correction refusée."))
