"""Banners above schools: raised by an agent in those of her perimeter (C26)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from preau.access.perimeter import administered_scope
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.refusals import NotAllowed
from preau.news.above import chosen_schools, origin_of
from preau.news.actions.withdraw_banner import withdraw_banner
from preau.news.actions.write_banner import write_banner
from preau.news.models import Banner
from preau.news.policies import RAISE_BANNER, may_raise_banner
from preau.news.queries.banners import banners_of
from preau.news.web.above import AGENTS
from preau.news.web.above_form import BannerAboveForm
from preau.news.web.banner_form import start_of
from preau.news.web.banners import Doors

DOORS = Doors("news:above-add-banner", "news:above-banner", "news:above-withdraw-banner", counts=True)


@screen("Bandeaux des établissements", open_to=AGENTS, capability=RAISE_BANNER)
def every(request: Request) -> HttpResponse:
    """What was raised in several schools; in some that are not hers, it is shown and not hers to change."""
    with administered_scope(request.actor) as ids:
        return page(
            request, "news/banners.html", title=_("Bandeaux"), lines=banners_of(ids, above=True), doors=DOORS,
            base={}, back=url("news:above"),
        )  # fmt: skip


@screen("Afficher un bandeau dans des établissements", open_to=AGENTS, writes=True, capability=RAISE_BANNER)
def add(request: Request) -> HttpResponse:
    """Seen at the next page of everybody it concerns."""
    return _form(request, None)


@screen("Changer un bandeau d’établissements", open_to=AGENTS, writes=True, capability=RAISE_BANNER)
def change(request: Request, *, banner_id: int) -> HttpResponse:
    """The same, in the same schools."""
    return _form(request, banner_id)


@screen("Retirer un bandeau d’établissements", open_to=AGENTS, writes=True, reads=False, capability=RAISE_BANNER)
def withdraw(request: Request, *, banner_id: int) -> HttpResponse:
    """The button asked."""
    with administered_scope(request.actor):
        withdraw_banner(actor=request.actor, banner_id=banner_id)
    return redirect_saying(url("news:above-banners"), _("Le bandeau est retiré."))


def _form(request: Request, banner_id: int | None) -> HttpResponse:
    actor = request.actor
    with administered_scope(actor):
        banner = _banner(request, banner_id)
        form = BannerAboveForm(
            request.POST if request.method == "POST" else None, initial=start_of(banner), is_new=banner is None
        )
        if form.is_valid():
            given = form.cleaned_data
            with refusal_shown_in(form):
                write_banner(
                    actor=actor, said=form.words(), banner_id=banner_id, seen=given["seen"] or 0, key=given["key"],
                    school_ids=banner.schools if banner else _chosen(request, given),
                    origin=banner.origin if banner else origin_of(actor),
                )  # fmt: skip
            if not form.errors:
                return redirect_saying(url("news:above-banners"), _("Le bandeau est enregistré."))
        return page(
            request, "news/banner_form.html", title=_("Bandeau"), form=form, banner=banner,
            back=url("news:above-banners"), status=422 if form.errors else 200,
        )  # fmt: skip


def _chosen(request: Request, given: dict[str, Any]) -> list[int]:
    return chosen_schools(request.actor, given["schools"], given["uais"])


def _banner(request: Request, banner_id: int | None) -> Banner | None:
    if banner_id is None:
        return None
    banner = Banner.objects.filter(pk=banner_id).first()
    if banner is None or not banner.origin or not may_raise_banner(request.actor, banner.schools):
        raise NotAllowed
    return banner
