"""The grid of a gradebook: read, and write cell by cell (capability C81)."""

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
from preau.foundation.screens.typed import typed_under, whole_numbers
from preau.grading.actions.write_marks import Outcome, Result, Typed, write_marks
from preau.grading.book import GradebookHead, load_gradebook
from preau.grading.cell import CellKey
from preau.grading.policies import may_read, may_write
from preau.grading.queries.grid import Grid, cell_name, grid_of
from preau.grading.queries.periods import period_named, periods_of
from preau.grading.queries.sheet import Period, Sheet, read_sheet
from preau.grading.web.books import READERS
from preau.grading.web.lock_words import notice_over
from preau.grading.web.wording import HeadLine, period_label, said_by_the_script
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

#: A cell in a form: `n-<evaluation>-<pupil>-<version seen>`.
_PREFIX = "n-"


@screen("Carnet de notes d’un groupe", open_to=READERS)
def show(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """Pupils by evaluations, for a period."""
    book = load_gradebook(gradebook_id, school_id=school.id)
    if not may_read(request.actor, book):
        raise NotAllowed
    return _drawn(request, school, book, {}, {})


@screen("Écrire des notes", open_to={Profile.TEACHER}, writes=True, reads=False)
def write(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """The cells of a form, or those that a script sends one after the other: averages and figures are then asked
    once, when the hand rests.
    """
    cells = _typed(request)
    results = write_marks(actor=request.actor, school_id=school.id, gradebook_id=gradebook_id, cells=cells)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"cells": _told(results)})
    wrong = {key: one for key, one in results.items() if one.outcome in {Outcome.CONFLICT, Outcome.REFUSED}}
    written = sum(1 for one in results.values() if one.outcome is Outcome.WRITTEN)
    if wrong:
        typed = {cell_name(*one.key): one.text for one in cells if one.key in wrong}
        return _drawn(request, school, load_gradebook(gradebook_id, school_id=school.id), wrong, typed)
    there = reverse("grading:grid", kwargs={"uai": school.uai, "gradebook_id": gradebook_id})
    said = ngettext("%(count)s note enregistrée.", "%(count)s notes enregistrées.", written) % {"count": written}
    asked = urlencode({"periode": request.GET.get("periode", "")})
    return redirect_saying(f"{there}?{asked}", said if written else _("Rien n’avait changé."))


def _drawn(
    request: Request, school: SchoolRef, book: GradebookHead, wrong: Mapping[CellKey, Result],
    typed: Mapping[str, str],
) -> HttpResponse:  # fmt: skip
    """The page; `wrong`: the cells that were not kept, and `typed`: what was typed in them."""
    period, periods = _period(request, book)
    sheet = read_sheet(book, period)
    grid = _grid(request, sheet)
    known = {cell.name: [cell.text, cell.version] for line in grid.lines for cell in line.cells}
    here = reverse("grading:grid", kwargs={"uai": school.uai, "gradebook_id": book.gradebook_id})
    told: dict[str, Any] = {
        "here": f"{here}?periode={period.key}",
        "topic": f"carnet:{school.id}:{book.gradebook_id}",
        "now": json.dumps({"known": known, **_figures(grid)}),
    }
    if is_fragment(request) and not wrong:
        return fragment(request, "grading/grid_now.html", school=school, **told)
    return page(
        request,
        "grading/grid.html",
        title=book.name,
        school=school,
        topics=(told["topic"],),
        status=422 if wrong else 200,
        book=book,
        grid=grid,
        columns=_heads(request, school, book, grid),
        feet=_feet(grid),
        codes=list(book.codes.items()),
        words=said_by_the_script(request.actor.person_id),
        period=period,
        periods=[(period_label(one), f"?periode={one.key}", one == period) for one in periods],
        may_write=may_write(request.actor, book),
        notice=notice_over(request.actor, sheet) if may_write(request.actor, book) else None,
        wrong={cell_name(*key): result for key, result in wrong.items()},
        typed=typed,
        skilled=[one for one in sheet.evaluations if one.skills],
        names={line.id: line.name for line in grid.lines},
        **told,
    )


def _heads(request: Request, school: SchoolRef, book: GradebookHead, grid: Grid) -> list[HeadLine]:
    if not may_write(request.actor, book):
        return [HeadLine(one.evaluation_id, one.title, one.scale) for one in grid.columns]
    where = {"uai": school.uai, "gradebook_id": book.gradebook_id}
    return [
        HeadLine(
            one.evaluation_id, one.title, one.scale,
            reverse("grading:evaluation", kwargs={**where, "evaluation_id": one.evaluation_id}),
        )
        for one in grid.columns
    ]  # fmt: skip


def _feet(grid: Grid) -> list[tuple[str, str, list[str], str]]:
    """The lines under the grid: figures of each column, and of the averages."""
    return [
        (_("Plus basse"), "low", [one.lowest for one in grid.columns], grid.lowest),
        (_("Moyenne"), "mean", [one.mean for one in grid.columns], grid.mean),
        (_("Plus haute"), "high", [one.highest for one in grid.columns], grid.highest),
        (_("Saisies"), "filled", [f"{one.filled}/{one.expected}" for one in grid.columns], ""),
    ]


def _grid(request: Request, sheet: Sheet) -> Grid:
    writes = may_write(request.actor, sheet.book)
    return grid_of(sheet, may_write=writes, is_reopened=sheet.book.is_reopened_to(request.actor.person_id))


def _period(request: HttpRequest, book: GradebookHead) -> tuple[Period, tuple[Period, ...]]:
    periods = periods_of(book)
    return period_named(periods, request.GET.get("periode", ""), clock.today()), periods


def _typed(request: HttpRequest) -> list[Typed]:
    """Errors: `NotPossible` for a name of cell that is none."""
    found = []
    for parts, text in typed_under(request, _PREFIX):
        evaluation_id, pupil_id, seen = whole_numbers(parts, 3)
        found.append(Typed(CellKey(evaluation_id, pupil_id), text, seen))
    return found


def _told(results: Mapping[CellKey, Result]) -> dict[str, Any]:
    return {
        cell_name(*key): {
            "outcome": one.outcome.value, "text": one.entry.typed, "version": one.version, "message": one.message,
        }
        for key, one in results.items()
    }  # fmt: skip


def _figures(grid: Grid) -> dict[str, Any]:
    """What follows from the cells: averages by pupil, figures by evaluation."""
    return {
        "averages": {str(line.id): line.total for line in grid.lines},
        "columns": {
            str(one.evaluation_id): [one.lowest, one.mean, one.highest, f"{one.filled}/{one.expected}"]
            for one in grid.columns
        },
        "figures": [grid.lowest, grid.mean, grid.highest],
    }
