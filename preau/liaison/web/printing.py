"""Slips on paper, for those families one chooses (C99)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.models import Word
from preau.liaison.queries.follow import STANDS, followed
from preau.liaison.slips import slips_in_pdf
from preau.liaison.web.following import followable


@screen("Talons d’un mot, à imprimer", open_to=STAFF_PROFILES)
def slips(request: Request, *, school: SchoolRef, word_id: int) -> HttpResponse:
    """`montrer`: `sans-compte` (nobody opened an account), `attendus`, `tous`; `eleve`: one of them."""
    word = followable(request, school, word_id)
    if word.state != Word.State.SENT:
        raise NotAllowed
    asked = request.GET.get("montrer", "")
    lines, _total = followed(word, stands=asked if asked in STANDS else "tous", most=5_000)
    one = request.GET.get("eleve", "")
    if one.isdecimal():
        lines = tuple(line for line in lines if str(line.pupil_id) == one)
    if not lines:
        raise NotPossible(_("Aucune famille n’est concernée\u202f: il n’y a rien à imprimer."))
    response = HttpResponse(slips_in_pdf(word, school.name, lines), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"talons-{word_id}.pdf") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
