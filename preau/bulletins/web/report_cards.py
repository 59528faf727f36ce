"""The report cards of a pupil, for herself and those informed of her: every year, every school (C95, C98)."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.bulletins.cards.cycle_paper import cycle_papers_in_pdf
from preau.bulletins.queries.cards import cards_of, every_pdf_of, given_card
from preau.bulletins.queries.given_cycles import given_cycles_of
from preau.bulletins.web.card_shown import shown
from preau.bulletins.web.edition import pdf_response
from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.grading.web.wording import term_label
from preau.kernel import words
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotAllowed

FAMILY = frozenset({Profile.GUARDIAN, Profile.PUPIL})


@screen("Bulletins d’un élève", open_to=FAMILY)
def show(request: Request, *, pupil_id: int) -> HttpResponse:
    """The last version of each, the most recent first; live: both parents see a new one at the same instant."""
    found = cards_of(request.actor, pupil_id)
    topic = f"eleve:{pupil_id}"
    told: dict[str, Any] = {
        "found": found,
        "cycles": given_cycles_of(request.actor, pupil_id),
        "live_topics": [topic],
        "period_name": term_label,
    }
    if is_fragment(request):
        return fragment(request, "bulletins/report_cards_now.html", **told)
    return page(
        request,
        "bulletins/report_cards.html",
        title=_("Bulletins"),
        is_own=request.actor.is_a(Profile.PUPIL),
        topics=(topic,),
        **told,
    )


@screen("Bulletin d’un élève", open_to=FAMILY)
def read(request: Request, *, pupil_id: int, card_id: int) -> HttpResponse:
    """On the screen, from the first word to the last, as on paper."""
    card = given_card(request.actor, pupil_id, card_id)
    return page(
        request,
        "bulletins/report_card.html",
        title=_("Bulletin"),
        pupil_id=pupil_id,
        card_id=card_id,
        card=card,
        shown=shown(card.content),
    )


@screen("Bulletin d’un élève, en PDF", open_to=FAMILY)
def download(request: Request, *, pupil_id: int, card_id: int) -> HttpResponse:
    """The paper as it was made."""
    card = given_card(request.actor, pupil_id, card_id)
    return pdf_response(
        card.pdf, card_file(card.content.name, card.content.term.year, card.content.term.number), is_kept=True
    )


@screen("Tous les bulletins d’un élève", open_to=FAMILY)
def archive(request: Request, *, pupil_id: int) -> HttpResponse:
    """Every PDF in one file, end-of-cycle reports too, to keep when she leaves."""
    cycles = given_cycles_of(request.actor, pupil_id)
    files = [
        *every_pdf_of(request.actor, pupil_id),
        *((f"cycle-{one.cycle}-{one.year}-{one.report_id}.pdf", cycle_papers_in_pdf([one])) for one in cycles),
    ]
    if not files:
        raise NotAllowed
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_STORED) as packed:
        for name, pdf in files:
            packed.writestr(zipfile.ZipInfo(name), pdf)
    response = HttpResponse(told.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="bulletins.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


def card_file(name: str, year: str, number: int) -> str:
    """`martin-lea-2026-2027-1.pdf`."""
    return f"{words.folded(name).replace(' ', '-')}-{year}-{number}.pdf"
