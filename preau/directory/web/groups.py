"""Classes and groups of the school; one of them at a date, as a list, as faces, with its comings and goings."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from preau.directory.models import Group
from preau.directory.people.lists import (
    GroupHead,
    groups_of_school,
    members_of_group,
    readable_group,
    stays_in_group,
    with_contacts,
)
from preau.directory.people.sheet import list_of_class
from preau.directory.policies import Reach, may_manage_groups, may_manage_portraits, reach_to_pupils
from preau.directory.spreadsheet import FORMATS
from preau.directory.web.person import portrait_url
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel import clock, words
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed

_VIEWS = (("liste", "Liste"), ("photos", "Photos"), ("passages", "Entrées et sorties"))


@screen("Classes et groupes de l’établissement", open_to=STAFF_PROFILES)
def every(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those the actor reads: all of them, or those she teaches."""
    actor = request.actor
    if reach_to_pupils(actor, school.id) is Reach.NONE:
        raise NotAllowed
    groups = groups_of_school(actor, school.id)
    standing = [group for group in groups if not group.is_archived]
    return page(
        request,
        "directory/groups.html",
        title=_("Classes et groupes"),
        school=school,
        divisions=[group for group in standing if group.is_division],
        teaching=[group for group in standing if group.kind == Group.Kind.TEACHING],
        manual=[group for group in standing if group.is_manual],
        archived=[group for group in groups if group.is_archived],
        may_manage=may_manage_groups(actor, school.id),
        may_send_photos=may_manage_portraits(actor, school.id),
        is_narrow=reach_to_pupils(actor, school.id) is Reach.TIED,
    )


@screen("Liste d’une classe ou d’un groupe", open_to=STAFF_PROFILES)
def show(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """`le` the date (today by default), `vue` the list, the faces, or the comings and goings."""
    actor, on = request.actor, asked_day(request)
    view = request.GET.get("vue", "")
    view = view if view in dict(_VIEWS) else "liste"
    group = readable_group(actor, school.id, group_id, on)
    lines = (
        stays_in_group(actor, school.id, group)
        if view == "passages"
        else members_of_group(actor, school.id, group, on)
    )
    return page(
        request,
        f"directory/group_{view}.html",
        title=group.name,
        school=school,
        group=group,
        lines=lines,
        faces=tuple((line, portrait_url(school, line.pupil_id, line.portrait)) for line in lines),
        on=on,
        is_today=on == clock.today(),
        views=_views(request.path, on, view),
        formats=FORMATS,
        kept=_kept(on),
        may_manage=group.is_manual and not group.is_archived and may_manage_groups(actor, school.id),
        may_name_delegates=group.is_division and not group.is_archived and may_manage_groups(actor, school.id),
        may_answer=group.is_division and may_manage_portraits(actor, school.id),
    )


@screen("Liste d’une classe, à emporter", open_to=STAFF_PROFILES)
def export(request: Request, *, school: SchoolRef, group_id: int, kind: str) -> HttpResponse:
    """The list of that day as a file; with the families' addresses for who may know them."""
    actor, on = request.actor, asked_day(request)
    known = {one.suffix: one for one in FORMATS}
    if kind not in known:
        raise NotAllowed
    group = readable_group(actor, school.id, group_id, on)
    lines = with_contacts(actor, school.id, group, members_of_group(actor, school.id, group, on))
    sheet = list_of_class(group, lines, on)
    response = HttpResponse(known[kind].write(sheet), content_type=known[kind].mime)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(group, on)}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def asked_day(request: HttpRequest) -> date:
    """`le=2026-11-24`; today when nothing that is a date is asked."""
    try:
        return date.fromisoformat(request.GET.get("le", ""))
    except ValueError:
        return clock.today()


def _file_name(group: GroupHead, on: date) -> str:
    plain = "-".join(part for part in words.folded(group.name).split() if part.isascii())
    return f"liste-{plain or 'groupe'}-{on.isoformat()}"


def _kept(on: date) -> str:
    return f"?{urlencode({'le': on.isoformat()})}" if on != clock.today() else ""


def _views(path: str, on: date, shown: str) -> tuple[tuple[str, str, bool], ...]:
    day = {"le": on.isoformat()} if on != clock.today() else {}
    return tuple(
        (label, f"{path}?{urlencode(day | ({'vue': name} if name != 'liste' else {}))}".rstrip("?"), name == shown)
        for name, label in _VIEWS
    )
