"""The results of a class for a term, in one statement: what report cards, councils and national records say of
each pupil in each subject (rules B2.7, B2.8 and B2.10).

    results = class_results(term_id, school_id=…)          # the caller has decided who reads it
    results.pupil_ids                                       # of the class, whose term it is
    for line in results.of(pupil_id):                       # her subjects, in the order of report cards
        line.subject                                        # SubjectOfTerm: labels, teachers, figures…
        line.value, line.written, line.positioning          # what is kept: decided, otherwise computed
        line.computed, line.computed_written, line.decided  # how it came
    results.general_of(pupil_id).value                      # from kept averages that nobody rounded (rule B2.8)

Every mark of the term counts, seen by families yet or not: a report card is made once they are. The figures of a
subject are of the kept averages of all its group, classmates of other classes included.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db import connection

from preau.directory.models import School
from preau.grading.averages.average import mean
from preau.grading.averages.general import GeneralAverage, InGeneral, OfSubject, general_average
from preau.grading.averages.given import Code, Counts, Given
from preau.grading.averages.rounding import Rounding, hundredths, rounded
from preau.grading.averages.subject import NO_PART, Part, SubjectAverage, subject_average
from preau.grading.entry import number
from preau.grading.positioning import positioning_of
from preau.grading.queries.class_term_statement import RESULTS, RESULTS_OF_TERMS
from preau.grading.rules import FEWEST_MARKS, POSITIONING, ROUNDING
from preau.kernel import clock

# Asked for each mark: a look-up costs a third of a call of the class.
_COUNTS = {one.value: one for one in Counts}


@dataclass(frozen=True, slots=True)
class SubjectTeacher:
    """Who teaches it at the end of the term (today, before). `is_shown`: named in the report card."""

    person_id: int
    name: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Of the kept averages of a group, exact: how many, the lowest, the mean, the highest. None: no average."""

    pupils: int
    lowest: Fraction | None
    mean: Fraction | None
    highest: Fraction | None


@dataclass(frozen=True, slots=True)
class SubjectOfTerm:
    """A gradebook as a report card names it. `parts`: the labels of its sub-subjects, by id, in their order."""

    gradebook_id: int
    subject_id: int
    label: str
    part: str
    group: str
    position: int
    coefficient: Decimal
    modality: str
    in_general: InGeneral
    rounding: Rounding
    teachers: tuple[SubjectTeacher, ...]
    parts: Mapping[int, str]
    figures: GroupFigures


@dataclass(frozen=True, slots=True)
class DecidedResult:
    """What the teacher decided. `average` replaces the computed one, or `is_not_marked` says « non noté »;
    neither: only the positioning is decided. `computed`: what was replaced, on that day, to the hundredth.
    """

    average: Decimal | None
    is_not_marked: bool
    positioning: int | None
    computed: Decimal | None
    why: str
    decided_at: datetime
    decided_by: str

    @property
    def is_average(self) -> bool:
        """True when an average, or its absence, was decided."""
        return self.average is not None or self.is_not_marked


@dataclass(frozen=True, slots=True)
class TermResultLine:
    """The result of a pupil in a subject. `value` None: « non noté ». `marks`: how many numbers she was given."""

    pupil_id: int
    subject: SubjectOfTerm
    computed: SubjectAverage
    decided: DecidedResult | None
    value: Fraction | None
    computed_positioning: int | None
    positioning: int | None
    marks: int

    @property
    def is_decided(self) -> bool:
        """True when the average is not the computed one."""
        return self.decided is not None and self.decided.is_average

    @property
    def written(self) -> str:
        """The kept average as it is written; « NN » without one."""
        return _written(self.value, self.subject.rounding)

    @property
    def computed_written(self) -> str:
        """The computed one, likewise."""
        return _written(self.computed.value, self.subject.rounding)


@dataclass(frozen=True)
class ClassResults:
    """The results of a class for a term, and the choices of its school."""

    lines: Mapping[int, tuple[TermResultLine, ...]]
    rounding: Rounding
    fewest_marks: int
    shows_general: bool
    shows_rank: bool
    positioning: tuple[Decimal, ...]

    @property
    def pupil_ids(self) -> tuple[int, ...]:
        """Of the class, by name."""
        return tuple(self.lines)

    def of(self, pupil_id: int) -> tuple[TermResultLine, ...]:
        """The subjects of a pupil, in their order; none for who is not of the class."""
        return self.lines.get(pupil_id, ())

    def general_of(self, pupil_id: int) -> GeneralAverage:
        """Her general average, whether or not the school shows it (`shows_general`)."""
        return general_average(
            OfSubject(one.subject.gradebook_id, one.value, one.subject.coefficient, one.subject.in_general)
            for one in self.of(pupil_id)
        )

    @cached_property
    def general_figures(self) -> GroupFigures:
        """Of the general averages of the class."""
        return _figures([self.general_of(pupil_id).value for pupil_id in self.lines])


