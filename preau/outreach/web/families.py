"""« Joindre les familles »: by what each guardian of a class can be reached today, and who cannot."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.directory.people.lists import groups_of_school, readable_group
from preau.directory.policies import Reach, reach_to_families
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel import clock
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.outreach.queries.families import FamilyLine, families_of


@screen("Joindre les familles : choisir une classe", open_to=STAFF_PROFILES)
def classes(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The classes whose families the actor may know how to reach; a teacher who has none of them sees no door."""
    reach = reach_to_families(request.actor, school.id)
    groups = [
        one
        for one in groups_of_school(request.actor, school.id)
        if one.is_division and one.reaches_families and not one.is_archived
    ]
    if reach is Reach.NONE or (reach is Reach.TIED and not groups):
        raise NotAllowed
    return page(
        request, "outreach/classes.html", title=_("Joindre les familles"), school=school,
        groups=groups,
    )  # fmt: skip


@screen("Joindre les familles d’une classe", open_to=STAFF_PROFILES)
def of_class(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """`vue=papier` keeps those whom nothing but paper reaches; `vue=fermes`, those who never opened an account."""
    group = readable_group(request.actor, school.id, group_id)
    if not group.reaches_families:
        raise NotAllowed
    everybody = families_of(school.id, group_id, clock.now())
    view = request.GET.get("vue", "")
    kept = [one for one in everybody if _is_in(view, one)]
    here = url("outreach:families", uai=school.uai, group_id=group_id)
    return page(
        request, "outreach/families.html", title=_("Joindre les familles de %(group)s") % {"group": group.name},
        school=school, group=group, lines=kept,
        counts=(
            (_("Responsables"), len(everybody)),
            (_("Sans rien d’autre que le papier"), sum(_is_in("papier", one) for one in everybody)),
            (_("Compte jamais ouvert"), sum(_is_in("fermes", one) for one in everybody)),
        ),
        views=[
            (_("Tous"), here, not view),
            (_("Sans rien d’autre que le papier"), f"{here}?vue=papier", view == "papier"),
            (_("Compte jamais ouvert"), f"{here}?vue=fermes", view == "fermes"),
        ],
        view=view,
    )  # fmt: skip


def _is_in(view: str, one: FamilyLine) -> bool:
    return {"papier": not one.is_reached, "fermes": not one.is_active}.get(view, True)
