"""Find somebody of the school: one field, results as one types, and as well without a script."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.directory.people.search import Kind, Place, people_found
from preau.directory.policies import Reach, may_search_by_birth, reach_to_families, reach_to_pupils
from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel.actor import STAFF_PROFILES, Actor, SchoolRef

_TABS = ((None, "Tous"), (Kind.PUPIL, "Élèves"), (Kind.STAFF, "Personnels"), (Kind.GUARDIAN, "Responsables"))


@screen("Annuaire de l’établissement", open_to=STAFF_PROFILES)
def find(request: Request, *, school: SchoolRef) -> HttpResponse:
    """`q` what is typed, `profil` who is looked for, `apres` where the page of results begins."""
    actor, typed = request.actor, request.GET.get("q", "")
    kind = _kind(request.GET.get("profil", ""))
    place = _place(request.GET.get("apres", ""))
    results = people_found(actor, school.id, typed, kind=kind, after=place)
    following = results.following
    asked = {name: value for name, value in (("q", typed.strip()), ("profil", kind)) if value}
    context: dict[str, Any] = {
        "results": results,
        "typed": typed,
        "kept": (("profil", kind),) if kind else (),
        "tabs": _tabs(actor, school, request.path, asked, kind),
        "kind": kind,
        "is_first": place is None,
        "first_url": f"{request.path}?{urlencode(asked)}",
        "next_url": f"{request.path}?{urlencode(asked | {'apres': f'{following.id}-{following.name}'})}"
        if following
        else "",
        "by_birth": may_search_by_birth(actor, school.id),
        "is_narrow": reach_to_pupils(actor, school.id) is not Reach.SCHOOL,
    }
    if is_fragment(request):
        return fragment(request, "directory/people_found.html", school=school, **context)
    return page(request, "directory/people.html", title=_("Annuaire"), school=school, **context)


def _kind(asked: str) -> Kind | None:
    return Kind(asked) if asked in set(Kind) else None


def _place(asked: str) -> Place | None:
    """`123-martin lea`: the last person of the page before."""
    number, _dash, name = asked.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19 and "\x00" not in name):
        return None
    return Place(name, int(number))


def _tabs(
    actor: Actor, school: SchoolRef, path: str, asked: dict[str, str], kind: Kind | None
) -> tuple[tuple[str, str, bool], ...]:
    closed = set()
    if reach_to_pupils(actor, school.id) is Reach.NONE:
        closed.add(Kind.PUPIL)
    if reach_to_families(actor, school.id) is Reach.NONE:
        closed.add(Kind.GUARDIAN)
    words = {"q": asked["q"]} if "q" in asked else {}
    return tuple(
        (label, f"{path}?{urlencode(words | ({'profil': one.value} if one else {}))}", one == kind)
        for one, label in _TABS
        if one not in closed
    )
