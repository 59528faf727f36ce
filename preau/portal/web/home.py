"""The home page: what is next, what is new, what must I do. Made of what rooms bring in their manifests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from preau.foundation.notices.tell import mark_notices_read, recent_notices
from preau.foundation.rooms.manifest import ChildFacet, HomeCard
from preau.foundation.rooms.registry import child_facets, home_cards_of
from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import EVERYONE, SIGNED_IN, screen
from preau.foundation.screens.templates import url
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile, Ward
from preau.kernel.refusals import NotAllowed
from preau.portal.queries.standing import standing_of
from preau.portal.web.duties import home_duties


@dataclass(frozen=True, slots=True)
class Card:
    """A block of the page: what the room brought, and how it asks itself again."""

    name: str
    template: str
    lines: Any
    topics: tuple[str, ...]
    every: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Child:
    """A child on a parent's page: the ward, and one line per facet."""

    ward: Ward
    facets: tuple[tuple[ChildFacet, Any], ...]
    topics: tuple[str, ...]
    url: str


@screen("Accueil", open_to=EVERYONE)
def show(request: HttpRequest) -> HttpResponse:
    """The public landing page to passers-by; to everybody else, the day."""
    actor = cast("Request", request).actor
    if actor.is_anonymous:
        return page(request, "ui/landing.html", title=_("L’espace de travail des collèges et lycées d’Occitanie"))
    standing = standing_of(actor)
    duties = home_duties(actor, standing.duties)
    cards = tuple(_card(actor, card) for card in home_cards_of(actor.profile))
    children = _children(actor)
    own = (f"personne:{actor.person_id}",)
    topics = (
        *own,
        *duties.topics,
        *(t for card in cards for t in card.topics),
        *(t for child in children for t in child.topics),
    )
    return page(
        request,
        "portal/home.html",
        title=_("Accueil"),
        topics=topics,
        cards=cards,
        children=children,
        notices=standing.notices,
        duties=duties,
        duties_first=actor.is_a(Profile.GUARDIAN, Profile.PUPIL) or not cards,
        keep=_read_without_network(actor),
        own_topic=own[0],
        today=clock.today(),
        actor=actor,
        is_guardian=actor.is_a(Profile.GUARDIAN),
    )


@screen("Accueil : un bloc", open_to=SIGNED_IN)
def card(request: HttpRequest, *, name: str) -> HttpResponse:
    """One block, asked again after a live message."""
    actor = cast("Request", request).actor
    for brought in home_cards_of(actor.profile):
        if brought.name == name:
            return fragment(request, "portal/card.html", card=_card(actor, brought), actor=actor)
    raise Http404


@screen("Accueil : un enfant", open_to=(Profile.GUARDIAN,))
def child(request: HttpRequest, *, pupil_id: int) -> HttpResponse:
    """One child, asked again after a live message."""
    actor = cast("Request", request).actor
    ward = actor.ward(pupil_id)
    if ward is None:
        raise NotAllowed
    return fragment(request, "portal/child.html", child=_children_of(actor, (ward,))[0], actor=actor)


@screen("Accueil : quoi de neuf", open_to=SIGNED_IN)
def news(request: HttpRequest) -> HttpResponse:
    """The notices of the person."""
    actor = cast("Request", request).actor
    context: dict[str, Any] = {"notices": recent_notices(actor), "own_topic": f"personne:{actor.person_id}"}
    return fragment(request, "portal/news.html", **context)


@screen("Accueil : tout marquer comme lu", open_to=SIGNED_IN, writes=True, reads=False)
def news_read(request: HttpRequest) -> HttpResponse:
    """Everything under « Quoi de neuf » has been seen."""
    mark_notices_read(cast("Request", request).actor)
    if request.headers.get("HX-Request") == "true":
        return news_again(request)
    return HttpResponseRedirect(url("home"))


def news_again(request: HttpRequest) -> HttpResponse:
    """The notices, after they were marked."""
    actor = cast("Request", request).actor
    context: dict[str, Any] = {"notices": recent_notices(actor), "own_topic": f"personne:{actor.person_id}"}
    return fragment(request, "portal/news.html", **context)


def _read_without_network(actor: Actor) -> tuple[str, ...]:
    """What a phone keeps with the home page: the timetable of who has a day, and of each child."""
    mine = (url("timetable:mine"),) if actor.is_a(Profile.GUARDIAN, Profile.PUPIL, Profile.TEACHER) else ()
    return (*mine, *(url("timetable:pupil", pupil_id=ward.pupil_id) for ward in actor.wards))


def _card(actor: Actor, brought: HomeCard) -> Card:
    return Card(
        name=brought.name,
        template=brought.template,
        lines=brought.lines(actor),
        topics=brought.topics(actor),
        every=brought.every,
        url=url("home-card", name=brought.name),
    )


def _children(actor: Actor) -> tuple[Child, ...]:
    if not actor.is_a(Profile.GUARDIAN):
        return ()
    return _children_of(actor, actor.wards)


def _children_of(actor: Actor, wards: tuple[Ward, ...]) -> tuple[Child, ...]:
    pupil_ids = tuple(ward.pupil_id for ward in wards)
    brought = [(facet, facet.lines(actor, pupil_ids)) for facet in child_facets()]
    return tuple(
        Child(
            ward=ward,
            facets=tuple((facet, lines.get(ward.pupil_id)) for facet, lines in brought),
            topics=tuple(topic for facet, _lines in brought for topic in facet.topics(ward.pupil_id)),
            url=url("home-child", pupil_id=ward.pupil_id),
        )
        for ward in wards
    )


__all__ = ["card", "child", "news", "news_read", "show"]
