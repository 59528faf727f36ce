"""The appreciations of a gradebook: written pupil after pupil, each saved by itself (capability C92)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.bulletins.actions.write_appreciations import Result, Said, write_appreciations
from preau.bulletins.appreciation import WordsKey
from preau.bulletins.hurting_words import LIST, pointed_out
from preau.bulletins.policies import may_write_appreciations
from preau.bulletins.queries.appreciations import AppreciationGrid, AppreciationLine, appreciations_of
from preau.bulletins.web.wording import said_by_the_script
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.foundation.screens.typed import typed_under, whole_numbers
from preau.grading.actions.write_marks import Outcome
from preau.grading.book import GradebookHead, load_gradebook
from preau.grading.queries.periods import period_named, periods_of
from preau.grading.queries.sheet import Period, read_sheet
from preau.grading.web.wording import period_label
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

_WRITERS = frozenset({Profile.TEACHER})
_WRONG = frozenset({Outcome.CONFLICT, Outcome.REFUSED})
#: A text in a form: `a-<pupil>-<term>-<version seen>`; the words that were pointed out in it: `lu-<pupil>-<term>`.
_PREFIX = "a-"


@screen("Appréciations d’un groupe", open_to=_WRITERS)
def show(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """Pupils with their averages and what was said before."""
    return _drawn(request, school, _book(request, school, gradebook_id), {}, {}, {})


@screen("Écrire des appréciations", open_to=_WRITERS, writes=True, reads=False)
def write(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """The texts of a form, or those that a script sends one after the other."""
    texts = _typed(request)
    if request.headers.get("Accept") == "application/json":
        results = _written(request, school, gradebook_id, texts)
        return JsonResponse({"texts": {_name(key): _told(one) for key, one in results.items()}})
    book = _book(request, school, gradebook_id)
    hurting = _to_read_again(request, _grid(request, book)[0], texts)
    results = _written(request, school, gradebook_id, [one for one in texts if _name(one.key) not in hurting])
    wrong = {_name(key): one for key, one in results.items() if one.outcome in _WRONG}
    if wrong or hurting:
        typed = {_name(one.key): one.text for one in texts}
        return _drawn(request, school, book, wrong, hurting, typed)
    written = sum(1 for one in results.values() if one.outcome is Outcome.WRITTEN)
    said = ngettext("%(count)s appréciation enregistrée.", "%(count)s appréciations enregistrées.", written)
    asked = urlencode({"periode": request.GET.get("periode", "")})
    there = f"{_url('bulletins:appreciations', school, gradebook_id)}?{asked}"
    return redirect_saying(there, said % {"count": written} if written else _("Rien n’avait changé."))


def _written(
    request: Request, school: SchoolRef, gradebook_id: int, texts: list[Said]
) -> Mapping[WordsKey, Result]:
    return write_appreciations(actor=request.actor, school_id=school.id, gradebook_id=gradebook_id, texts=texts)


def _drawn(
    request: Request, school: SchoolRef, book: GradebookHead, wrong: Mapping[str, Result],
    hurting: Mapping[str, tuple[str, ...]], typed: Mapping[str, str],
) -> HttpResponse:  # fmt: skip
    """The page. `wrong` and `hurting`: the texts that were not kept, and why; `typed`: what was typed."""
    grid, period, periods = _grid(request, book)
    left = {**{key: (one.message,) for key, one in wrong.items()}, **hurting}
    return page(
        request,
        "bulletins/appreciations.html",
        title=book.name,
        school=school,
        status=422 if left else 200,
        book=book,
        grid=grid,
        period=period,
        periods=[(period_label(one), f"?periode={one.key}", one == period) for one in periods],
        left=left,
        wrong=wrong,
        read={key: _digest(notes) for key, notes in hurting.items()},
        typed={key: typed[key] for key in left},
        before_label=lambda line: period_label(_before(period, line)),
        writes=f"{_url('bulletins:write-appreciations', school, book.gradebook_id)}?periode={period.key}",
        words={
            **said_by_the_script(request.actor.person_id),
            "hurting": json.dumps([[str(one.sentence), one.words] for one in LIST] if grid.warns else []),
            "sentences": json.dumps(grid.sentences),
            "matiere": book.subject,
        },
    )


def _before(period: Period, line: AppreciationLine) -> Period:
    return Period(period.kind, line.before_number or 0, period.starts_on, period.ends_on)


def _grid(request: Request, book: GradebookHead) -> tuple[AppreciationGrid, Period, tuple[Period, ...]]:
    periods = periods_of(book)
    period = period_named(periods, request.GET.get("periode", ""), clock.today())
    return appreciations_of(request.actor, read_sheet(book, period)), period, periods


def _to_read_again(request: HttpRequest, grid: AppreciationGrid, texts: list[Said]) -> dict[str, tuple[str, ...]]:
    """The changed texts that have words that may hurt, which their author did not see pointed out yet."""
    if not grid.warns:
        return {}
    kept = {line.key: line.text for line in grid.lines}
    found = {}
    for one in texts:
        name, notes = _name(one.key), pointed_out(one.text)
        if notes and one.text.strip() != kept.get(name) and request.POST.get(f"lu-{name}") != _digest(notes):
            found[name] = notes
    return found


def _digest(notes: tuple[str, ...]) -> str:
    """What a form says was pointed out: when other words come, they are pointed out too."""
    return f"{crc32(' '.join(notes).encode()):08x}"


def _typed(request: HttpRequest) -> list[Said]:
    """Errors: `NotPossible` for a name of text that is none."""
    found = []
    for parts, text in typed_under(request, _PREFIX):
        pupil_id, term_id, seen = whole_numbers(parts, 3)
        found.append(Said(WordsKey(pupil_id, term_id), text, seen))
    return found


def _told(one: Result) -> dict[str, Any]:
    return {"outcome": one.outcome.value, "text": one.text, "version": one.version, "message": one.message}


def _name(key: WordsKey) -> str:
    return f"{key.pupil_id}-{key.term_id}"


def _book(request: Request, school: SchoolRef, gradebook_id: int) -> GradebookHead:
    book = load_gradebook(gradebook_id, school_id=school.id)
    if not may_write_appreciations(request.actor, book):
        raise NotAllowed
    return book


def _url(name: str, school: SchoolRef, gradebook_id: int) -> str:
    return reverse(name, kwargs={"uai": school.uai, "gradebook_id": gradebook_id})
