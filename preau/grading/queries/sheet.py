"""What a gradebook holds for a term: its evaluations, its pupils, their marks. One reading for the grid, the
figures of the group and the report card, so that they never differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from preau.grading.averages.given import Code, Counts, Given
from preau.grading.averages.subject import NO_PART, Part, SubjectAverage, subject_average
from preau.grading.book import TERM_STATE, GradebookHead
from preau.grading.decision import Decision
from preau.grading.entry import Entry
from preau.kernel import clock

_EVALUATIONS = """
SELECT e.id, e.title, e.held_on, e.counts_on, e.released_at, e.published_on, e.out_of, e.coefficient,
       e.is_rescaled, e.is_formative, e.counts, coalesce(e.sub_subject_id, 0),
       e.marked, e.total, e.lowest, e.highest,
       (SELECT count(*) FROM evaluation_skill s WHERE s.evaluation_id = e.id), coalesce(i.label, '')
  FROM evaluation e
  LEFT JOIN evaluation_kind i ON i.id = e.kind_id
 WHERE e.gradebook_id = %(book)s AND e.school_id = %(school)s AND e.withdrawn_at IS NULL
   AND e.counts_on BETWEEN %(since)s AND %(until)s
 ORDER BY e.held_on, e.id
"""

# Whoever was in the group on a day of the term, with the term of her class, or has a mark in it.
_PUPILS = f"""
WITH wanted AS (
    SELECT m.pupil_id, min(m.begins_on) AS begins_on,
           CASE WHEN bool_or(m.ends_on IS NULL) THEN NULL ELSE max(m.ends_on) END AS ends_on
      FROM membership m
     WHERE m.group_id = %(group)s AND m.school_id = %(school)s
       AND m.begins_on <= %(until)s AND (m.ends_on IS NULL OR m.ends_on > %(since)s)
     GROUP BY m.pupil_id
), given AS (
    SELECT k.pupil_id, array_agg(k.evaluation_id) AS evaluations, array_agg(k.value) AS numbers,
           array_agg(k.code) AS codes, array_agg(k.version) AS versions
      FROM mark k JOIN evaluation e ON e.id = k.evaluation_id
     WHERE e.gradebook_id = %(book)s AND e.school_id = %(school)s AND e.withdrawn_at IS NULL
       AND e.counts_on BETWEEN %(since)s AND %(until)s
     GROUP BY k.pupil_id
)
SELECT p.id, p.last_name, p.first_name, w.begins_on, w.ends_on, t.id, t.starts_on, t.ends_on, {TERM_STATE},
       t.published_at IS NOT NULL,
       g.evaluations, g.numbers, g.codes, g.versions,
       r.average, r.is_not_marked, r.positioning, r.version, r.computed, r.why, r.id IS NOT NULL
  FROM wanted w FULL JOIN given g USING (pupil_id)
  JOIN person p ON p.id = pupil_id
  LEFT JOIN LATERAL (
       SELECT t.* FROM membership d
         JOIN pupil_group c ON c.id = d.group_id AND c.kind = 'division' AND c.school_id = %(school)s
         JOIN term t ON t.group_id = c.id AND t.year_id = %(year)s AND t.kind = %(kind)s AND t.number = %(number)s
        WHERE d.pupil_id = p.id AND d.begins_on <= t.ends_on AND (d.ends_on IS NULL OR d.ends_on > t.starts_on)
        ORDER BY d.begins_on DESC LIMIT 1) t ON true
  LEFT JOIN term_lock k ON k.term_id = t.id
  LEFT JOIN term_result r ON r.gradebook_id = %(book)s AND r.pupil_id = p.id AND r.term_id = t.id
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own pieces

_PARTS = """
SELECT id, label, coefficient, best_bonus FROM sub_subject
 WHERE gradebook_id = %(book)s AND school_id = %(school)s AND removed_at IS NULL ORDER BY position, id
"""


