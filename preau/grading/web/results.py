"""The averages and the positionings of a group for a term: read, and decided cell by cell (C82 and C89)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.foundation.screens.typed import out_of_date, typed_under, whole_numbers
from preau.grading.actions.write_marks import Outcome
from preau.grading.actions.write_term_results import (
    ResultKey,
    ResultOfCell,
    TypedResult,
    is_decidable,
    write_term_results,
)
from preau.grading.book import GradebookHead, load_gradebook
from preau.grading.decision import Decided
from preau.grading.policies import may_read, may_write
from preau.grading.queries.periods import period_named, periods_of
from preau.grading.queries.result_grid import ResultGrid, result_cell_name, result_grid_of, trace_of
from preau.grading.queries.sheet import Period, Sheet, read_sheet
from preau.grading.web.books import READERS
from preau.grading.web.lock_words import notice_over
from preau.grading.web.result_words import COLUMNS, turn_words
from preau.grading.web.wording import period_label, said_by_the_script
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

#: A cell in a form: `n-<what>-<pupil>-<version seen>`.
_PREFIX = "n-"


@screen("Moyennes d’un groupe pour une période", open_to=READERS)
def show(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """Pupils by computed, decided and positioning, for a period."""
    book = load_gradebook(gradebook_id, school_id=school.id)
    if not may_read(request.actor, book):
        raise NotAllowed
    return _drawn(request, school, book, {}, {})


@screen("Décider des moyennes", open_to={Profile.TEACHER}, writes=True, reads=False)
def write(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """The cells of a form, or those that a script sends one after the other."""
    book = load_gradebook(gradebook_id, school_id=school.id)
    if not may_write(request.actor, book):
        raise NotAllowed
    period, _periods = _period(request, book)
    cells = _typed(request)
    results = write_term_results(
        actor=request.actor, school_id=school.id, gradebook_id=gradebook_id, kind=period.kind,
        number=period.number, cells=cells,
    )  # fmt: skip
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"cells": _told(results), **_figures(_grid(request, read_sheet(book, period)))})
    wrong = {key: one for key, one in results.items() if one.outcome in {Outcome.CONFLICT, Outcome.REFUSED}}
    if wrong:
        return _drawn(request, school, book, wrong, {result_cell_name(*one.key): one.text for one in cells})
    written = sum(1 for one in results.values() if one.outcome is Outcome.WRITTEN)
    said = ngettext("%(count)s case enregistrée.", "%(count)s cases enregistrées.", written) % {"count": written}
    return redirect_saying(_here(school, book, period), said if written else _("Rien n’avait changé."))


def _drawn(
    request: Request, school: SchoolRef, book: GradebookHead, wrong: Mapping[ResultKey, ResultOfCell],
    typed: Mapping[str, str],
) -> HttpResponse:  # fmt: skip
    """The page; `wrong`: the cells that were not kept, and `typed`: what was typed in all of them."""
    period, periods = _period(request, book)
    sheet = read_sheet(book, period)
    grid = _grid(request, sheet)
    names = {result_cell_name(*key) for key in wrong}
    known = {cell.name: [cell.text, cell.version] for line in grid.lines for cell in line.cells}
    told: dict[str, Any] = {
        "here": _here(school, book, period),
        "topic": f"carnet:{school.id}:{book.gradebook_id}",
        "now": json.dumps({"known": known, **_figures(grid)}),
    }
    if is_fragment(request) and not wrong:
        return fragment(request, "grading/grid_now.html", school=school, **told)
    writes = may_write(request.actor, book)
    return page(
        request,
        "grading/results.html",
        title=_("Moyennes, %(book)s") % {"book": book.name},
        school=school,
        topics=(told["topic"],),
        status=422 if wrong else 200,
        book=book,
        grid=grid,
        columns=COLUMNS,
        feet=_feet(grid),
        unexplained=sum(1 for line in grid.lines if line.lacks_reason),
        trace=[(turn.pupil, turn_words(turn)) for turn in trace_of(sheet)],
        words={**said_by_the_script(request.actor.person_id), "unkept": _("Cette case n’est pas enregistrée.")},
        period=period,
        periods=[(period_label(one), f"?periode={one.key}", one == period) for one in periods],
        may_write=writes,
        notice=notice_over(request.actor, sheet) if writes else None,
        wrong={result_cell_name(*key): one for key, one in wrong.items()},
        typed={name: text for name, text in typed.items() if name in names},
        names={line.id: line.name for line in grid.lines},
        **told,
    )


def _grid(request: Request, sheet: Sheet) -> ResultGrid:
    writes = may_write(request.actor, sheet.book)
    return result_grid_of(
        sheet, is_decidable=lambda pupil: writes and is_decidable(request.actor, sheet.book, pupil)
    )


def _feet(grid: ResultGrid) -> list[tuple[str, str, list[str], str]]:
    """The figures of the averages that are kept, under their column alone."""
    nothing = [""] * len(COLUMNS)
    return [
        (_("Plus basse"), "low", nothing, grid.lowest),
        (_("Moyenne"), "mean", nothing, grid.mean),
        (_("Plus haute"), "high", nothing, grid.highest),
    ]


def _figures(grid: ResultGrid) -> dict[str, Any]:
    """What follows from the cells, as the script of the grid reads it."""
    return {
        "averages": {str(line.id): line.total for line in grid.lines},
        "columns": {},
        "figures": [grid.lowest, grid.mean, grid.highest],
        "shown": {cell.name: cell.text for line in grid.lines for cell in line.cells if cell.is_locked},
    }


def _told(results: Mapping[ResultKey, ResultOfCell]) -> dict[str, Any]:
    return {
        result_cell_name(*key): {
            "outcome": one.outcome.value, "text": one.text, "version": one.version, "message": one.message,
        }
        for key, one in results.items()
    }  # fmt: skip


def _period(request: HttpRequest, book: GradebookHead) -> tuple[Period, tuple[Period, ...]]:
    periods = periods_of(book)
    return period_named(periods, request.GET.get("periode", ""), clock.today()), periods


def _typed(request: HttpRequest) -> list[TypedResult]:
    """Errors: `NotPossible` for a name of cell that is none."""
    found = []
    for (what, *numbers), text in typed_under(request, _PREFIX):
        pupil_id, seen = whole_numbers(numbers, 2)
        if what not in set(Decided):
            raise out_of_date()
        found.append(TypedResult(ResultKey(Decided(what), pupil_id), text, seen))
    return found


def _here(school: SchoolRef, book: GradebookHead, period: Period) -> str:
    there = reverse("grading:results", kwargs={"uai": school.uai, "gradebook_id": book.gradebook_id})
    return f"{there}?{urlencode({'periode': period.key})}"
