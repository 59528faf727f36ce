"""The end-of-cycle report as a PDF: for the staff once it is validated, for a family once it is given (C90)."""

from __future__ import annotations

from django.http import HttpResponse

from preau.bulletins.cards.cycle_paper import cycle_file, cycle_papers_in_pdf
from preau.bulletins.cards.printing import logo_of
from preau.bulletins.queries.cycle_papers import cycle_paper
from preau.bulletins.queries.given_cycles import given_cycle
from preau.bulletins.web.edition import pdf_response
from preau.bulletins.web.report_cards import FAMILY
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import STAFF_PROFILES, SchoolRef


@screen("Bilan de fin de cycle d’un élève, en PDF", open_to=STAFF_PROFILES)
def download(request: Request, *, school: SchoolRef, pupil_id: int, report_id: int) -> HttpResponse:
    """As it is given to the family, with the logo of the school."""
    paper = cycle_paper(request.actor, school.id, pupil_id, report_id)
    return pdf_response(cycle_papers_in_pdf([paper], logo=logo_of(school.id)), cycle_file(paper))


@screen("Bilan de fin de cycle reçu, en PDF", open_to=FAMILY)
def download_given(request: Request, *, pupil_id: int, report_id: int) -> HttpResponse:
    """To keep, wherever it was given."""
    paper = given_cycle(request.actor, pupil_id, report_id)
    return pdf_response(cycle_papers_in_pdf([paper]), cycle_file(paper), is_kept=True)
