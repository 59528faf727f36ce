"""The dates of the class councils of one term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.directory import wording
from preau.directory.actions.set_councils import set_councils
from preau.directory.calendar_lines import DivisionTerms, TermLine
from preau.directory.calendar_queries import terms_of_divisions
from preau.directory.policies import MANAGE_CALENDAR
from preau.directory.web.asked import AskedYear, needed_year
from preau.directory.web.doors import OFFICE, calendar_url
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Part:
    """A term as several classes have it: `key` is the word of the address (`trimestre-1`)."""

    key: str
    label: str
    ends_on: date
    lines: tuple[tuple[DivisionTerms, TermLine], ...]


@screen("Conseils de classe", open_to=OFFICE, writes=True, capability=MANAGE_CALENDAR)
def change(request: Request, *, school: SchoolRef) -> HttpResponse:
    """One date per class, for the term of `?periode=`: by default the first that is not over."""
    year = needed_year(request)
    parts = _parts(terms_of_divisions(school.id, year.year.id))
    part = _asked(request, parts)
    form = _form(request, part)
    if part is not None and form.is_valid():
        changed = 0
        with refusal_shown_in(form):
            councils = {term.id: form.cleaned_data[f"council_{term.id}"] for _division, term in part.lines}
            changed = set_councils(actor=request.actor, school_id=school.id, councils=councils)
        if form.is_valid():
            return redirect_saying(calendar_url(school, year), _said(changed))
    return page(
        request,
        "directory/councils.html",
        title=_("Conseils de classe"),
        school=school,
        asked=year,
        part=part,
        parts=_tabs(school, year, parts, part),
        form=form,
        here=request.get_full_path(),
    )


def _parts(divisions: tuple[DivisionTerms, ...]) -> tuple[Part, ...]:
    found: dict[tuple[str, int], list[tuple[DivisionTerms, TermLine]]] = {}
    for division in divisions:
        for term in division.terms:
            found.setdefault((term.kind, term.number), []).append((division, term))
    return tuple(
        Part(
            f"{kind}-{number}",
            wording.term(kind, number),
            max(term.ends_on for _division, term in lines),
            tuple(lines),
        )
        for (kind, number), lines in sorted(
            found.items(), key=lambda item: (item[0][0] != "trimestre", item[0][1])
        )
    )


def _asked(request: Request, parts: tuple[Part, ...]) -> Part | None:
    key = request.GET.get("periode")
    if key is None:
        today = clock.today()
        return next((part for part in parts if part.ends_on >= today), parts[-1] if parts else None)
    found = next((part for part in parts if part.key == key), None)
    if found is None:
        raise NotAllowed
    return found


def _form(request: Request, part: Part | None) -> forms.Form:
    lines = part.lines if part else ()
    form = forms.Form(
        request.POST if request.method == "POST" else None,
        initial={f"council_{term.id}": term.council_on for _division, term in lines},
    )
    for division, term in lines:
        form.fields[f"council_{term.id}"] = forms.DateField(label=division.label, required=False)
    return form


def _tabs(
    school: SchoolRef, year: AskedYear, parts: tuple[Part, ...], shown: Part | None
) -> tuple[tuple[str, str, bool], ...]:
    path = reverse("directory:councils", kwargs={"uai": school.uai})
    kept = f"&{year.query}" if year.query else ""
    return tuple((part.label, f"{path}?{urlencode({'periode': part.key})}{kept}", part == shown) for part in parts)


def _said(changed: int) -> str:
    if not changed:
        return _("Rien n’a changé.")
    said = ngettext("%(n)s date de conseil est enregistrée.", "%(n)s dates de conseil sont enregistrées.", changed)
    return said % {"n": changed}
