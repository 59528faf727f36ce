"""Empty tables to fill in: one for each kind."""

from __future__ import annotations

from django.http import HttpResponse

from preau.exchange.tabular.records import Kind
from preau.exchange.tabular.templates import HEADERS
from preau.exchange.upload.policies import IMPORT_FILES
from preau.exchange.upload.report import written
from preau.exchange.upload.web.steps import OFFICE, as_csv
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


@screen("Importer : les modèles de tableaux", open_to=OFFICE, capability=IMPORT_FILES)
def download(request: Request, *, school: SchoolRef, kind: str) -> HttpResponse:
    """The headers alone."""
    if kind not in {known.value for known in HEADERS}:
        raise NotAllowed
    return as_csv(written(HEADERS[Kind(kind)], ()), f"modele-{kind}.csv")
