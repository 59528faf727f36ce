"""Writing: an item begun or changed, then shown as it will be read (`web/review.py`)."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.directory.people.audience import Who
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.news.actions.change_item import change_item
from preau.news.actions.write_item import write_item
from preau.news.models import NewsFile, NewsItem, NewsThread
from preau.news.policies import WRITERS, visible_threads
from preau.news.queries.places import places_of
from preau.news.rules import LARGEST_FILES
from preau.news.web.item_form import ItemForm, refuse_what_is_too_heavy, start_of
from preau.news.writing import Held, hold
from preau.vigilance.policies import frozen_because


@screen("Écrire une actualité", open_to=WRITERS, writes=True, files=LARGEST_FILES)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Then the page where one sees it as it will be read."""
    threads = _threads(request, school)
    if not threads:
        raise NotAllowed
    first = NewsThread.objects.get(pk=min(pk for pk, _label in threads))
    initial: dict[str, Any] = {
        "key": uuid.uuid4(), "who": [Who.GUARDIANS.value, Who.PUPILS.value], "thread_id": first.pk,
        "takes_comments": first.comments,
    }  # fmt: skip
    form = _form(request, school, threads, initial)
    if form.is_valid():
        made = 0
        with refusal_shown_in(form):
            refuse_what_is_too_heavy(request)
            made = write_item(
                actor=request.actor, school_id=school.id, thread_id=form.cleaned_data["thread_id"],
                said=form.words(request.FILES), key=form.cleaned_data["key"],
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(url("news:review", uai=school.uai, item_id=made))
    return _page(request, school, form, None)


@screen("Changer une actualité", open_to=WRITERS, writes=True, files=LARGEST_FILES)
def change(request: Request, *, school: SchoolRef, item_id: int) -> HttpResponse:
    """Its author until it is published, then who publishes in the thread."""
    held = held_here(request, school, item_id)
    if not held.may_change:
        raise NotAllowed
    files = list(NewsFile.objects.filter(item_id=item_id).defer("content"))
    alt = next((one.alt for one in files if one.is_picture), "")
    threads = _threads(request, school)
    if held.item.thread is not None and held.item.thread_id not in dict(threads):
        threads.append((held.item.thread.pk, held.item.thread.label))
    form = _form(request, school, threads, start_of(held.item, alt), files)
    if form.is_valid():
        with refusal_shown_in(form):
            refuse_what_is_too_heavy(request)
            change_item(
                actor=request.actor, item_id=item_id, said=form.words(request.FILES),
                seen=form.cleaned_data["seen"] or 0, thread_id=form.cleaned_data["thread_id"],
            )  # fmt: skip
        if not form.errors:
            path = url("news:review", uai=school.uai, item_id=item_id)
            return redirect_saying(path, _("Actualité enregistrée."))
    return _page(request, school, form, held.item, any(one.is_picture for one in files))


def held_here(request: Request, school: SchoolRef, item_id: int) -> Held:
    """The item as the actor may handle it, when it is of this school."""
    held = hold(request.actor, item_id)
    if held.school_id != school.id:
        raise NotAllowed
    return held


def _threads(request: Request, school: SchoolRef) -> list[tuple[int, str]]:
    visible = visible_threads(request.actor, school.id).filter(closed_at=None)
    return list(visible.values_list("pk", "label"))


def _form(
    request: Request,
    school: SchoolRef,
    threads: list[tuple[int, str]],
    initial: dict[str, Any],
    files: list[NewsFile] | None = None,
) -> ItemForm:
    is_sent = request.method == "POST"
    form = ItemForm(request.POST if is_sent else None, request.FILES if is_sent else None, initial=initial)
    joined = [(one.pk, one.name) for one in files or () if not one.is_picture]
    form.choose_from(threads=threads, places=places_of(school.id), files=joined)
    return form


def _page(
    request: Request, school: SchoolRef, form: ItemForm, item: NewsItem | None, has_picture: bool = False
) -> HttpResponse:
    return page(
        request,
        "news/item_form.html",
        title=item.title if item else _("Nouvelle actualité"),
        school=school,
        form=form,
        item=item,
        has_picture=has_picture,
        back=url("news:review", uai=school.uai, item_id=item.pk) if item else url("news:desk", uai=school.uai),
        frozen=frozen_because(request.actor, school.id),
        status=422 if form.errors else 200,
    )
