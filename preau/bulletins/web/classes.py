"""The classes whose report cards somebody follows, each leading to what it lacks."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.bulletins.policies import SEE_ANY, may_arrange_report_cards, reads_every_plan
from preau.bulletins.queries.classes import ClassLine, classes_of
from preau.bulletins.web.missing import READERS
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.grading.web.wording import term_label
from preau.kernel import words
from preau.kernel.actor import SchoolRef


@screen("Bulletins des classes", open_to=READERS)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Hers as a form teacher; all of them for who reads every class."""
    lines = classes_of(request.actor, school.id, every=request.actor.may(SEE_ANY))
    return page(
        request,
        "bulletins/classes.html",
        title=_("Bulletins des classes"),
        school=school,
        reads_plans=reads_every_plan(request.actor, school.id),
        arranges=may_arrange_report_cards(request.actor, school.id),
        lines=[
            (line, _when(line), reverse("bulletins:missing", kwargs={"uai": school.uai, "term_id": line.term_id}))
            for line in lines
        ],
    )


def _when(line: ClassLine) -> str:
    """« Trimestre 1, conseil le 4 décembre, professeur principal : Yanis Petit »."""
    said = [term_label(line.kind, line.number)]
    if line.council_on is not None:
        said.append(_("conseil le %(day)s") % {"day": words.day(line.council_on)})
    elif line.due_on is not None:
        said.append(_("pour le %(day)s") % {"day": words.day(line.due_on)})
    who = line.form_teachers or _("à désigner")
    return f"{', '.join(said)}. " + _("Professeur principal\u202f: %(who)s.") % {"who": who}
