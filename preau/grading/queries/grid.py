"""The grid of a gradebook, ready to print (capability C81)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from preau.grading.averages.rounding import hundredths, rounded
from preau.grading.entry import number
from preau.grading.models import TermLock
from preau.grading.queries.sheet import EvaluationLine, PupilMarks, Sheet


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: what is written, since which version, whether it can be; `hint` stands in an empty one. `most`: the
    signs it takes.
    """

    name: str
    text: str
    version: int
    is_locked: bool
    hint: str
    most: int = 12


@dataclass(frozen=True, slots=True)
class GridLine:
    """A pupil (`id`), her cells in the order of the columns, and her average as it is written (`total`)."""

    id: int
    name: str
    note: str
    cells: tuple[GridCell, ...]
    total: str
    is_decided: bool


@dataclass(frozen=True, slots=True)
class GridColumn:
    """An evaluation: its title, what it is out of, its figures as they are written, how many cells are filled."""

    evaluation_id: int
    title: str
    evaluation: EvaluationLine
    scale: str
    lowest: str
    mean: str
    highest: str
    filled: int
    expected: int

    @property
    def completion(self) -> int:
        """Cells filled, out of a hundred."""
        return 100 * self.filled // self.expected if self.expected else 100


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and lines, and the figures of the averages."""

    columns: tuple[GridColumn, ...]
    lines: tuple[GridLine, ...]
    lowest: str
    mean: str
    highest: str


def grid_of(sheet: Sheet, *, may_write: bool, is_reopened: bool) -> Grid:
    """The sheet as a grid: evaluations that have marks, the oldest first."""
    shown = tuple(one for one in sheet.evaluations if one.out_of is not None)
    averages = {pupil.pupil_id: _average(sheet, pupil) for pupil in sheet.pupils}
    lines = tuple(
        GridLine(
            pupil.pupil_id,
            pupil.name,
            _note(pupil, sheet),
            tuple(_cell(pupil, one, may_write=may_write, is_reopened=is_reopened) for one in shown),
            _written(sheet, averages[pupil.pupil_id]),
            _is_decided(pupil),
        )
        for pupil in sheet.pupils
    )
    there = [value for value in averages.values() if value is not None]
    return Grid(
        tuple(_column(sheet, one) for one in shown),
        lines,
        _figure(min(there, default=None)),
        _figure(sum(there, Fraction(0)) / len(there) if there else None),
        _figure(max(there, default=None)),
    )


def cell_name(evaluation_id: int, pupil_id: int) -> str:
    """« 12-345 »: how a form and a script name a cell."""
    return f"{evaluation_id}-{pupil_id}"


def _average(sheet: Sheet, pupil: PupilMarks) -> Fraction | None:
    if pupil.decided is not None and pupil.decided.average is not None:
        return Fraction(pupil.decided.average)
    if pupil.decided is not None and pupil.decided.is_not_marked:
        return None
    return sheet.average_of(pupil).value


def _is_decided(pupil: PupilMarks) -> bool:
    return pupil.decided is not None and (pupil.decided.average is not None or pupil.decided.is_not_marked)


def _written(sheet: Sheet, value: Fraction | None) -> str:
    return _("NN") if value is None else number(rounded(value, sheet.book.rounding))


def _figure(value: Fraction | None) -> str:
    return "" if value is None else number(hundredths(value))


def _cell(pupil: PupilMarks, evaluation: EvaluationLine, *, may_write: bool, is_reopened: bool) -> GridCell:
    held = pupil.held.get(evaluation.evaluation_id)
    is_open = pupil.state in {None, TermLock.State.OPEN} or is_reopened
    return GridCell(
        cell_name(evaluation.evaluation_id, pupil.pupil_id),
        held.entry.typed if held else "",
        held.version if held else 0,
        not (may_write and is_open),
        "" if pupil.was_there(evaluation.held_on) else "nn",
    )


def _column(sheet: Sheet, evaluation: EvaluationLine) -> GridColumn:
    expected = [pupil for pupil in sheet.pupils if pupil.was_there(evaluation.held_on)]
    filled = [pupil for pupil in expected if _is_filled(pupil, evaluation.evaluation_id)]
    mean = evaluation.mean
    return GridColumn(
        evaluation.evaluation_id,
        evaluation.title,
        evaluation,
        _scale(evaluation),
        number(evaluation.lowest) if evaluation.lowest is not None else "",
        _figure(Fraction(mean)) if mean is not None else "",
        number(evaluation.highest) if evaluation.highest is not None else "",
        len(filled),
        len(expected),
    )


def _is_filled(pupil: PupilMarks, evaluation_id: int) -> bool:
    held = pupil.held.get(evaluation_id)
    return held is not None and (held.entry.value is not None or held.entry.code is not None)


def _scale(evaluation: EvaluationLine) -> str:
    said = "/" + number(evaluation.out_of or Decimal(20))
    if evaluation.is_formative:
        return said + _(", pour s’entraîner")
    if evaluation.coefficient != 1:
        said += _(", coef. %(coefficient)s") % {"coefficient": number(evaluation.coefficient)}
    return said


def _note(pupil: PupilMarks, sheet: Sheet) -> str:
    if pupil.ends_on is not None and pupil.ends_on <= sheet.period.ends_on:
        return _("parti le %(day)s") % {"day": f"{pupil.ends_on:%d/%m}"}
    if pupil.begins_on is not None and pupil.begins_on > sheet.period.starts_on:
        return _("arrivé le %(day)s") % {"day": f"{pupil.begins_on:%d/%m}"}
    return ""
