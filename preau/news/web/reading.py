"""What everybody reads: the list of news, one item, its picture and files (C38, C32)."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from preau.foundation.bodies.reading import links_in_full
from preau.foundation.files.serving import download
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Actor, Profile
from preau.news.actions.acknowledge_item import acknowledge_item
from preau.news.actions.open_item import open_item
from preau.news.audience import READING
from preau.news.live import topics_of
from preau.news.models import NewsFile
from preau.news.opening import readable
from preau.news.policies import WRITERS, rights_of
from preau.news.queries.comments import comments_of
from preau.news.queries.reading import Filters, NewsLine, ReadItem, news_of, threads_read
from preau.news.rules import COMMENT_LENGTH
from preau.vigilance.policies import frozen_because


@screen("Actualités", open_to=READING)
def every(request: Request) -> HttpResponse:
    """Those that concern the reader, the newest first; found by their words, by thread, by school. The list asks
    itself again when something is published or withdrawn.
    """
    actor, filters = request.actor, _filters(request)
    lines, has_more = news_of(actor, filters)
    listed: dict[str, Any] = {
        "own_topics": topics_of(actor),
        "here": request.get_full_path(),
        "lines": [(line, place_of(actor, line)) for line in lines],
        "filters": filters,
        "older": _turned(request, filters.page + 1) if has_more else "",
        "newer": _turned(request, filters.page - 1) if filters.page > 1 else "",
    }
    if is_fragment(request):
        return fragment(request, "news/lines.html", **listed)
    return page(
        request,
        "news/list.html",
        title=_("Actualités"),
        topics=topics_of(actor),
        threads=threads_read(actor),
        schools=actor.schools if len(actor.schools) > 1 else (),
        desks=_desks(actor),
        **listed,
    )


@screen("Une actualité", open_to=READING)
def item(request: Request, *, item_id: int) -> HttpResponse:
    """Whole, with « J’ai pris connaissance » when it asks for it, and its comments when it takes them."""
    return item_page(request, readable(request.actor, item_id))


def item_page(request: Request, read: ReadItem, *, typed: str = "", errors: tuple[str, ...] = ()) -> HttpResponse:
    """The page of an item; with what was typed of a comment that the rules refuse."""
    actor = request.actor
    comments = comments_of(actor, read.line.id, read.line.school_ids) if read.takes_comments else ()
    return page(
        request,
        "news/item.html",
        title=read.line.title,
        read=read,
        html=links_in_full(read.html) if actor.is_a(Profile.PUPIL) else read.html,
        place=place_of(actor, read.line),
        comments=comments,
        frozen=frozen_because(actor, read.line.school_ids[0]) if read.takes_comments else "",
        most=COMMENT_LENGTH,
        key=uuid.uuid4(),
        typed=typed,
        errors=errors,
        status=422 if errors else 200,
    )


@screen("Prendre connaissance d’une actualité", open_to=READING, writes=True, reads=False)
def acknowledge(request: Request, *, item_id: int) -> HttpResponse:
    """The button says so, once."""
    acknowledge_item(actor=request.actor, item_id=item_id)
    if is_fragment(request):
        return fragment(request, "news/acknowledged.html", read=readable(request.actor, item_id))
    return redirect_saying(url("news:item", item_id=item_id), _("C’est noté\u202f: vous avez pris connaissance."))


@screen("Marquer une actualité comme lue", open_to=READING, writes=True, reads=False)
def opened(request: Request, *, item_id: int) -> HttpResponse:
    """The page that was shown says so by itself."""
    open_item(actor=request.actor, item_id=item_id)
    return HttpResponse(status=204)


@screen("Image ou fichier d’une actualité", open_to=READING)
def file(request: Request, *, item_id: int, file_id: int) -> HttpResponse:
    """The picture is shown; a file is handed over to be saved."""
    read = readable(request.actor, item_id)
    return handed_over(get_object_or_404(NewsFile, pk=file_id, item_id=read.line.id))


def handed_over(kept: NewsFile) -> HttpResponse:
    """A picture of ours is shown; anything else is only ever saved."""
    if not kept.is_picture:
        return download(kept.name, kept.kind, bytes(kept.content), kept.verdict)
    response = HttpResponse(bytes(kept.content), content_type=kept.kind)
    response["Cache-Control"] = "private, max-age=86400"
    return response


def place_of(actor: Actor, line: NewsLine) -> str:
    """Who speaks: the Region, or the thread and, for who has several schools, the school."""
    if line.origin:
        return line.origin
    names = [school.name for school in actor.schools if school.id in line.school_ids]
    if len(actor.schools) < 2:
        return line.thread
    return _("%(school)s, %(thread)s") % {"school": ", ".join(names), "thread": line.thread}


def _filters(request: Request) -> Filters:
    asked = request.GET
    number = asked.get("page", "1")
    return Filters(
        thread_id=_number(asked.get("fil", "")),
        school_id=_number(asked.get("etablissement", "")),
        is_waiting=asked.get("montrer") == "a-lire",
        typed=asked.get("q", "")[:100],
        page=max(1, min(int(number), 500)) if number.isdecimal() and len(number) < 5 else 1,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 else None


def _desks(actor: Actor) -> list[tuple[Any, bool]]:
    if not actor.is_a(*WRITERS):
        return []
    return [(school, len(actor.schools) > 1) for school in actor.schools if rights_of(actor, school.id)]


def _turned(request: Request, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"{request.path}?{asked.urlencode()}"


__all__ = ["acknowledge", "every", "file", "handed_over", "item", "item_page", "opened", "place_of"]
