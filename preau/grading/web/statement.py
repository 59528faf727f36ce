"""The statement of marks, for a pupil and those who follow her schooling."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.grading.queries.statement import Statement, TermChoice, statement_of, subject_of_statement
from preau.grading.web.explaining import decided_words, explained
from preau.grading.web.wording import term_label
from preau.kernel.actor import Profile

FAMILY = frozenset({Profile.GUARDIAN, Profile.PUPIL})


@screen("Relevé de notes d’un élève", open_to=FAMILY)
def show(request: Request, *, pupil_id: int) -> HttpResponse:
    """Kept live: a mark shows within two seconds of its release, at the same instant to both parents."""
    statement = statement_of(request.actor, pupil_id, asked=request.GET.get("periode", ""))
    here = reverse("grading:statement", kwargs={"pupil_id": pupil_id})
    assert statement.term is not None
    told: dict[str, Any] = {
        "statement": statement,
        "codes": statement.term.codes,
        "here": f"{here}?periode={statement.term.key}",
        "topic": f"eleve:{pupil_id}",
    }
    if is_fragment(request):
        return fragment(request, "grading/statement_now.html", **told)
    return page(
        request,
        "grading/statement.html",
        title=_("Notes"),
        topics=(told["topic"],),
        terms=[
            (_named(one, statement), f"{here}?periode={one.key}", one == statement.term) for one in statement.terms
        ],
        **told,
    )


@screen("D’où vient une moyenne", open_to=FAMILY)
def explain(request: Request, *, pupil_id: int, gradebook_id: int) -> HttpResponse:
    """The items, the weights, the formula, the rounding, and who can correct."""
    name, term, line = subject_of_statement(
        request.actor, pupil_id, gradebook_id, asked=request.GET.get("periode", "")
    )
    back = reverse("grading:statement", kwargs={"pupil_id": pupil_id})
    return page(
        request,
        "grading/explain.html",
        title=line.subject,
        name=name,
        line=line,
        term=term_label(term.kind, term.number),
        back=f"{back}?periode={term.key}",
        explained=explained(line),
        decided=decided_words(line),
        codes=term.codes,
    )


def _named(term: TermChoice, statement: Statement) -> str:
    label = term_label(term.kind, term.number)
    several = len({one.school_id for one in statement.terms}) > 1
    return f"{term.school}, {label}" if several else label
