"""Records of one person in several schools: a school asks, who administers them all decides (capability C5)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.console.across import merges_across, perimeter, requests_of
from preau.console.actions.ask_merge import ask_merge
from preau.console.actions.merge_across import merge_across
from preau.console.actions.part_across import part_across
from preau.console.actions.refuse_merge import refuse_merge
from preau.console.policies import MERGE_ACROSS
from preau.console.web.desk import OFFICE
from preau.directory.policies import MERGE_PERSONS
from preau.directory.rules import UNMERGE_WITHIN
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

AGENT = (Profile.AGENT,)


class AskForm(forms.Form):
    """Two records, and why they are one person."""

    first = forms.IntegerField()
    second = forms.IntegerField()
    reason = forms.CharField(max_length=300, required=False)


class KeepForm(forms.Form):
    """The record that stays."""

    garder = forms.IntegerField()


class RefusalForm(forms.Form):
    """Why they stay two."""

    refusal = forms.CharField(
        label=gettext_lazy("Pourquoi ce sont deux personnes"), max_length=300, required=False
    )


@screen("Demander à réunir deux fiches", open_to=OFFICE, writes=True, reads=False, capability=MERGE_PERSONS)
def ask(request: Request, *, school: SchoolRef) -> HttpResponse:
    """To whoever administers all the schools that know them."""
    form = AskForm(request.POST)
    if not form.is_valid():
        raise NotAllowed
    asked = form.cleaned_data
    ask_merge(
        actor=request.actor,
        school_id=school.id,
        people=(asked["first"], asked["second"]),
        reason=asked["reason"],
    )
    return redirect_saying(
        reverse("console:merges", kwargs={"uai": school.uai}),
        _("La demande est envoyée\u202f: l’académie ou la Région la lira."),
    )


@screen("Fiches à réunir", open_to=AGENT, capability=MERGE_ACROSS)
def show(request: Request) -> HttpResponse:
    """What schools ask, and what she reunited lately."""
    with perimeter(request.actor) as schools:
        asked, done = requests_of(schools), merges_across(request.actor, schools)
    return page(
        request,
        "console/across.html",
        title=_("Fiches à réunir"),
        requests=asked,
        done=done,
        days=UNMERGE_WITHIN.days,
        form=RefusalForm(),
    )


@screen("Réunir deux fiches", open_to=AGENT, writes=True, reads=False, capability=MERGE_ACROSS)
def merge(request: Request, *, request_id: int) -> HttpResponse:
    """One record with both histories, in every school."""
    form = KeepForm(request.POST)
    if not form.is_valid():
        raise NotAllowed
    merge_across(actor=request.actor, request_id=request_id, kept_id=form.cleaned_data["garder"])
    return _back(_("Les deux fiches n’en font plus qu’une. Vous pouvez les séparer pendant trente jours."))


@screen("Refuser de réunir deux fiches", open_to=AGENT, writes=True, reads=False, capability=MERGE_ACROSS)
def refuse(request: Request, *, request_id: int) -> HttpResponse:
    """They stay two."""
    form = RefusalForm(request.POST)
    refuse_merge(
        actor=request.actor,
        request_id=request_id,
        refusal=form.cleaned_data["refusal"] if form.is_valid() else "",
    )
    return _back(_("L’établissement lira votre motif."))


@screen("Séparer deux fiches réunies", open_to=AGENT, writes=True, reads=False, capability=MERGE_ACROSS)
def unmerge(request: Request, *, merge_id: int) -> HttpResponse:
    """Two records again."""
    part_across(actor=request.actor, merge_id=merge_id)
    return _back(_("Ce sont de nouveau deux fiches, comme avant."))


def _back(told: str) -> HttpResponse:
    return redirect_saying(reverse("console:across"), told)
