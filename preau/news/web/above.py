"""News above schools: what the Region, an académie or a département publishes in those of its perimeter (C40)."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from preau.access.perimeter import administered_scope
from preau.directory.people.audience import Who
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotAllowed
from preau.news.above import chosen_schools, origin_of
from preau.news.actions.change_item import change_item
from preau.news.actions.write_item_above import write_item_above
from preau.news.models import NewsFile, NewsItem
from preau.news.policies import PUBLISH_ABOVE
from preau.news.queries.desk import TABS, desk_above
from preau.news.queries.follow import follow_by_school
from preau.news.queries.review import review_of
from preau.news.rules import LARGEST_FILES
from preau.news.web.above_form import ItemAboveForm
from preau.news.web.item_form import refuse_what_is_too_heavy, start_of
from preau.news.web.reading import handed_over
from preau.news.web.review import PublishingForm, done, stands
from preau.news.writing import Held, hold

AGENTS = (Profile.AGENT,)


@screen("Actualités des établissements", open_to=AGENTS, capability=PUBLISH_ABOVE)
def desk(request: Request) -> HttpResponse:
    """`onglet`: `brouillons`, `publiees` or `terminees`."""
    tab = request.GET.get("onglet", "")
    tab = tab if tab in TABS else "publiees"
    with administered_scope(request.actor) as ids:
        return page(
            request, "news/above.html", title=_("Actualités des établissements"), tab=tab, schools=len(ids),
            lines=desk_above(request.actor, ids, tab),
        )  # fmt: skip


@screen("Écrire aux établissements", open_to=AGENTS, writes=True, capability=PUBLISH_ABOVE, files=LARGEST_FILES)
def add(request: Request) -> HttpResponse:
    """Then the page where one sees it as it will be read."""
    initial: dict[str, Any] = {"key": uuid.uuid4(), "who": [Who.GUARDIANS.value]}
    form = ItemAboveForm(*_sent(request), initial=initial, is_new=True, files=[])
    with administered_scope(request.actor):
        made = 0
        if form.is_valid():
            given = form.cleaned_data
            with refusal_shown_in(form):
                refuse_what_is_too_heavy(request)
                made = write_item_above(
                    actor=request.actor, origin=origin_of(request.actor), said=form.words(request.FILES),
                    school_ids=chosen_schools(request.actor, given["schools"], given["uais"]), key=given["key"],
                )  # fmt: skip
            if not form.errors:
                return redirect_saying(url("news:above-review", item_id=made))
        return _form_page(request, form, None)


@screen("Changer une actualité des établissements", open_to=AGENTS, writes=True, capability=PUBLISH_ABOVE,
        files=LARGEST_FILES)  # fmt: skip
def change(request: Request, *, item_id: int) -> HttpResponse:
    """In all its schools at once."""
    with administered_scope(request.actor):
        item = _held(request, item_id).item
        files = list(NewsFile.objects.filter(item_id=item_id).defer("content"))
        alt = next((one.alt for one in files if one.is_picture), "")
        joined = [(one.pk, one.name) for one in files if not one.is_picture]
        form = ItemAboveForm(*_sent(request), initial=start_of(item, alt), is_new=False, files=joined)
        if form.is_valid():
            with refusal_shown_in(form):
                refuse_what_is_too_heavy(request)
                change_item(
                    actor=request.actor, item_id=item_id, said=form.words(request.FILES),
                    seen=form.cleaned_data["seen"] or 0,
                )  # fmt: skip
            if not form.errors:
                return redirect_saying(url("news:above-review", item_id=item_id), _("Actualité enregistrée."))
        return _form_page(request, form, item, any(one.is_picture for one in files))


@screen("Publier une actualité des établissements", open_to=AGENTS, writes=True, capability=PUBLISH_ABOVE)
def review(request: Request, *, item_id: int) -> HttpResponse:
    """As it is read; once published, how many opened it and took note in each school (no name: rule B1)."""
    with administered_scope(request.actor):
        held = _held(request, item_id)
        if request.method == "POST":
            said = done(request, request.POST.get("geste", ""), item_id)
            return redirect_saying(url("news:above-review", item_id=item_id), said)
        return page(
            request,
            "news/above_review.html",
            title=held.item.title,
            held=held,
            item=held.item,
            stands=stands(held.item),
            told=review_of(held.item, None),
            by_school=follow_by_school(item_id),
            publishing=PublishingForm(),
        )


@screen("Image ou fichier d’une actualité des établissements", open_to=AGENTS, capability=PUBLISH_ABOVE)
def file(request: Request, *, item_id: int, file_id: int) -> HttpResponse:
    """For those who publish it."""
    with administered_scope(request.actor):
        held = _held(request, item_id)
        return handed_over(get_object_or_404(NewsFile, pk=file_id, item_id=held.item.pk))


def _held(request: Request, item_id: int) -> Held:
    held = hold(request.actor, item_id)
    if held.school_id is not None or not held.may_publish:
        raise NotAllowed
    return held


def _sent(request: Request) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _form_page(
    request: Request, form: ItemAboveForm, item: NewsItem | None, has_picture: bool = False
) -> HttpResponse:
    return page(
        request,
        "news/above_form.html",
        title=item.title if item else _("Nouvelle actualité"),
        form=form,
        item=item,
        has_picture=has_picture,
        origin=item.origin if item else origin_of(request.actor),
        back=url("news:above-review", item_id=item.pk) if item else url("news:above"),
        status=422 if form.errors else 200,
    )
