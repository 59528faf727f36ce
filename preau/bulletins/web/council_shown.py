"""What a council was shown of a pupil: as it was, whatever changed since."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.bulletins.class_term import load_class_term
from preau.bulletins.policies import may_hold_council
from preau.bulletins.queries.council import class_pupils
from preau.bulletins.queries.council_shown import CouncilShown, council_shown
from preau.bulletins.web.council import HOLDERS, council_url
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel import words
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


@screen("Ce que le conseil a vu d’un élève", open_to=HOLDERS)
def show(request: Request, *, school: SchoolRef, term_id: int, pupil_id: int) -> HttpResponse:
    """Each time the council passed on, the last first."""
    term = load_class_term(term_id, school_id=school.id)
    if not may_hold_council(request.actor, school.id, term.form_teacher_ids):
        raise NotAllowed
    pupil = next((one for one in class_pupils(term) if one.pupil_id == pupil_id), None)
    if pupil is None:
        raise NotAllowed
    return page(
        request,
        "bulletins/council_shown.html",
        title=_("Ce que le conseil a vu"),
        school=school,
        pupil=pupil,
        term=term,
        views=[(_when(one), one.shown, _pairs(one.shown)) for one in council_shown(term, pupil_id)],
        back=council_url("council-pupil", school, term, pupil_id),
    )


def _when(one: CouncilShown) -> str:
    return _("%(day)s à %(hour)s") % {
        "day": words.day(one.shown_at).capitalize(), "hour": words.hour(one.shown_at),
    }  # fmt: skip


def _pairs(shown: Any) -> list[tuple[str, str]]:
    life, decision = shown["life"], shown["decision"]
    pairs = [
        (_("Synthèse"), decision["synthese"]),
        (_("Mention"), decision["mention"]),
        (_("Orientation"), decision["avis"]),
        (_("Moyenne générale"), shown["general"]),
        (
            _("Absences et retards"),
            _("%(justified)s demi-journées justifiées, %(unjustified)s injustifiées, %(late)s retards") % life,
        ),
        (_("Vie scolaire"), life["comment"]),
    ]
    return [(label, text) for label, text in pairs if text]
