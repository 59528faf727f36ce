"""An evidence file, to be taken away."""

from __future__ import annotations

from django.http import HttpResponse

from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.vigilance.actions.take_evidence import take_evidence
from preau.vigilance.policies import LEAD
from preau.vigilance.web.incidents import LEADERS


@screen("Emporter un dossier de preuves", open_to=LEADERS, writes=True, reads=False, capability=LEAD)
def take(request: Request, *, incident_id: int, file_id: int) -> HttpResponse:
    """Sent, not asked: each download is a fact."""
    found = take_evidence(actor=request.actor, incident_id=incident_id, file_id=file_id)
    response = HttpResponse(bytes(found.content), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="preuves-{incident_id}-{file_id}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
