"""The terms of the classes: one cutting of the year, given to as many classes as are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.directory import wording
from preau.directory.actions.set_terms import set_terms
from preau.directory.calendar_lines import Cutting, DivisionTerms, cuttings_of
from preau.directory.calendar_queries import calendars_of_year, terms_of_divisions
from preau.directory.models import Term
from preau.directory.policies import MANAGE_CALENDAR
from preau.directory.rules import TERMS_OF_YEAR
from preau.directory.terms import TermDates, proposed_terms
from preau.directory.web.asked import AskedYear, needed_year
from preau.directory.web.doors import OFFICE, calendar_url
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

_FIELDS = ("starts_on", "ends_on", "end_of_entry_on")


@dataclass(frozen=True, slots=True)
class Asked:
    """Trimesters or semesters, from the dates of which classes (None: from a proposal)."""

    kind: str
    cutting: Cutting | None


@screen("Périodes des classes", open_to=OFFICE, writes=True, capability=MANAGE_CALENDAR)
def change(request: Request, *, school: SchoolRef) -> HttpResponse:
    """`?sorte=` says which terms; `?comme=` starts from the dates of a class and ticks those with the same."""
    year = needed_year(request)
    divisions = terms_of_divisions(school.id, year.year.id)
    asked = _asked(request, divisions)
    form = _form(request, asked, divisions, _starting_from(asked, school, year))
    if form.is_valid():
        changed = _set(request, school, year, asked, form, divisions)
        if form.is_valid():
            return redirect_saying(calendar_url(school, year), _said(changed))
    return page(
        request,
        "directory/terms.html",
        title=_("Périodes des classes"),
        school=school,
        asked=year,
        kind=asked.kind,
        kinds=_tabs(school, year, asked),
        form=form,
        parts=[
            (wording.term(asked.kind, n), [form[f"{name}_{n}"] for name in _FIELDS]) for n in _numbers(asked.kind)
        ],
        classes=[form[_ticked(division)] for division in divisions],
        here=request.get_full_path(),
    )


def _asked(request: Request, divisions: Sequence[DivisionTerms]) -> Asked:
    like = request.GET.get("comme", "")
    cuttings = cuttings_of(divisions)
    cutting = next((one for one in cuttings if like in {str(d.group_id) for d in one.divisions}), None)
    kind = request.GET.get("sorte", cutting.kind if cutting else Term.Kind.TRIMESTER.value)
    if kind not in TERMS_OF_YEAR:
        raise NotAllowed
    if cutting is None or cutting.kind != kind:
        cutting = next((one for one in cuttings if one.kind == kind and not like), None)
    return Asked(kind, cutting)


def _starting_from(asked: Asked, school: SchoolRef, year: AskedYear) -> tuple[TermDates, ...]:
    if asked.cutting is not None:
        return tuple(term.dates for term in asked.cutting.terms)
    (line,) = calendars_of_year((school.id,), year.year.id)
    return proposed_terms(asked.kind, line.calendar)


def _form(
    request: Request, asked: Asked, divisions: Sequence[DivisionTerms], start: Sequence[TermDates]
) -> forms.Form:
    labels = {
        "starts_on": _("Premier jour"),
        "ends_on": _("Dernier jour"),
        "end_of_entry_on": _("Fin de la saisie des notes"),
    }
    initial: dict[str, Any] = {f"{name}_{term.number}": getattr(term, name) for term in start for name in _FIELDS}
    if asked.cutting is not None and "comme" in request.GET:
        initial |= {_ticked(division): True for division in asked.cutting.divisions}
    form = forms.Form(request.POST if request.method == "POST" else None, initial=initial)
    for number in _numbers(asked.kind):
        for name in _FIELDS:
            form.fields[f"{name}_{number}"] = forms.DateField(
                label=labels[name], required=name != "end_of_entry_on"
            )
    form.fields["toutes"] = forms.BooleanField(label=_("Toutes les classes"), required=False)
    for division in divisions:
        form.fields[_ticked(division)] = forms.BooleanField(
            label=division.label, required=False, help_text=_state(division)
        )
    return form


def _set(
    request: Request,
    school: SchoolRef,
    year: AskedYear,
    asked: Asked,
    form: forms.Form,
    divisions: Sequence[DivisionTerms],
) -> int:
    given = form.cleaned_data
    chosen = [d.group_id for d in divisions if given["toutes"] or given[_ticked(d)]]
    with refusal_shown_in(form):
        return set_terms(
            actor=request.actor,
            school_id=school.id,
            year_id=year.year.id,
            kind=asked.kind,
            group_ids=chosen,
            terms=[TermDates(n, *(given[f"{name}_{n}"] for name in _FIELDS)) for n in _numbers(asked.kind)],
        )
    return 0


def _tabs(school: SchoolRef, year: AskedYear, asked: Asked) -> tuple[tuple[str, str, bool], ...]:
    path = reverse("directory:terms", kwargs={"uai": school.uai})
    kept = f"&{year.query}" if year.query else ""
    return tuple(
        (label, f"{path}?{urlencode({'sorte': kind.value})}{kept}", kind == asked.kind)
        for kind, label in ((Term.Kind.TRIMESTER, _("Trimestres")), (Term.Kind.SEMESTER, _("Semestres")))
    )


def _said(changed: int) -> str:
    if not changed:
        return _("Rien n’a changé : ces classes avaient déjà ces périodes.")
    said = ngettext(
        "Les périodes sont enregistrées pour %(n)s classe.",
        "Les périodes sont enregistrées pour %(n)s classes.",
        changed,
    )
    return said % {"n": changed}


def _state(division: DivisionTerms) -> str:
    if not division.terms:
        return _("sans période")
    return {Term.Kind.TRIMESTER: _("trimestres"), Term.Kind.SEMESTER: _("semestres")}[
        Term.Kind(division.terms[0].kind)
    ]


def _numbers(kind: str) -> range:
    return range(1, TERMS_OF_YEAR[kind] + 1)


def _ticked(division: DivisionTerms) -> str:
    return f"classe_{division.group_id}"
