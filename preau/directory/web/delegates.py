"""Who speaks for a class: the delegates of its pupils, and those of its parents."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from preau.directory.actions.choose_delegates import choose_delegates
from preau.directory.models import Group
from preau.directory.people.delegates import candidates
from preau.directory.policies import MANAGE_GROUPS
from preau.directory.web.group_making import MAKERS
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


@screen("Délégués d’une classe", open_to=MAKERS, writes=True, capability=MANAGE_GROUPS)
def change(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """Tick them; who is no longer ticked speaks for the class no more."""
    classes = Group.objects.filter(school_id=school.id, kind=Group.Kind.DIVISION, closed_on=None)
    group = get_object_or_404(classes, pk=group_id)
    name = group.label or group.code
    if request.method == "POST":
        choose_delegates(
            actor=request.actor, school_id=school.id, group_id=group_id,
            pupils=_ids(request.POST.getlist("eleve")), guardians=_ids(request.POST.getlist("responsable")),
        )  # fmt: skip
        return redirect_saying(
            url("directory:group", uai=school.uai, group_id=group_id), _("Les délégués sont enregistrés.")
        )
    everybody = candidates(school.id, group_id)
    return page(
        request, "directory/delegates.html", title=_("Délégués de %(group)s") % {"group": name},
        school=school, group_id=group_id, name=name, pupils=[one for one in everybody if one.profile == "eleve"],
        guardians=[one for one in everybody if one.profile == "responsable"],
    )  # fmt: skip


def _ids(sent: Iterable[str]) -> list[int]:
    """`NotAllowed` for what is no number."""
    try:
        return [int(one) for one in sent]
    except ValueError:
        raise NotAllowed from None
