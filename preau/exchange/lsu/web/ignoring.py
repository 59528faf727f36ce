"""« Ignorer cet élève », and take her back."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.exchange.lsu.actions.ignore_pupil import ignore_pupil
from preau.exchange.lsu.actions.take_back_pupil import take_back_pupil
from preau.exchange.lsu.manifest import OFFICE
from preau.exchange.lsu.policies import EXPORT
from preau.foundation.screens.page import redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import SchoolRef


@screen("Ignorer un élève dans le livret scolaire", open_to=OFFICE, writes=True, reads=False, capability=EXPORT)
def ignore(request: Request, *, school: SchoolRef, year_id: int, pupil_id: int) -> HttpResponse:
    """Of a period, or of the whole year; the file is checked again."""
    ignore_pupil(
        actor=request.actor, school_id=school.id, year_id=year_id, pupil_id=pupil_id,
        period=request.POST.get("periode", ""),
    )  # fmt: skip
    return redirect_saying(
        url("lsu:export", uai=school.uai), _("L’élève est ignoré\u202f: le fichier est contrôlé de nouveau.")
    )


@screen("Reprendre un élève ignoré", open_to=OFFICE, writes=True, reads=False, capability=EXPORT)
def take_back(request: Request, *, school: SchoolRef, year_id: int, pupil_id: int) -> HttpResponse:
    """The file is checked again."""
    take_back_pupil(
        actor=request.actor, school_id=school.id, year_id=year_id, pupil_id=pupil_id,
        period=request.POST.get("periode", ""),
    )  # fmt: skip
    return redirect_saying(
        url("lsu:export", uai=school.uai), _("L’élève est repris\u202f: le fichier est contrôlé de nouveau.")
    )
