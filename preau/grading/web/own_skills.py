"""The skills of a pupil, for her and those who follow her schooling."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.foundation.languages.offered import FRENCH, speaking
from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.grading.queries.skill_statement import skill_statement_of
from preau.grading.web.printed_skills import SkillsToPrint, skills_in_pdf
from preau.grading.web.statement import FAMILY
from preau.grading.web.wording import cycle_label


@screen("Compétences d’un élève, pour sa famille", open_to=FAMILY)
def show(request: Request, *, pupil_id: int) -> HttpResponse:
    """Kept live, as the statement of marks is."""
    statement = skill_statement_of(request.actor, pupil_id)
    told: dict[str, Any] = {
        "statement": statement,
        "here": reverse("grading:own-skills", kwargs={"pupil_id": pupil_id}),
        "topic": f"eleve:{pupil_id}",
    }
    if is_fragment(request):
        return fragment(request, "grading/own_skills_now.html", **told)
    return page(
        request,
        "grading/own_skills.html",
        title=_("Compétences"),
        topics=(told["topic"],),
        cycle=cycle_label(statement.cycle),
        **told,
    )


@screen("Compétences d’un élève en PDF, pour sa famille", open_to=FAMILY)
@speaking(FRENCH)
def download(request: Request, *, pupil_id: int) -> HttpResponse:
    """What the page says at this minute, on paper: papers are in French."""
    one = skill_statement_of(request.actor, pupil_id)
    about = f"{one.division}, {cycle_label(one.cycle)}"
    return skills_in_pdf(one.school_id, SkillsToPrint(one.name, about, one.domains))
