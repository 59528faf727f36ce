"""The imports of a school: those made, the one under way, the door to a new one."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.exchange.upload.actions.give_up_import import give_up_import
from preau.exchange.upload.policies import IMPORT_FILES
from preau.exchange.upload.queries import latest_imports
from preau.exchange.upload.web.steps import OFFICE
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import SchoolRef


@screen("Imports de l’établissement", open_to=OFFICE, capability=IMPORT_FILES)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those under way first, then the reports."""
    lines = latest_imports(request.actor, school.id)
    return page(
        request,
        "upload/list.html",
        title=_("Imports"),
        school=school,
        under_way=[line for line in lines if line.is_open],
        done=[line for line in lines if line.is_applied],
    )


@screen("Abandonner un import", open_to=OFFICE, writes=True, reads=False, capability=IMPORT_FILES)
def give_up(request: Request, *, school: SchoolRef, import_id: int) -> HttpResponse:
    """Nothing has changed: the list is where one starts again."""
    give_up_import(actor=request.actor, school_id=school.id, import_id=import_id)
    path = reverse("upload:list", kwargs={"uai": school.uai})
    return redirect_saying(path, _("L’import est abandonné, ses fichiers sont effacés. Rien n’a changé."))
