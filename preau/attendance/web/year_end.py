"""The end of a year of presence: what goes, what stays, and the numbers of past years (rule B11)."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from preau.attendance.actions.ask_purge import ask_purge
from preau.attendance.actions.put_off_purge import put_off_purge
from preau.attendance.models import PresencePurge
from preau.attendance.policies import END_YEAR, TREAT
from preau.attendance.queries.missed import spoken_minutes
from preau.attendance.queries.summary import (
    MONTH,
    SummaryLine,
    kept_lines,
    month_label,
    parts_of_year,
    rows_that_go,
    still_open,
    years_kept,
)
from preau.attendance.web.treating import TREATERS
from preau.attendance.year_end import WORDS, over_year
from preau.directory.spreadsheet import Sheet, csv_of
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

_HEADS = {
    "classe": gettext_noop("Par classe"),
    "motif": gettext_noop("Par motif"),
    "regime": gettext_noop("Par régime"),
    MONTH: gettext_noop("Par mois"),
}
_COLUMNS = (
    gettext_noop("Part"),
    gettext_noop("Élèves"),
    gettext_noop("Demi-journées manquées"),
    gettext_noop("Dont injustifiées"),
    gettext_noop("Heures de cours"),
    gettext_noop("Retards"),
)
_REST = gettext_noop("Autres, réunis")


class PutOffForm(forms.Form):
    """Until when, and why."""

    until = forms.DateField(
        label=gettext_lazy("Garder jusqu’au"), error_messages={"invalid": gettext_lazy("Écrivez une date.")}
    )
    why = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=500)


@screen("Fin d’une année de présence", open_to={Profile.DIRECTION}, writes=True, capability=END_YEAR)
def show(request: Request, *, school: SchoolRef, year_id: int) -> HttpResponse:
    """Before: what would go, what would stay, what is still open. After: the report. A post keeps it longer."""
    year = over_year(year_id)
    purge = PresencePurge.objects.filter(school_id=school.id, year_id=year_id).first()
    form = PutOffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_shown_in(form):
            put_off_purge(
                actor=request.actor, school_id=school.id, year_id=year_id,
                until=form.cleaned_data["until"], why=form.cleaned_data["why"],
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(request.get_full_path(), _("Gardée jusqu’à ce jour."))
    is_done = purge is not None and purge.done_at is not None
    going = dict(purge.erased) if purge is not None and is_done else rows_that_go(school.id, year.ends_on)
    waiting, unfollowed = (0, 0) if is_done else still_open(school.id, year.ends_on)
    return page(
        request,
        "attendance/year_end.html",
        title=_("Fin d’année"),
        school=school,
        status=422 if form.errors else 200,
        year_id=year_id,
        label=year.label,
        form=form,
        going=[(WORDS[table], number) for table, number in going.items() if table in WORDS],
        waiting=waiting,
        unfollowed=unfollowed,
        done_at=purge.done_at if purge else None,
        is_asked=purge is not None and purge.asked_at is not None,
        kept_until=purge.put_off_until if purge else None,
        why=purge.why if purge else "",
        tables=[] if is_done else _proposed(school.id, year.starts_on, year.ends_on),
    )


@screen(
    "Effacer une année de présence", open_to={Profile.DIRECTION}, writes=True, reads=False, capability=END_YEAR
)
def ask(request: Request, *, school: SchoolRef, year_id: int) -> HttpResponse:
    """The button asked already."""
    ask_purge(actor=request.actor, school_id=school.id, year_id=year_id)
    path = reverse("attendance:year-end", kwargs={"uai": school.uai, "year_id": year_id})
    return redirect_saying(path, _("L’effacement est demandé\u202f: rechargez cette page dans un instant."))


@screen("Présence des années passées, en nombres", open_to=TREATERS, capability=TREAT)
def past(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The last one, unless the address says another."""
    years = years_kept(school.id)
    chosen = _chosen(request, years)
    return page(
        request,
        "attendance/past_years.html",
        title=_("Années passées"),
        school=school,
        years=[(label, f"?annee={pk}", pk == chosen) for pk, label in years],
        chosen=chosen,
        tables=[(head, _rows(kept_lines(school.id, chosen, view))) for view, head in _HEADS.items()]
        if chosen
        else [],
        columns=[(head, "number" if n else "text") for n, head in enumerate(_COLUMNS)],
        heads=_COLUMNS,
    )


@screen("Présence d’une année passée, pour un tableur", open_to=TREATERS, capability=TREAT)
def export(request: Request, *, school: SchoolRef) -> HttpResponse:
    """All the parts one under the other."""
    chosen = _chosen(request, years_kept(school.id))
    if chosen is None:
        raise NotAllowed
    rows = [(head, *row) for view, head in _HEADS.items() for row in _rows(kept_lines(school.id, chosen, view))]
    sheet = Sheet(name=_("Années passées"), heads=("", *_COLUMNS), rows=tuple(rows))
    response = HttpResponse(csv_of(sheet), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="presence-annee-passee.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _kept(school_id: int, year_id: int | None) -> list[tuple[str, list[tuple[str, ...]]]]:
    if year_id is None:
        return []
    return [(head, list(_rows(kept_lines(school_id, year_id, view)))) for view, head in _HEADS.items()]


def _chosen(request: Request, years: tuple[tuple[int, str], ...]) -> int | None:
    known = {str(pk): pk for pk, _label in years}
    return known.get(request.GET.get("annee", "")) or (years[0][0] if years else None)


def _proposed(school_id: int, since: date, until: date) -> list[tuple[str, list[tuple[str, int]]]]:
    """What would stay, in short: each part and how many pupils it stands for."""
    parts = parts_of_year(school_id, since, until)
    return [
        (_HEADS[view], [(_named(view, one.label), len(one.pupils)) for one in several])
        for view, several in parts.items()
        if several
    ]


def _named(view: str, label: str) -> str:
    if not label:
        return _REST
    return month_label(label) if view == MONTH else label


def _rows(lines: tuple[SummaryLine, ...]) -> list[tuple[str, ...]]:
    return [
        (
            line.label or _REST, str(line.pupils), str(line.half_days), str(line.unjustified),
            spoken_minutes(line.minutes), str(line.late),
        )
        for line in lines
    ]  # fmt: skip
