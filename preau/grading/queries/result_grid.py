"""What is decided of a group for a term, ready to print: pupils by computed and decided (C82, C89)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.grading.averages.average import mean
from preau.grading.averages.rounding import hundredths, rounded
from preau.grading.decision import Decided, Decision
from preau.grading.entry import number
from preau.grading.positioning import positioning_of
from preau.grading.queries.grid import GridCell
from preau.grading.queries.sheet import PupilMarks, Sheet
from preau.grading.rules import REASON_LENGTH

#: Gestures of the trace, at most.
_MOST = 60

# What was decided at each turn, the last first.
_TRACE = """
SELECT p.last_name || ' ' || p.first_name, r.decided_at, coalesce(a.first_name || ' ' || a.last_name, ''),
       r.average, r.is_not_marked, r.positioning, r.why
  FROM (SELECT pupil_id, term_id, average, is_not_marked, positioning, why, decided_at, decided_by_id
          FROM term_result WHERE gradebook_id = %(book)s
         UNION ALL
        SELECT pupil_id, term_id, average, is_not_marked, positioning, why, decided_at, decided_by_id
          FROM term_result_version WHERE gradebook_id = %(book)s) r
  JOIN term t ON t.id = r.term_id AND t.school_id = %(school)s AND t.kind = %(kind)s AND t.number = %(number)s
  JOIN person p ON p.id = r.pupil_id
  LEFT JOIN person a ON a.id = r.decided_by_id
 ORDER BY r.decided_at DESC, p.sorting_name LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A pupil: her cells in the order of the columns, and the average that is kept (`total`)."""

    id: int
    name: str
    note: str
    cells: tuple[GridCell, ...]
    total: str
    is_decided: bool
    lacks_reason: bool


@dataclass(frozen=True, slots=True)
class ResultGrid:
    """The lines, and the figures of the averages that are kept."""

    lines: tuple[ResultLine, ...]
    lowest: str
    mean: str
    highest: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody decided of a pupil at an instant, whole."""

    pupil: str
    decided_at: datetime
    by: str
    decision: Decision


def result_grid_of(sheet: Sheet, *, is_decidable: Callable[[PupilMarks], bool]) -> ResultGrid:
    """The sheet as a grid of results."""
    found = [_line(sheet, pupil, is_decidable(pupil)) for pupil in sheet.pupils]
    there = [value for _it, value in found if value is not None]
    return ResultGrid(
        tuple(line for line, _kept in found),
        _figure(min(there, default=None)),
        _figure(mean(there)),
        _figure(max(there, default=None)),
    )


def result_cell_name(what: str, pupil_id: int) -> str:
    """« moyenne-345 »: how a form and a script name a cell."""
    return f"{what}-{pupil_id}"


def trace_of(sheet: Sheet) -> tuple[Turn, ...]:
    """What was decided in this gradebook for this term, the last first."""
    asked: dict[str, Any] = {
        "book": sheet.book.gradebook_id, "school": sheet.book.school_id, "kind": sheet.period.kind,
        "number": sheet.period.number, "most": _MOST,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_TRACE, asked).fetchall()
    return tuple(Turn(pupil, at, by, Decision(*said)) for pupil, at, by, *said in rows)


def _line(sheet: Sheet, pupil: PupilMarks, is_open: bool) -> tuple[ResultLine, Fraction | None]:
    held, version = pupil.decision, pupil.decided.version if pupil.decided else 0
    computed = sheet.average_of(pupil).value
    value = computed if not held.is_average else None if held.average is None else Fraction(held.average)
    level = positioning_of(None if value is None else rounded(value, sheet.book.rounding), sheet.book.level_begins)

    def shown(name: str, text: str) -> GridCell:
        return GridCell(result_cell_name(name, pupil.pupil_id), text, 0, True, "")

    def typed(what: Decided, most: int, hint: str = "") -> GridCell:
        return GridCell(result_cell_name(what, pupil.pupil_id), held.typed(what), version, not is_open, hint, most)

    cells = (
        shown("calcul", _written(sheet, computed)),
        typed(Decided.AVERAGE, 6),
        shown("auto", "" if level is None else str(level)),
        typed(Decided.POSITIONING, 1),
        typed(Decided.WHY, REASON_LENGTH),
    )
    line = ResultLine(
        pupil.pupil_id, pupil.name, _since(sheet, pupil, computed), cells, _written(sheet, value), held.is_average,
        held.is_average and not held.why,
    )  # fmt: skip
    return line, value


def _since(sheet: Sheet, pupil: PupilMarks, computed: Fraction | None) -> str:
    """What was computed when the average was decided, if marks changed since."""
    held = pupil.decided
    if held is None or not pupil.decision.is_average:
        return ""
    now = None if computed is None else hundredths(computed)
    if now == held.computed:
        return ""
    then = "NN" if held.computed is None else number(held.computed)
    return _("calculée %(average)s quand elle fut décidée") % {"average": then}


def _written(sheet: Sheet, value: Fraction | None) -> str:
    return "NN" if value is None else number(rounded(value, sheet.book.rounding))


def _figure(value: Fraction | None) -> str:
    return "" if value is None else number(hundredths(value))
