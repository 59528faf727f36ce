"""The anomalies of every school, counted: for those who follow the whole Region."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.console.policies import COUNT_ANOMALIES
from preau.console.queries import counts_of_schools
from preau.console.web.desk import PAGE
from preau.console.wording import OWNERS, SEVERITIES
from preau.directory.models import School
from preau.foundation.rooms.anomalies import Owner
from preau.foundation.rooms.registry import beyond_schools
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import Profile

_TABS = ((None, "Toutes"), (Owner.SCHOOL, "Établissements"), (Owner.ACADEMIE, "Académies"), (Owner.HOUSE, "Préau"))


@screen("Anomalies de tous les établissements", open_to=(Profile.AGENT,), capability=COUNT_ANOMALIES)
def show(request: Request) -> HttpResponse:
    """Counts alone, the schools that are worst off first: never a name (rule B1)."""
    owner = next((owner for owner in Owner if owner == request.GET.get("pour", "")), None)
    schools = list(School.objects.filter(is_open=True).order_by("id").values_list("id", flat=True))
    with scope_opened_by_hand(schools):
        lines = counts_of_schools(schools, owner)
    pages = max(1, -(-len(lines) // PAGE))
    asked = request.GET.get("page", "")
    number = min(max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1, 1), pages)
    return page(
        request,
        "console/region.html",
        title=_("Anomalies"),
        lines=lines[(number - 1) * PAGE : number * PAGE],
        schools=len(lines),
        clean=sum(1 for line in lines if line.counted_at and not line.total),
        blocking=sum(line.blocking for line in lines),
        serious=sum(line.serious for line in lines),
        information=sum(line.information for line in lines),
        counted_at=max((line.counted_at for line in lines if line.counted_at), default=None),
        beyond=tuple(one for one in beyond_schools() if owner in {None, one.owner}),
        owners=OWNERS,
        severities=SEVERITIES,
        number=number,
        pages=pages,
        pour=owner.value if owner else "",
        tabs=tuple(
            (label, f"{request.path}?pour={one}" if one else request.path, owner is one) for one, label in _TABS
        ),
    )
