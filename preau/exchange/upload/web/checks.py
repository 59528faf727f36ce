"""Third step: what is odd, line by line."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.exchange.upload.policies import IMPORT_FILES
from preau.exchange.upload.report import CHECKS_HEADER, check_rows, written
from preau.exchange.upload.rules import MOST_SHOWN
from preau.exchange.upload.under_way import load_under_way
from preau.exchange.upload.web.steps import CHECKS, OFFICE, as_csv, step_of
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import SchoolRef


@screen("Importer : les contrôles", open_to=OFFICE, capability=IMPORT_FILES)
def show(request: Request, *, school: SchoolRef, import_id: int) -> HttpResponse:
    """What stays out first, then what comes in without its odd part."""
    one = load_under_way(request.actor, school.id, import_id)
    effect = one.effect()
    rows = [tuple(row) for row in check_rows(effect)]
    left_out = [row for row in rows if row[4]]
    odd = [row for row in rows if not row[4]]
    return page(
        request,
        "upload/checks.html",
        title=_("Contrôles"),
        school=school,
        step=step_of(CHECKS, one),
        missing=", ".join(f"« {field} »" for field in effect.mapping.missing) if effect.mapping else "",
        left_out=left_out[:MOST_SHOWN],
        left_out_count=len(left_out),
        odd=odd[:MOST_SHOWN],
        odd_count=len(odd) + effect.anomaly_count - len(effect.anomalies),
        most=MOST_SHOWN,
    )


@screen("Importer : les contrôles, en CSV", open_to=OFFICE, capability=IMPORT_FILES)
def download(request: Request, *, school: SchoolRef, import_id: int) -> HttpResponse:
    """The same, all of them."""
    one = load_under_way(request.actor, school.id, import_id)
    return as_csv(written(CHECKS_HEADER, check_rows(one.effect())), f"controles-{school.uai}-{one.id}.csv")