def class_results(term_id: int, *, school_id: int) -> ClassResults:
    """The results of the class whose term this is. The caller has decided who reads them."""
    asked: dict[str, Any] = {"term": term_id, "school": school_id, "today": clock.today(), "pupil": None}
    with connection.cursor() as cursor:
        return _results(cursor.execute(RESULTS, asked).fetchall())


def results_with_former(
    term_id: int, former: Sequence[int], *, school_id: int, pupil_id: int
) -> tuple[ClassResults, tuple[ClassResults, ...]]:
    """The results of the class for a term, and those of one pupil alone for former terms: their figures are of
    nobody else, and are not to be read. In one statement. The caller has decided who reads them.
    """
    terms = [term_id, *former]
    asked: dict[str, Any] = {
        "terms": terms, "pupils": [None, *[pupil_id] * len(former)], "school": school_id, "today": clock.today(),
    }  # fmt: skip
    by_term: dict[int, list[Any]] = {one: [] for one in terms}
    with connection.cursor() as cursor:
        for key, *row in cursor.execute(RESULTS_OF_TERMS, asked).fetchall():
            by_term[key].append(row)
    results, *before = (_results(rows) for rows in by_term.values())
    return results, tuple(before)


def _results(rows: Sequence[Any]) -> ClassResults:
    by_book: dict[int, list[Any]] = {}
    for row in rows:
        by_book.setdefault(row[0], []).append(row)
    found: dict[int, list[TermResultLine]] = {}
    for several in by_book.values():
        for line, is_of_class in _subject(several):
            if is_of_class:
                found.setdefault(line.pupil_id, []).append(line)
    names = {row[16]: row[17] for row in rows}
    lines = {key: tuple(found[key]) for key in sorted(found, key=lambda key: (names[key], key))}
    if not rows:
        return ClassResults({}, Rounding(ROUNDING), FEWEST_MARKS, False, False, POSITIONING)
    kind, rounding, fewest, general, rank, begins = rows[0][10:16]
    return ClassResults(
        lines,
        Rounding(rounding or ROUNDING),
        fewest or FEWEST_MARKS,
        kind != School.Kind.COLLEGE if general is None else general,
        bool(rank),
        tuple(begins or POSITIONING),
    )


def _subject(rows: list[Any]) -> list[tuple[TermResultLine, bool]]:
    head = rows[0]
    parts = [
        (key, label, Part(key, Decimal(weight), Decimal(best)))
        for key, label, weight, best in json.loads(head[20] or "[]")
    ]
    rounding = Rounding(head[8] or head[11] or ROUNDING)
    known = {key for key, _label, _part in parts}
    results = [_result(row, [part for _key, _label, part in parts], known, head[9]) for row in rows]
    subject = SubjectOfTerm(
        head[0], head[1], head[2], head[3], head[4], head[5], head[6], head[7], InGeneral(head[18]), rounding,
        tuple(SubjectTeacher(*one) for one in json.loads(head[19] or "[]")),
        {key: label for key, label, _part in parts},
        _figures([value for _computed, _decided, value, _marks in results]),
    )  # fmt: skip
    begins = head[15] or POSITIONING
    lines = []
    for row, (computed, decided, value, marks) in zip(rows, results, strict=True):
        level = positioning_of(None if value is None else rounded(value, rounding), begins)
        final = decided.positioning if decided is not None and decided.positioning is not None else level
        line = TermResultLine(row[16], subject, computed, decided, value, level, final, marks)
        lines.append((line, bool(row[21])))
    return lines


def _result(
    row: Any, parts: list[Part], known: set[int], best_bonus: Decimal
) -> tuple[SubjectAverage, DecidedResult | None, Fraction | None, int]:
    by_part: dict[int, list[Given]] = {}
    marks = 0
    for key, value, code, out_of, weight, rescaled, formative, counts, part in zip(*row[22:31], strict=True):
        given = Given(
            key, value, out_of, weight, Code(code) if code else None, rescaled, formative, _COUNTS[counts]
        )
        by_part.setdefault(part if part in known else NO_PART, []).append(given)
        marks += value is not None
    computed = subject_average(by_part, parts, best_bonus=best_bonus)
    if row[31] is None:
        return computed, None, computed.value, marks
    decided = DecidedResult(*row[32:39])
    if not decided.is_average:
        return computed, decided, computed.value, marks
    value = None if decided.average is None else Fraction(decided.average)
    return computed, decided, value, marks


def _figures(values: list[Fraction | None]) -> GroupFigures:
    there = [value for value in values if value is not None]
    return GroupFigures(len(there), min(there, default=None), mean(there), max(there, default=None))


def _written(value: Fraction | None, rounding: Rounding) -> str:
    return "NN" if value is None else number(rounded(value, rounding))


def figure_written(value: Fraction | None) -> str:
    """A figure of a group, to the hundredth: « 12,35 »; nothing without one."""
    return "" if value is None else number(hundredths(value))
