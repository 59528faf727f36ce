"""The lines of a statement of marks: what is seen of a pupil in each subject, read for one pupil or for a class.

A mark is seen from the instant its evaluation is released; by families, after the school's delay. Averages are
those of the marks that are seen, by the same rules as the grid; class figures need so many marks (rule B2.9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from django.utils.translation import gettext as _

from preau.grading.averages.general import InGeneral
from preau.grading.averages.given import Code, Counts, Given
from preau.grading.averages.rounding import Rounding, count_of_hundredths, rounded
from preau.grading.averages.subject import NO_PART, Part, SubjectAverage, subject_average
from preau.grading.entry import Entry, number, number_of_hundredths
from preau.kernel.words import short_day

# From the groups she was ever in to their evaluations of the term, then to her marks in them: a third of the marks
# of her year. `OFFSET 0` keeps that order: PostgreSQL, who plans without the sizes of a school, would read all the
# evaluations of the school instead (at the size of the Region, seven times dearer). What is decided is seen once
# the term is published, even where no mark is. What is of a gradebook is looked up once, not for each mark.
_MARKS = """
WITH books AS MATERIALIZED (
    SELECT DISTINCT b.id
      FROM membership d JOIN gradebook b ON b.group_id = d.group_id AND b.school_id = d.school_id
     WHERE d.pupil_id {whose} AND d.school_id = %(school)s {which}
), seen AS (
    SELECT m.pupil_id, k.id AS gradebook_id, e.*, m.value, m.code, m.comment
      FROM books k
      JOIN LATERAL (
           SELECT e.id, e.title, e.held_on, e.out_of, e.coefficient, e.is_rescaled, e.is_formative, e.counts,
                  e.sub_subject_id, CASE WHEN e.is_comment_shown THEN e.comment ELSE '' END AS said,
                  e.marked, e.total, e.lowest, e.highest
             FROM evaluation e
            WHERE e.gradebook_id = k.id AND e.counts_on BETWEEN %(since)s AND %(until)s
              AND e.school_id = %(school)s AND e.withdrawn_at IS NULL AND e.out_of IS NOT NULL
              AND e.released_at <= %(released)s
           OFFSET 0) e ON true
      JOIN LATERAL (
           SELECT m.pupil_id, m.value, m.code, m.comment
             FROM mark m
            WHERE m.evaluation_id = e.id AND m.pupil_id {whose} AND m.school_id = %(school)s
              AND (m.value IS NOT NULL OR m.code IS NOT NULL)
           OFFSET 0) m ON true
), decided AS (
    SELECT r.pupil_id, r.gradebook_id, r.average, r.is_not_marked, r.computed, r.why, r.decided_at,
           a.first_name || ' ' || a.last_name AS decided_by
      FROM term_result r LEFT JOIN person a ON a.id = r.decided_by_id
     WHERE r.pupil_id {whose} AND r.term_id = %(term)s AND %(is_published)s
       AND (r.average IS NOT NULL OR r.is_not_marked) AND r.gradebook_id IN (SELECT id FROM books)
), heads AS MATERIALIZED (
    SELECT b.id, b.position, coalesce(nullif(b.label, ''), s.label) AS label, b.coefficient, b.in_general,
           b.rounding, b.best_bonus,
           (SELECT string_agg(q.first_name || ' ' || q.last_name, ', ' ORDER BY q.sorting_name)
              FROM gradebook_teacher w JOIN person q ON q.id = w.person_id
             WHERE w.gradebook_id = b.id AND w.is_shown AND (w.ends_on IS NULL OR w.ends_on > %(today)s)
           ) AS teachers,
           f.lowest, f.mean, f.highest, f.pupils
      FROM (SELECT gradebook_id FROM seen UNION SELECT gradebook_id FROM decided) k
      JOIN gradebook b ON b.id = k.gradebook_id
      JOIN subject s ON s.id = b.subject_id
      LEFT JOIN gradebook_figures f ON f.gradebook_id = b.id AND f.kind = %(kind)s AND f.number = %(number)s
)
SELECT pupil_id, h.id, h.label, h.coefficient, h.in_general, h.rounding, h.best_bonus, h.teachers,
       h.lowest, h.mean, h.highest, h.pupils,
       r.average, r.is_not_marked, r.computed, r.why, r.decided_at, r.decided_by,
       v.id, v.title, v.held_on, v.out_of, v.coefficient, v.is_rescaled, v.is_formative, v.counts,
       v.said, v.marked, v.total, v.lowest, v.highest, v.value, v.code, v.comment, coalesce(v.sub_subject_id, 0),
       u.label, u.coefficient, u.best_bonus
  FROM seen v FULL JOIN decided r USING (pupil_id, gradebook_id)
  JOIN heads h ON h.id = gradebook_id
  LEFT JOIN sub_subject u ON u.id = v.sub_subject_id
 ORDER BY h.position, h.id, v.held_on DESC, v.id DESC
