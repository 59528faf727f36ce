"""Two records side by side; make them one; part them again (capability C5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.access.models import Account
from preau.console.actions.count_anomalies import count_anomalies
from preau.console.models import MergeRequest
from preau.console.queries import anomalies_about
from preau.console.web.desk import OFFICE
from preau.console.wording import keep_url
from preau.directory.actions.merge_persons import merge_persons
from preau.directory.actions.unmerge_persons import unmerge_persons
from preau.directory.duplicate_queries import PersonSide, known_among, merges_of, schools_of, sides
from preau.directory.models import Person
from preau.directory.policies import MERGE_PERSONS
from preau.directory.rules import UNMERGE_WITHIN
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.kernel.words import short_day

#: Requests of a page, the latest.
ASKED_SHOWN = 10


class MergeForm(forms.Form):
    """The record that stays, and the one that goes."""

    garder = forms.IntegerField()
    fondre = forms.IntegerField()


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of the comparison: what each record says, and whether they say otherwise."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


@screen("Comparer deux fiches", open_to=OFFICE, capability=MERGE_PERSONS)
def compare(request: Request, *, school: SchoolRef, first_id: int, second_id: int) -> HttpResponse:
    """Everything the school knows of each; either may be kept."""
    both = (first_id, second_id)
    if first_id == second_id or len(known_among(school.id, both)) < len(both):
        raise NotAllowed
    first, second = sides(school.id, both)
    accounts = dict(Account.objects.filter(person_id__in=both).values_list("person_id", "activated_at"))
    pairs = zip(
        (*first.facts(), (_("Compte"), _account(accounts, first_id))),
        (*second.facts(), (_("Compte"), _account(accounts, second_id))),
        strict=True,
    )
    return page(
        request,
        "console/compare.html",
        title=_("Comparer deux fiches"),
        school=school,
        first=first,
        second=second,
        lines=tuple(Compared(label, one, other) for (label, one), (_label, other) in pairs if one or other),
        advised=_advised(first, second, accounts),
        found=tuple((kind, keep_url(line, school.uai)) for kind, line in anomalies_about(school.id, both)),
        days=UNMERGE_WITHIN.days,
        is_across=bool(schools_of(both) - {school.id}),
    )


@screen("Fusionner deux fiches", open_to=OFFICE, writes=True, reads=False, capability=MERGE_PERSONS)
def merge(request: Request, *, school: SchoolRef) -> HttpResponse:
    """One record with both histories."""
    form = MergeForm(request.POST)
    if not form.is_valid():
        raise NotAllowed
    merge_persons(
        actor=request.actor,
        school_id=school.id,
        kept_id=form.cleaned_data["garder"],
        gone_id=form.cleaned_data["fondre"],
    )
    count_anomalies(actor=request.actor, school_ids=(school.id,))
    return redirect_saying(
        reverse("console:merges", kwargs={"uai": school.uai}),
        _("Les deux fiches n’en font plus qu’une. Vous pouvez défaire cette fusion pendant %(days)s jours.")
        % {"days": UNMERGE_WITHIN.days},
    )


@screen("Fiches fusionnées", open_to=OFFICE, capability=MERGE_PERSONS)
def merges(request: Request, *, school: SchoolRef) -> HttpResponse:
    """What can still be undone, and what was asked of the académie or the Region."""
    asked = tuple(MergeRequest.objects.filter(school_id=school.id).order_by("-asked_at")[:ASKED_SHOWN])
    people = Person.objects.in_bulk({pk for one in asked for pk in (one.first_id, one.second_id)})
    return page(
        request,
        "console/merges.html",
        title=_("Fiches fusionnées"),
        school=school,
        lines=merges_of(school.id),
        days=UNMERGE_WITHIN.days,
        asked=asked,
        people=people,
    )


@screen("Défaire une fusion", open_to=OFFICE, writes=True, reads=False, capability=MERGE_PERSONS)
def unmerge(request: Request, *, school: SchoolRef, merge_id: int) -> HttpResponse:
    """Two records again."""
    unmerge_persons(actor=request.actor, school_id=school.id, merge_id=merge_id)
    count_anomalies(actor=request.actor, school_ids=(school.id,))
    return redirect_saying(
        reverse("console:merges", kwargs={"uai": school.uai}), _("Ce sont de nouveau deux fiches, comme avant.")
    )


def _account(accounts: dict[int, datetime | None], person_id: int) -> str:
    if person_id not in accounts:
        return _("aucun")
    activated_at = accounts[person_id]
    return _("activé le %(day)s") % {"day": short_day(activated_at)} if activated_at else _("à activer")


def _advised(first: PersonSide, second: PersonSide, accounts: dict[int, datetime | None]) -> int:
    """The record to keep when nothing says otherwise: the account in use, then who has more to lose, then the
    older one.
    """
    return max(
        (first, second),
        key=lambda side: (accounts.get(side.id) is not None, len(side.keys), len(side.roles), -side.id),
    ).id
