"""Fifth step: what was done, kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.exchange.upload.models import SchoolImport
from preau.exchange.upload.policies import IMPORT_FILES, visible_imports
from preau.exchange.upload.queries import capital
from preau.exchange.upload.report import unpacked
from preau.exchange.upload.web.steps import OFFICE, REPORT, Step, as_csv
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Actor, SchoolRef
from preau.kernel.refusals import NotAllowed


@screen("Importer : le rapport", open_to=OFFICE, capability=IMPORT_FILES)
def show(request: Request, *, school: SchoolRef, import_id: int) -> HttpResponse:
    """The figures announced, and the way to the whole list."""
    one = _applied(request.actor, school, import_id)
    assert one.applied_at is not None
    sort = capital(SchoolImport.Sort(one.sort).label)
    return page(
        request,
        "upload/report.html",
        title=_("Rapport"),
        school=school,
        step=Step(REPORT, sort, ", ".join(one.file_names), one.pk),
        applied_at=one.applied_at,
        by=f"{one.made_by.first_name} {one.made_by.last_name}" if one.made_by else "",
        figures=[(label, number, tone) for label, number, tone in one.counts.get("figures", ())],
        account=one.counts.get("account"),
        anomalies=one.counts.get("anomalies", 0),
        left_out=one.counts.get("left_out", 0),
    )


@screen("Importer : le rapport, en CSV", open_to=OFFICE, capability=IMPORT_FILES)
def download(request: Request, *, school: SchoolRef, import_id: int) -> HttpResponse:
    """Everybody to whom something happened, and everything that was odd."""
    one = _applied(request.actor, school, import_id)
    return as_csv(unpacked(one.report), f"import-{school.uai}-{one.pk}.csv")


def _applied(actor: Actor, school: SchoolRef, import_id: int) -> SchoolImport:
    found = visible_imports(actor).filter(school_id=school.id, pk=import_id, state=SchoolImport.State.APPLIED)
    one = found.select_related("made_by").first()
    if one is None:
        raise NotAllowed
    return one
