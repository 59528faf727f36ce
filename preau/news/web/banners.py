"""Banners of a school: seen, raised, changed, taken down by its direction; put away by each (C26)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import STAFF_PROFILES, Profile, SchoolRef
from preau.news.actions.put_banner_away import put_banner_away
from preau.news.actions.withdraw_banner import withdraw_banner
from preau.news.actions.write_banner import write_banner
from preau.news.models import Banner
from preau.news.policies import RAISE_BANNER
from preau.news.queries.banners import banners_of
from preau.news.web.banner_form import BannerForm, start_of


@dataclass(frozen=True, slots=True)
class Doors:
    """The screens of one place; with `counts`, a banner says in how many schools it stands."""

    add: str
    change: str
    withdraw: str
    counts: bool = False


DOORS = Doors("news:add-banner", "news:banner", "news:withdraw-banner")


@screen("Bandeaux", open_to=STAFF_PROFILES, capability=RAISE_BANNER)
def every(request: Request, *, school: SchoolRef) -> HttpResponse:
    """What stands, what will, what is over; those of the Region are shown and are not the school's to change."""
    return page(
        request, "news/banners.html", title=_("Bandeaux"), school=school, lines=banners_of([school.id]),
        doors=DOORS, base={"uai": school.uai}, back=url("news:desk", uai=school.uai),
    )  # fmt: skip


@screen("Afficher un bandeau", open_to=STAFF_PROFILES, writes=True, capability=RAISE_BANNER)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Seen at the next page of everybody it concerns."""
    return _form(request, school, None)


@screen("Changer un bandeau", open_to=STAFF_PROFILES, writes=True, capability=RAISE_BANNER)
def change(request: Request, *, school: SchoolRef, banner_id: int) -> HttpResponse:
    """The same; whoever put it away sees it again."""
    banner = get_object_or_404(Banner, pk=banner_id, schools=[school.id])
    return _form(request, school, banner)


@screen("Retirer un bandeau", open_to=STAFF_PROFILES, writes=True, reads=False, capability=RAISE_BANNER)
def withdraw(request: Request, *, school: SchoolRef, banner_id: int) -> HttpResponse:
    """The button asked."""
    withdraw_banner(actor=request.actor, banner_id=banner_id)
    return redirect_saying(url("news:banners", uai=school.uai), _("Le bandeau est retiré."))


@screen("Ne plus afficher un bandeau", open_to=SIGNED_IN - {Profile.AGENT}, writes=True, reads=False)
def put_away(request: Request, *, banner_id: int, version: int) -> HttpResponse:
    """For oneself, until it changes; then back to where one was."""
    put_banner_away(actor=request.actor, seen=request.bands, key=f"bandeau:{banner_id}:{version}")
    path = request.POST.get("suite", "")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return HttpResponseRedirect(path if is_ours else url("home"))


def _form(request: Request, school: SchoolRef, banner: Banner | None) -> HttpResponse:
    form = BannerForm(request.POST if request.method == "POST" else None, initial=start_of(banner))
    if form.is_valid():
        with refusal_shown_in(form):
            write_banner(
                actor=request.actor, school_ids=[school.id], said=form.words(),
                banner_id=banner.pk if banner else None, seen=form.cleaned_data["seen"] or 0,
                key=form.cleaned_data["key"],
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(url("news:banners", uai=school.uai), _("Le bandeau est enregistré."))
    return page(
        request,
        "news/banner_form.html",
        title=_("Bandeau"),
        school=school,
        form=form,
        banner=banner,
        back=url("news:banners", uai=school.uai),
        status=422 if form.errors else 200,
    )