"""
#: Of one pupil: the plan is made once for all, and would not be as good for a list of one.
MARKS_OF_ONE = _MARKS.format(whose="= %(pupil)s", which="")
#: Of one pupil in one gradebook.
MARKS_IN_ONE = _MARKS.format(whose="= %(pupil)s", which="AND b.id = %(book)s")
#: Of several.
MARKS_OF_SEVERAL = _MARKS.format(whose="= ANY(%(pupils)s)", which="")
#: Where each part of their rows begins.
_BOOK, _DECIDED, _MARK, _SUB_SUBJECT = 1, 12, 18, 34

_short_day: Callable[[date], str] = lru_cache(maxsize=512)(short_day)
# Asked for each mark or subject: a look-up costs a third of a call of the class.
_COUNTS = {one.value: one for one in Counts}
_IN_GENERAL = {one.value: one for one in InGeneral}
_ROUNDINGS: dict[str, Rounding] = {one.value: one for one in Rounding}


class ClassFigures(NamedTuple):
    """Lowest, mean and highest, as they are written."""

    lowest: str
    mean: str
    highest: str


class SeenMark(NamedTuple):
    """A mark as a family reads it. `figures` None under the fewest marks, or where the school shows none;
    `detail`: its day, its weight and the figures in a line.
    """

    evaluation_id: int
    title: str
    held_on: date
    written: str
    out_of: str
    weight: str
    is_formative: bool
    comment: str
    figures: ClassFigures | None
    detail: str
    given: Given


class DecidedAverage(NamedTuple):
    """That the teacher decided another average than the computed one: which that was then, why, when and who."""

    computed: str
    why: str
    decided_at: datetime
    by: str


class SubjectLine(NamedTuple):
    """A subject: its marks, the most recent first, its average as it is written (« NN »: none), and how it came.

    `decided`: the teacher decided another one than what is computed, `computed_written` now.
    """

    gradebook_id: int
    subject: str
    teachers: str
    coefficient: Decimal
    in_general: InGeneral
    rounding: Rounding
    written: str
    computed: SubjectAverage
    computed_written: str
    value: Fraction | None
    decided: DecidedAverage | None
    figures: ClassFigures | None
    marks: tuple[SeenMark, ...]
    parts: Mapping[int, str]


class Shown(Protocol):
    """What a school shows of a term: its rounding, class figures or not, from so many marks on."""

    @property
    def rounding(self) -> Rounding: ...
    @property
    def shows_class(self) -> bool: ...
    @property
    def fewest_marks(self) -> int: ...


def subject_lines(shown: Shown, rows: Iterable[Any]) -> dict[int, tuple[SubjectLine, ...]]:
    """The rows of these statements as the subjects of each pupil."""
    by_pupil: dict[int, dict[int, list[Any]]] = {}
    for row in rows:
        by_pupil.setdefault(row[0], {}).setdefault(row[1], []).append(row)
    words = _Words()
    return {
        pupil_id: tuple(_subject(shown, several, words) for several in books.values())
        for pupil_id, books in by_pupil.items()
    }


class _Words:
    """The words of a mark's line, looked up once for all of them."""

    def __init__(self) -> None:
        self.formative = _(", pour s’entraîner")
        self.weight = _(", coefficient %s")
        self.figures = _(", classe %s (%s à %s)")

    def detail(self, held_on: date, weight: str, is_formative: bool, figures: ClassFigures | None) -> str:
        said = _short_day(held_on)
        if is_formative:
            said += self.formative
        elif weight != "1":
            said += self.weight % weight
        return said if figures is None else said + self.figures % (figures.mean, figures.lowest, figures.highest)