@dataclass(frozen=True, slots=True)
class Period:
    """A trimester or a semester as a group meets it; a group that mixes classes may have its pupils in terms of
    other dates: each pupil is counted in the term of her class. `kind` '' and `number` 0: the whole year, where no
    term was cut.
    """

    kind: str
    number: int
    starts_on: date
    ends_on: date

    @property
    def key(self) -> str:
        """« trimestre-1 », as addresses say it."""
        return f"{self.kind}-{self.number}" if self.kind else "annee"


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    """An evaluation with its figures. `out_of` None: skills alone."""

    evaluation_id: int
    title: str
    held_on: date
    counts_on: date
    released_at: datetime | None
    published_on: date | None
    out_of: Decimal | None
    coefficient: Decimal
    is_rescaled: bool
    is_formative: bool
    counts: Counts
    part: int
    marked: int
    total: Decimal
    lowest: Decimal | None
    highest: Decimal | None
    skills: int
    kind: str

    @property
    def mean(self) -> Decimal | None:
        """Of the marks that have a number."""
        return self.total / self.marked if self.marked else None


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell holds, and since which version (0: never written)."""

    entry: Entry
    version: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What the teacher decided over what is computed; `computed`: the average replaced, on that day."""

    average: Decimal | None
    is_not_marked: bool
    positioning: int | None
    version: int
    computed: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class PupilMarks:
    """A pupil of the group for the term, her marks by evaluation, and what was decided of her.

    `term_id`, `since`, `until` and `state` are of the term of her class; None where it has none. `is_published`:
    its report cards are read.
    """

    pupil_id: int
    last_name: str
    first_name: str
    begins_on: date | None
    ends_on: date | None
    term_id: int | None
    since: date | None
    until: date | None
    state: str | None
    is_published: bool
    held: Mapping[int, Held]
    decided: Decided | None

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}"

    @property
    def decision(self) -> Decision:
        """What is decided of her; nothing where nobody decided."""
        held = self.decided
        return (
            Decision(held.average, held.is_not_marked, held.positioning, held.why)
            if held is not None
            else Decision()
        )

    def counts(self, evaluation: EvaluationLine) -> bool:
        """True when the evaluation is of the term of her class."""
        return self.since is None or self.until is None or self.since <= evaluation.counts_on <= self.until

    def was_there(self, day: date) -> bool:
        """True when she was in the group that day."""
        return (self.begins_on is None or self.begins_on <= day) and (self.ends_on is None or self.ends_on > day)


@dataclass(frozen=True, slots=True)
class PartLine:
    """A sub-subject, and how it weighs."""

    part: Part
    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A gradebook for a period."""

    book: GradebookHead
    period: Period
    evaluations: tuple[EvaluationLine, ...]
    pupils: tuple[PupilMarks, ...]
    parts: tuple[PartLine, ...]

    def average_of(self, pupil: PupilMarks) -> SubjectAverage:
        """The computed average of a pupil of this sheet, whatever was decided over it."""
        by_part: dict[int, list[Given]] = {}
        known = {line.part.key for line in self.parts}
        for evaluation in self.evaluations:
            held = pupil.held.get(evaluation.evaluation_id)
            if held is not None and evaluation.out_of is not None and pupil.counts(evaluation):
                part = evaluation.part if evaluation.part in known else NO_PART
                by_part.setdefault(part, []).append(_given(evaluation, held.entry, evaluation.out_of))
        return subject_average(by_part, [line.part for line in self.parts], best_bonus=self.book.best_bonus)


def read_sheet(book: GradebookHead, period: Period) -> Sheet:
    """Everything a gradebook holds for a period, in three statements. The caller has decided who reads it."""
    asked: dict[str, Any] = {
        "book": book.gradebook_id, "school": book.school_id, "group": book.group_id, "year": book.year_id,
        "since": period.starts_on, "until": period.ends_on, "kind": period.kind, "number": period.number,
        "today": clock.today(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        evaluations = cursor.execute(_EVALUATIONS, asked).fetchall()
        pupils = cursor.execute(_PUPILS, asked).fetchall()
        parts = cursor.execute(_PARTS, asked).fetchall()
    return Sheet(
        book,
        period,
        tuple(EvaluationLine(*[*row[:10], Counts(row[10]), *row[11:]]) for row in evaluations),
        tuple(_pupil(*row) for row in pupils),
        tuple(PartLine(Part(key, coefficient, best), label) for key, label, coefficient, best in parts),
    )


def _given(evaluation: EvaluationLine, entry: Entry, out_of: Decimal) -> Given:
    return Given(
        evaluation.evaluation_id, entry.value, out_of, evaluation.coefficient, entry.code, evaluation.is_rescaled,
        evaluation.is_formative, evaluation.counts,
    )  # fmt: skip


def _pupil(*row: Any) -> PupilMarks:
    head, (evaluations, numbers, codes, versions), decided = row[:10], row[10:14], row[14:]
    held: Iterable[Any] = zip(evaluations or (), numbers or (), codes or (), versions or (), strict=True)
    marks = {key: Held(Entry(value, Code(code) if code else None), version) for key, value, code, version in held}
    return PupilMarks(*[*head, marks, Decided(*decided[:-1]) if decided[-1] else None])
