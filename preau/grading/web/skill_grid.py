"""The skills of one evaluation, pupils by skills: read, and write cell by cell (capability C87)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.foundation.screens.typed import typed_under, whole_numbers
from preau.grading.actions.write_marks import Outcome
from preau.grading.actions.write_skill_marks import SkillResult, TypedLevel, write_skill_marks
from preau.grading.book import GradebookHead, load_gradebook
from preau.grading.policies import may_read, may_write
from preau.grading.queries.skill_grid import SkillGrid, skill_cell_name, skill_grid_of
from preau.grading.skill_cell import SkillKey
from preau.grading.skill_level import MASTERED
from preau.grading.skill_words import SkillWords, words_of
from preau.grading.web.books import READERS
from preau.grading.web.wording import HeadLine, said_by_the_script
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

#: A cell in a form: `n-<skill>-<pupil>-<version seen>`.
_PREFIX = "n-"


@screen("Compétences d’une évaluation", open_to=READERS)
def show(request: Request, *, school: SchoolRef, gradebook_id: int, evaluation_id: int) -> HttpResponse:
    """Every pupil of the group, and what was chosen when the evaluation was written."""
    book = load_gradebook(gradebook_id, school_id=school.id)
    if not may_read(request.actor, book):
        raise NotAllowed
    return _drawn(request, school, book, evaluation_id, {}, {})


@screen("Écrire des niveaux de compétence", open_to={Profile.TEACHER}, writes=True, reads=False)
def write(request: Request, *, school: SchoolRef, gradebook_id: int, evaluation_id: int) -> HttpResponse:
    """The cells of a form, or those that a script sends one after the other."""
    cells = _typed(request)
    results = write_skill_marks(
        actor=request.actor, school_id=school.id, gradebook_id=gradebook_id, evaluation_id=evaluation_id,
        cells=cells,
    )  # fmt: skip
    book, words = load_gradebook(gradebook_id, school_id=school.id), words_of(school.id)
    if request.headers.get("Accept") == "application/json":
        grid = _grid(request, book, evaluation_id, words)
        return JsonResponse({"cells": _told(results, words), **_figures(grid)})
    wrong = {key: one for key, one in results.items() if one.outcome in {Outcome.CONFLICT, Outcome.REFUSED}}
    if wrong:
        typed = {skill_cell_name(*one.key): one.text for one in cells if one.key in wrong}
        return _drawn(request, school, book, evaluation_id, wrong, typed)
    written = sum(1 for one in results.values() if one.outcome is Outcome.WRITTEN)
    said = ngettext("%(count)s niveau enregistré.", "%(count)s niveaux enregistrés.", written) % {"count": written}
    return redirect_saying(_here(school, book, evaluation_id), said if written else _("Rien n’avait changé."))


def _drawn(
    request: Request, school: SchoolRef, book: GradebookHead, evaluation_id: int,
    wrong: Mapping[SkillKey, SkillResult], typed: Mapping[str, str],
) -> HttpResponse:  # fmt: skip
    """The page; `wrong`: the cells that were not kept, and `typed`: what was typed in them."""
    words = words_of(school.id)
    grid = _grid(request, book, evaluation_id, words)
    known = {cell.name: [cell.text, cell.version] for line in grid.lines for cell in line.cells}
    told: dict[str, Any] = {
        "here": _here(school, book, evaluation_id),
        "topic": f"carnet:{school.id}:{book.gradebook_id}",
        "now": json.dumps({"known": known, **_figures(grid)}),
    }
    if is_fragment(request) and not wrong:
        return fragment(request, "grading/grid_now.html", school=school, **told)
    return page(
        request,
        "grading/skill_grid.html",
        title=grid.title,
        school=school,
        topics=(told["topic"],),
        status=422 if wrong else 200,
        book=book,
        grid=grid,
        columns=[HeadLine(one.id, one.title, "") for one in grid.columns],
        feet=_feet(grid, words),
        levels=words.levels,
        codes=[(str(one.level), f"{one.letter} {one.label}") for one in words.levels],
        colours={one.letter: one.colour for one in words.levels},
        words=_said(request.actor.person_id),
        may_write=may_write(request.actor, book),
        wrong={skill_cell_name(*key): result for key, result in wrong.items()},
        typed=typed,
        names={line.id: line.name for line in grid.lines},
        **told,
    )


def _grid(request: Request, book: GradebookHead, evaluation_id: int, words: SkillWords) -> SkillGrid:
    return skill_grid_of(
        book, evaluation_id, words, may_write=may_write(request.actor, book),
        is_reopened=book.is_reopened_to(request.actor.person_id),
    )  # fmt: skip


def _feet(grid: SkillGrid, words: SkillWords) -> list[tuple[str, str, list[str], str]]:
    mastered = _("%(low)s ou %(high)s") % {"low": words.levels[MASTERED].letter, "high": words.levels[-1].letter}
    return [
        (mastered, "high", [str(one.mastered) for one in grid.columns], ""),
        (_("Évalués"), "filled", [f"{one.filled}/{one.expected}" for one in grid.columns], ""),
    ]


def _typed(request: Request) -> list[TypedLevel]:
    """Errors: `NotPossible` for a name of cell that is none."""
    found = []
    for parts, text in typed_under(request, _PREFIX):
        skill_id, pupil_id, seen = whole_numbers(parts, 3)
        found.append(TypedLevel(SkillKey(skill_id, pupil_id), text, seen))
    return found


def _told(results: Mapping[SkillKey, SkillResult], words: SkillWords) -> dict[str, Any]:
    return {
        skill_cell_name(*key): {
            "outcome": one.outcome.value, "text": words.typed(one.level), "version": one.version,
            "message": one.message,
        }
        for key, one in results.items()
    }  # fmt: skip


def _figures(grid: SkillGrid) -> dict[str, Any]:
    """What follows from the cells, as the script of the grid of marks reads it: no average here."""
    return {
        "averages": {},
        "columns": {
            str(one.id): ["", "", str(one.mastered), f"{one.filled}/{one.expected}"] for one in grid.columns
        },
        "figures": ["", "", ""],
    }


def _said(person_id: int) -> dict[str, str]:
    return {
        **said_by_the_script(person_id),
        "waits": _("% niveaux partent…"),
        "away": _("Pas de réseau\u202f: % niveaux sont gardés sur cet appareil, ils partiront au retour."),
        "unkept": _("Ce niveau n’est pas enregistré."),
    }


def _here(school: SchoolRef, book: GradebookHead, evaluation_id: int) -> str:
    where = {"uai": school.uai, "gradebook_id": book.gradebook_id, "evaluation_id": evaluation_id}
    return reverse("grading:skill-grid", kwargs=where)
