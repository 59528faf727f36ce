"""Count the figures of a gradebook: lowest, mean and highest average of its group, by term (rule B2.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.db import connection

from preau.grading.averages.average import mean
from preau.grading.averages.rounding import hundredths
from preau.grading.book import GradebookHead, load_gradebook
from preau.grading.models import GradingSettings
from preau.grading.queries.periods import periods_of
from preau.grading.queries.sheet import Period, PupilMarks, Sheet, read_sheet
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

_IS_COUNTED = "SELECT EXISTS (SELECT FROM gradebook_figures WHERE gradebook_id = %s AND counted >= %s)"

# Of two counts at the same time, that of the later version stays.
_WRITE = """
INSERT INTO gradebook_figures AS f (school_id, gradebook_id, kind, number, pupils, lowest, mean, highest, counted)
VALUES (%(school)s, %(book)s, %(kind)s, %(number)s, %(pupils)s, %(lowest)s, %(mean)s, %(highest)s, %(version)s)
    ON CONFLICT (gradebook_id, kind, number)
    DO UPDATE SET pupils = excluded.pupils, lowest = excluded.lowest, mean = excluded.mean,
                  highest = excluded.highest, counted = excluded.counted
     WHERE f.counted <= excluded.counted
"""


@action
def count_figures(*, actor: Actor, school_id: int, gradebook_id: int) -> bool:
    """Count them again when something changed since: of several changes in a row, one count. False when they were
    right already. They are of the marks that families may see, so that they tell nothing of the others; and, once
    a term is published, of what was decided over them, as report cards say (rule B2.7).

    Préau's own work; it records nothing, for no fact happened. Errors: `NotAllowed` for anybody else.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    book = load_gradebook(gradebook_id, school_id=school_id)
    with connection.cursor() as cursor:
        row = cursor.execute(_IS_COUNTED, [gradebook_id, book.version]).fetchone()
    if row is not None and row[0]:
        return False
    for period in periods_of(book):
        if period.kind:
            _count(book, period)
    return True


def _count(book: GradebookHead, period: Period) -> None:
    sheet = _seen(read_sheet(book, period))
    averages = [_read_of(sheet, pupil) for pupil in sheet.pupils]
    there = [value for value in averages if value is not None]
    middle = mean(there)
    figures: dict[str, Any] = {
        "school": book.school_id,
        "book": book.gradebook_id,
        "kind": period.kind,
        "number": period.number,
        "pupils": len(there),
        "lowest": hundredths(min(there)) if there else None,
        "mean": hundredths(middle) if middle is not None else None,
        "highest": hundredths(max(there)) if there else None,
        "version": book.version,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, figures)


def _read_of(sheet: Sheet, pupil: PupilMarks) -> Fraction | None:
    """The average that her statement says."""
    decision = pupil.decision
    if not (pupil.is_published and decision.is_average):
        return sheet.average_of(pupil).value
    return None if decision.average is None else Fraction(decision.average)


def _seen(sheet: Sheet) -> Sheet:
    """The evaluations that everybody sees: pupils and, where the school makes them wait, parents too."""
    settings = GradingSettings.objects.filter(school_id=sheet.book.school_id).first()
    until = clock.now() - timedelta(hours=settings.parents_after_hours if settings else 0)
    seen = (one for one in sheet.evaluations if one.released_at is not None and one.released_at <= until)
    return replace(sheet, evaluations=tuple(seen))
