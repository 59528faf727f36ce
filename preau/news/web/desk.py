"""The desk of those who write: what waits for approval, drafts, what is published, what is over."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.news.policies import WRITERS, may_manage_threads, may_publish, may_raise_banner, rights_of
from preau.news.queries.desk import TABS, counts_of, desk_of
from preau.vigilance.policies import frozen_because


@screen("Bureau des actualités", open_to=WRITERS)
def desk(request: Request, *, school: SchoolRef) -> HttpResponse:
    """`onglet`: `a-valider`, `brouillons`, `publiees`, `terminees`; the first that holds something."""
    rights = rights_of(request.actor, school.id)
    if not rights:
        raise NotAllowed
    counts = counts_of(request.actor, rights)
    asked = request.GET.get("onglet", "")
    tab = asked if asked in TABS else next((one for one in TABS if counts[one]), "brouillons")
    return page(
        request,
        "news/desk.html",
        title=_("Bureau des actualités"),
        school=school,
        lines=desk_of(request.actor, rights, tab),
        tab=tab,
        counts=counts,
        publishes=any(map(may_publish, rights.values())),
        manages=may_manage_threads(request.actor, school.id),
        raises=may_raise_banner(request.actor, [school.id]),
        frozen=frozen_because(request.actor, school.id),
    )
