"""One collective absence: who goes, hour by hour and one by one; change it, cancel it, print it, take it away."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.add_to_collective_absence import add_to_collective_absence
from preau.attendance.actions.cancel_collective_absence import cancel_collective_absence
from preau.attendance.actions.change_collective_absence import change_collective_absence
from preau.attendance.life.collective_telling import collective_history
from preau.attendance.models import AbsenceReason
from preau.attendance.policies import TREAT
from preau.attendance.queries.collective import (
    CollectiveHead,
    collective_head,
    collective_pupils,
    collective_versions,
)
from preau.attendance.queries.reasons import shared_reasons
from preau.attendance.web.collective_form import CollectiveForm, in_fields
from preau.attendance.web.treating import LONGEST, TREATERS
from preau.directory.people.search import Kind, people_found
from preau.directory.spreadsheet import Sheet, csv_of
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef


class CancelForm(forms.Form):
    """Why it does not take place."""

    pourquoi = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=LONGEST)


class AddForm(forms.Form):
    """Who goes too."""

    eleve = forms.IntegerField(min_value=1, max_value=2**62)


@screen("Une absence collective", open_to=TREATERS, capability=TREAT)
def show(request: Request, *, school: SchoolRef, collective_id: int) -> HttpResponse:
    """Its pupils by class, and the gestures about it."""
    return _page(request, school, collective_id)


@screen("Changer une absence collective", open_to=TREATERS, writes=True, capability=TREAT)
def change(request: Request, *, school: SchoolRef, collective_id: int) -> HttpResponse:
    """Its name, its time, its reason, for all."""
    head = collective_head(school.id, collective_id)
    form = CollectiveForm(
        request.POST if request.method == "POST" else None,
        reasons=shared_reasons(school.id, kept_id=head.reason_id),
        initial={"nom": head.label, "motif": str(head.reason_id), **in_fields(head.starts_at, head.ends_at)},
    )
    version = request.POST.get("vue", "")
    if form.is_valid():
        starts_at, ends_at = form.span()
        with refusal_shown_in(form):
            change_collective_absence(
                actor=request.actor,
                school_id=school.id,
                collective_id=collective_id,
                version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
                label=form.cleaned_data["nom"],
                starts_at=starts_at,
                ends_at=ends_at,
                reason_id=int(form.cleaned_data["motif"]),
            )
        if not form.errors:
            return redirect_saying(_url(school, collective_id), _("C’est changé, pour tous ses élèves."))
    return page(
        request,
        "attendance/collective_change.html",
        title=head.label,
        school=school,
        status=422 if form.errors else 200,
        head=head,
        form=form,
        seen=version or head.version,
    )


@screen("Ajouter un élève à une absence collective", open_to=TREATERS, writes=True, reads=False, capability=TREAT)
def add(request: Request, *, school: SchoolRef, collective_id: int) -> HttpResponse:
    """One more, found by name."""
    form = AddForm(request.POST)
    if form.is_valid():
        with refusal_shown_in(form):
            add_to_collective_absence(
                actor=request.actor,
                school_id=school.id,
                collective_id=collective_id,
                pupil_id=form.cleaned_data["eleve"],
            )
        if not form.errors:
            return redirect_saying(_url(school, collective_id), _("L’élève est ajouté."))
    return _page(request, school, collective_id, wrong=form)


@screen("Annuler une absence collective", open_to=TREATERS, writes=True, reads=False, capability=TREAT)
def cancel(request: Request, *, school: SchoolRef, collective_id: int) -> HttpResponse:
    """It does not take place: its pupils are expected again."""
    form = CancelForm(request.POST, auto_id="annulation-%s")
    if form.is_valid():
        with refusal_shown_in(form):
            cancel_collective_absence(
                actor=request.actor,
                school_id=school.id,
                collective_id=collective_id,
                why=form.cleaned_data["pourquoi"],
            )
        if not form.errors:
            return redirect_saying(
                _url(school, collective_id), _("L’absence collective est annulée. Son histoire reste lisible.")
            )
    return _page(request, school, collective_id, cancelling=form, wrong=form)


@screen("Élèves d’une absence collective, à imprimer", open_to=TREATERS, capability=TREAT)
def sheet(request: Request, *, school: SchoolRef, collective_id: int) -> HttpResponse:
    """A list to tick on the way out and on the way back."""
    head = collective_head(school.id, collective_id)
    going = [one for one in collective_pupils(school.id, collective_id) if not one.is_out]
    return page(
        request,
        "attendance/collective_sheet.html",
        title=head.label,
        school=school,
        head=head,
        classes=[(label, list(mine)) for label, mine in groupby(going, attrgetter("division"))],
    )


@screen("Élèves d’une absence collective, pour un tableur", open_to=TREATERS, capability=TREAT)
def export(request: Request, *, school: SchoolRef, collective_id: int) -> HttpResponse:
    """As French spreadsheets open it: semicolons, UTF-8 with its mark."""
    head = collective_head(school.id, collective_id)
    going = [one for one in collective_pupils(school.id, collective_id) if not one.is_out]
    table = Sheet(
        name=_("Élèves"),
        heads=(_("Élève"), _("Classe"), _("Du"), _("À partir de"), _("Au"), _("Jusqu’à")),
        rows=tuple(
            (one.name, one.division, *(said[name] for name in ("debut", "debut_heure", "fin", "fin_heure")))
            for one in going
            for said in (in_fields(one.starts_at, one.ends_at),)
        ),
    )
    response = HttpResponse(csv_of(table), content_type="text/csv; charset=utf-8")
    name = "-".join(
        (*"".join(c if c.isascii() and c.isalnum() else " " for c in words.folded(head.label)).split(),)
    )
    response["Content-Disposition"] = f'attachment; filename="{name or "eleves"}-{head.first_on}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _page(
    request: Request,
    school: SchoolRef,
    collective_id: int,
    *,
    cancelling: CancelForm | None = None,
    wrong: forms.Form | None = None,
) -> HttpResponse:
    head = collective_head(school.id, collective_id)
    pupils = collective_pupils(school.id, collective_id)
    going = [one for one in pupils if not one.is_out]
    versions = collective_versions(school.id, collective_id)
    return page(
        request,
        "attendance/collective.html",
        title=head.label,
        school=school,
        status=422 if wrong is not None else 200,
        head=head,
        moment=_moment(head),
        going=going,
        out=[one for one in pupils if one.is_out],
        classes=[(label, list(mine)) for label, mine in groupby(going, attrgetter("division"))],
        to_check=[one for one in going if one.seen_in or one.clash],
        history=collective_history(versions, head.kept, _reasons(school)),
        cancelling=cancelling or CancelForm(auto_id="annulation-%s"),
        wrong=wrong,
        **_search(request, school, {one.pupil_id for one in going}),
    )


def _reasons(school: SchoolRef) -> dict[int, str]:
    """The labels of reasons, the hidden ones too: its history may name them."""
    return dict(AbsenceReason.objects.filter(school_id=school.id).values_list("pk", "label"))


def _moment(head: CollectiveHead) -> tuple[str, str]:
    """Where it stands, and the tone that goes with it."""
    if head.cancelled_at is not None:
        return _("Annulée"), "neutral"
    now = clock.now()
    if head.starts_at > now:
        return _("À venir"), "info"
    return (_("En cours"), "info") if head.ends_at > now else (_("Passée"), "neutral")


def _search(request: Request, school: SchoolRef, going: set[int]) -> dict[str, Any]:
    typed = request.GET.get("q", "").replace("\x00", "")
    found = people_found(request.actor, school.id, typed, kind=Kind.PUPIL) if typed.strip() else None
    return {"typed": typed, "found": None if found is None else [(one, one.id in going) for one in found.people]}


def _url(school: SchoolRef, collective_id: int) -> str:
    return url("attendance:collective", uai=school.uai, collective_id=collective_id)
