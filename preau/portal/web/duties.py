"""« À faire »: what stands to be done, on the home page and whole; each line leads to where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed
from preau.portal.deadlines import When
from preau.portal.queries.standing import DutyLine, duties_of, topics_of
from preau.portal.rules import FOLDED_ALIKE, FOLDED_FROM, SHOWN_AT_HOME

_TITLES = {
    When.LATE: gettext_lazy("En retard"),
    When.TODAY: gettext_lazy("Aujourd’hui"),
    When.WEEK: gettext_lazy("Cette semaine"),
    When.LATER: gettext_lazy("Plus tard"),
    When.UNDATED: gettext_lazy("Sans date"),
}


@dataclass(frozen=True, slots=True)
class DutiesAtHome:
    """The most pressing of them, and how many there are."""

    lines: tuple[DutyLine, ...]
    count: int
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyFold:
    """Several of one kind about one child, under one sentence."""

    child: str
    division: str
    title: str
    lines: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class DutyPart:
    """Those due at about the same time."""

    title: str
    count: int
    entries: tuple[DutyLine | DutyFold, ...]


@screen("À faire", open_to=SIGNED_IN)
def show(request: HttpRequest) -> HttpResponse:
    """The whole list; of one child with `?enfant=`."""
    actor = cast("Request", request).actor
    context = _listed(actor, request)
    lead = (
        _("Ce que les établissements attendent de vous, pour tous vos enfants.")
        if actor.is_a(Profile.GUARDIAN)
        else _("Ce qui est attendu de vous, le plus pressé d’abord.")
    )
    return page(request, "portal/duties.html", title=_("À faire"), topics=topics_of(actor), lead=lead, **context)


@screen("À faire : la liste", open_to=SIGNED_IN)
def list_again(request: HttpRequest) -> HttpResponse:
    """The list, asked again after a live message."""
    return fragment(request, "portal/duties_list.html", **_listed(cast("Request", request).actor, request))


@screen("Accueil : à faire", open_to=SIGNED_IN)
def at_home(request: HttpRequest) -> HttpResponse:
    """The most pressing, asked again after a live message."""
    actor = cast("Request", request).actor
    return fragment(request, "portal/duties_home.html", duties=home_duties(actor, duties_of(actor)))


def home_duties(actor: Actor, lines: tuple[DutyLine, ...]) -> DutiesAtHome:
    """What the home page shows of these."""
    return DutiesAtHome(lines[:SHOWN_AT_HOME], len(lines), topics_of(actor))


def _listed(actor: Actor, request: HttpRequest) -> dict[str, Any]:
    """What the list prints. `NotAllowed` for a child the actor does not answer for."""
    asked = request.GET.get("enfant", "")
    if asked and (not asked.isdigit() or actor.ward(int(asked)) is None):
        raise NotAllowed
    chosen, lines = int(asked) if asked else None, duties_of(actor)
    shown = tuple(line for line in lines if chosen in {None, line.pupil_id})
    return {
        "parts": parts_of(shown),
        "children": _children(actor, lines, chosen),
        "list_topics": topics_of(actor),
        "list_url": url("portal:duties-list") + (f"?enfant={chosen}" if chosen else ""),
    }


def parts_of(lines: tuple[DutyLine, ...]) -> tuple[DutyPart, ...]:
    """The list in parts by deadline; when it is long, those of one kind and one child fold together."""
    folds = len(lines) >= FOLDED_FROM
    return tuple(
        DutyPart(str(_TITLES[when]), len(part), _folded(part) if folds else part)
        for when, part in ((when, tuple(same)) for when, same in groupby(lines, key=lambda line: line.when))
    )


def _folded(lines: tuple[DutyLine, ...]) -> tuple[DutyLine | DutyFold, ...]:
    alike: dict[tuple[str, int | None], list[DutyLine]] = {}
    for line in lines:
        alike.setdefault((line.source.name, line.pupil_id), []).append(line)
    entries: list[DutyLine | DutyFold] = []
    for same in alike.values():
        if len(same) < FOLDED_ALIKE:
            entries.extend(same)
        else:
            first = same[0]
            entries.append(DutyFold(first.child, first.division, first.source.many(len(same)), tuple(same)))
    return tuple(entries)


def _children(actor: Actor, lines: tuple[DutyLine, ...], chosen: int | None) -> list[tuple[str, str, bool]]:
    """A tab for each child when there are several: (label, url, is current)."""
    if not actor.is_a(Profile.GUARDIAN) or len(actor.wards) < 2:
        return []
    here = url("portal:duties")
    tabs = [(_("Tous"), here, chosen is None)]
    for ward in actor.wards:
        count = sum(line.pupil_id == ward.pupil_id for line in lines)
        label = f"{ward.first_name} ({count})" if count else ward.first_name
        tabs.append((label, f"{here}?enfant={ward.pupil_id}", chosen == ward.pupil_id))
    return tabs
