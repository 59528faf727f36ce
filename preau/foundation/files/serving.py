"""An attached file handed over: to be saved, never opened inside Préau."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from preau.foundation.files.antivirus import Verdict
from preau.kernel.refusals import NotPossible


def download(name: str, kind: str, content: bytes, verdict: str) -> HttpResponse:
    """The file, as a download that can do nothing in a browser. Errors: `NotPossible` while it waits for the
    antivirus, and when it was found dangerous.
    """
    if verdict == Verdict.WAITING:
        raise NotPossible(_("Ce fichier attend que l’antivirus le vérifie\u202f: revenez dans quelques minutes."))
    if verdict == Verdict.INFECTED:
        raise NotPossible(_("Ce fichier a été retiré\u202f: l’antivirus y a trouvé un programme dangereux."))
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
