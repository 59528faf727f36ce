"""Files that families joined: to who sent them, and to those who treat absences."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from preau.attendance.actions.withdraw_proof import withdraw_proof
from preau.attendance.models import AbsenceProof
from preau.attendance.policies import TREAT
from preau.attendance.queries.proofs import ShownProof, own_proof, proof_of_school
from preau.attendance.web.pupil import FAMILY
from preau.attendance.web.treating import TREATERS
from preau.foundation.screens.page import redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import SchoolRef


@screen("Justificatif que l’on a envoyé", open_to=FAMILY)
def mine(request: Request, *, pupil_id: int, proof_id: int) -> HttpResponse:
    """The file alone."""
    return _sent(own_proof(request.actor, pupil_id, proof_id))


@screen("Reprendre un justificatif", open_to=FAMILY, writes=True, reads=False)
def take_back(request: Request, *, pupil_id: int, proof_id: int) -> HttpResponse:
    """It was the wrong one."""
    withdraw_proof(actor=request.actor, pupil_id=pupil_id, proof_id=proof_id)
    return redirect_saying(url("attendance:pupil", pupil_id=pupil_id), _("Le fichier est effacé."))


@screen("Justificatif d’une absence", open_to=TREATERS, capability=TREAT)
def show(request: Request, *, school: SchoolRef, proof_id: int) -> HttpResponse:
    """The file alone."""
    return _sent(proof_of_school(school.id, proof_id))


def _sent(proof: ShownProof) -> HttpResponse:
    """An image of ours is shown; a PDF, which we did not draw, is only ever handed over to be saved."""
    response = HttpResponse(proof.content, content_type=proof.mime)
    is_pdf = proof.mime == AbsenceProof.Mime.PDF
    name = proof.name if is_pdf else f"{proof.name.rsplit('.', 1)[0]}.jpg"
    response["Content-Disposition"] = content_disposition_header(is_pdf, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