def _subject(shown: Shown, rows: Sequence[Any], words: _Words) -> SubjectLine:
    key, subject, coefficient, in_general, rounding, best_bonus, teachers, *figures = rows[0][_BOOK:_DECIDED]
    marks, by_part, parts = [], dict[int, list[Given]](), dict[int, tuple[str, Part]]()
    for row in rows:
        if row[_MARK] is None:
            continue
        mark = _mark(shown, words, *row[_MARK:_SUB_SUBJECT])
        marks.append(mark)
        part, label, weight, best = row[_SUB_SUBJECT:]
        by_part.setdefault(part, []).append(mark.given)
        if part != NO_PART:
            parts[part] = (label, Part(part, weight, best))
    computed = subject_average(by_part, [part for _label, part in parts.values()], best_bonus=best_bonus)
    chosen = _ROUNDINGS.get(rounding, shown.rounding)
    decided, value = _decided(rows[0][_DECIDED:_MARK], computed.value)
    written = _written(value, chosen)
    return SubjectLine(
        key, subject, teachers or "", coefficient, _IN_GENERAL[in_general], chosen, written, computed,
        written if decided is None else _written(computed.value, chosen), value, decided,
        _group_figures(shown, *figures), tuple(marks), {part: label for part, (label, _part) in parts.items()},
    )  # fmt: skip


def _decided(said: Sequence[Any], computed: Fraction | None) -> tuple[DecidedAverage | None, Fraction | None]:
    average, is_not_marked, former, why, decided_at, by = said
    if average is None and not is_not_marked:
        return None, computed
    decided = DecidedAverage("NN" if former is None else number(former), why, decided_at, by or "")
    return decided, None if average is None else Fraction(average)


def _written(value: Fraction | None, rounding: Rounding) -> str:
    return "NN" if value is None else number(rounded(value, rounding))


def _group_figures(
    shown: Shown, lowest: Decimal | None, middle: Decimal | None, highest: Decimal | None, pupils: int | None
) -> ClassFigures | None:
    if not shown.shows_class or (pupils or 0) < shown.fewest_marks:
        return None
    if lowest is None or middle is None or highest is None:
        return None
    return ClassFigures(number(lowest), number(middle), number(highest))


def _mark(
    shown: Shown, words: _Words, evaluation_id: int, title: str, held_on: date, out_of: Decimal,
    coefficient: Decimal, is_rescaled: bool, is_formative: bool, counts: str, said: str, marked: int,
    total: Decimal, lowest: Decimal, highest: Decimal, value: Decimal | None, code: str | None, hers: str,
) -> SeenMark:  # fmt: skip
    known = Code(code) if code else None
    figures = None
    if shown.shows_class and marked >= shown.fewest_marks:
        middle = number_of_hundredths(count_of_hundredths(int(total * 100), marked * 100))
        figures = ClassFigures(number(lowest), middle, number(highest))
    weight = number(coefficient)
    return SeenMark(
        evaluation_id, title, held_on, Entry(code=known).typed if value is None else number(value),
        number(out_of), weight, is_formative, hers or said, figures,
        words.detail(held_on, weight, is_formative, figures),
        Given(evaluation_id, value, out_of, coefficient, known, is_rescaled, is_formative, _COUNTS[counts]),
    )  # fmt: skip
