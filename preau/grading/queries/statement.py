"""The statement of marks of a pupil for a term (capability C84): what she or her family may see at this minute.

A mark is seen from the instant its evaluation is released; by families, after the school's delay. Averages are
those of the marks that are seen, by the same rules as the grid; class figures need so many marks (rule B2.9).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import connection

from preau.directory.models import School
from preau.grading.averages.general import GeneralAverage, InGeneral, OfSubject, general_average
from preau.grading.averages.given import Code, Counts, Given
from preau.grading.averages.rounding import Rounding, hundredths, rounded
from preau.grading.averages.subject import NO_PART, Part, SubjectAverage, subject_average
from preau.grading.entry import Entry, number
from preau.grading.policies import may_see_marks_of
from preau.grading.rules import FEWEST_MARKS, ROUNDING
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed

#: Evaluations `e` of school settings `c` that the reader may see; `%(is_pupil)s`: the pupil herself reads.
SEEN = """
e.withdrawn_at IS NULL
AND e.released_at + CASE WHEN %(is_pupil)s THEN 0 ELSE coalesce(c.parents_after_hours, 0) END * interval '1 hour'
    <= %(now)s
"""

# The terms of the classes of the pupil, of every school in scope; the year alone where none was cut.
_TERMS = """
SELECT p.first_name || ' ' || p.last_name, h.id, h.name, h.kind, coalesce(nullif(g.label, ''), g.code),
       t.id, t.kind, t.number, coalesce(t.starts_on, y.starts_on), coalesce(t.ends_on, y.ends_on),
       t.published_at IS NOT NULL,
       c.rounding, coalesce(c.shows_class_figures, true), c.fewest_marks, coalesce(c.shows_averages, true),
       c.shows_general
  FROM membership d
  JOIN pupil_group g ON g.id = d.group_id AND g.kind = 'division'
  JOIN school h ON h.id = d.school_id
  JOIN person p ON p.id = d.pupil_id
  JOIN school_year y ON %(today)s BETWEEN y.starts_on AND y.ends_on
  LEFT JOIN term t ON t.group_id = g.id AND t.year_id = y.id
  LEFT JOIN grading_settings c ON c.school_id = h.id
 WHERE d.pupil_id = %(pupil)s AND d.school_id = ANY(%(schools)s)
   AND d.begins_on <= %(today)s AND (d.ends_on IS NULL OR d.ends_on > %(today)s)
 ORDER BY h.id, t.starts_on
"""

_MARKS = f"""
SELECT b.id, coalesce(nullif(b.label, ''), s.label), b.coefficient, b.in_general, b.rounding, b.best_bonus,
       (SELECT string_agg(q.first_name || ' ' || q.last_name, ', ' ORDER BY q.sorting_name)
          FROM gradebook_teacher w JOIN person q ON q.id = w.person_id
         WHERE w.gradebook_id = b.id AND w.is_shown AND (w.ends_on IS NULL OR w.ends_on > %(today)s)),
       f.lowest, f.mean, f.highest, f.pupils, r.average, coalesce(r.is_not_marked, false),
       e.id, e.title, e.held_on, e.released_at, e.out_of, e.coefficient, e.is_rescaled, e.is_formative, e.counts,
       coalesce(e.sub_subject_id, 0), CASE WHEN e.is_comment_shown THEN e.comment ELSE '' END,
       e.marked, e.total, e.lowest, e.highest, m.value, m.code, m.comment,
       u.label, u.coefficient, u.best_bonus
  FROM mark m
  JOIN evaluation e ON e.id = m.evaluation_id AND e.school_id = m.school_id
  JOIN gradebook b ON b.id = e.gradebook_id
  JOIN subject s ON s.id = b.subject_id
  LEFT JOIN grading_settings c ON c.school_id = m.school_id
  LEFT JOIN sub_subject u ON u.id = e.sub_subject_id
  LEFT JOIN gradebook_figures f ON f.gradebook_id = b.id AND f.kind = %(kind)s AND f.number = %(number)s
  LEFT JOIN term_result r ON r.gradebook_id = b.id AND r.pupil_id = m.pupil_id AND r.term_id = %(term)s
                         AND %(is_published)s
 WHERE m.pupil_id = %(pupil)s AND m.school_id = %(school)s AND (m.value IS NOT NULL OR m.code IS NOT NULL)
   AND e.counts_on BETWEEN %(since)s AND %(until)s AND {SEEN}
 ORDER BY b.position, b.id, e.held_on DESC, e.id DESC
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class TermChoice:
    """A term that the reader may open, of a school; `term_id` None: the whole year, where none was cut."""

    school_id: int
    school: str
    division: str
    term_id: int | None
    kind: str
    number: int
    starts_on: date
    ends_on: date
    is_published: bool
    rounding: Rounding
    shows_class: bool
    fewest_marks: int
    shows_averages: bool
    shows_general: bool

    @property
    def key(self) -> str:
        """As the address says it."""
        return str(self.term_id or f"annee-{self.school_id}")


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """Lowest, mean and highest, as they are written."""

    lowest: str
    mean: str
    highest: str


@dataclass(frozen=True, slots=True)
class SeenMark:
    """A mark as a family reads it. `figures` None under the fewest marks, or where the school shows none."""

    evaluation_id: int
    title: str
    held_on: date
    released_at: datetime
    written: str
    out_of: str
    weight: str
    is_formative: bool
    comment: str
    figures: ClassFigures | None
    given: Given


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A subject: its marks, the most recent first, its average as it is written (« NN »: none), and how it came.

    `decided`: the teacher decided another one than what is computed.
    """

    gradebook_id: int
    subject: str
    teachers: str
    coefficient: Decimal
    in_general: InGeneral
    rounding: Rounding
    written: str
    computed: SubjectAverage
    value: Fraction | None
    is_decided: bool
    figures: ClassFigures | None
    marks: tuple[SeenMark, ...]
    parts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement of a pupil for a term; `general` '' where the school shows none."""

    pupil_id: int
    name: str
    terms: tuple[TermChoice, ...]
    term: TermChoice | None
    subjects: tuple[SubjectLine, ...]
    general: str
    general_average: GeneralAverage | None


def statement_of(actor: Actor, pupil_id: int, *, asked: str = "") -> Statement:
    """The statement of this pupil for the term that `asked` names, or for the one of today, in two statements.

    Errors: `NotAllowed` for who may not see her marks.
    """
    if not may_see_marks_of(actor, pupil_id):
        raise NotAllowed
    today = clock.today()
    words: dict[str, Any] = {
        "pupil": pupil_id, "schools": list(actor.school_ids), "today": today, "now": clock.now(),
        "is_pupil": actor.is_a(Profile.PUPIL),
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_TERMS, words).fetchall()
        if not rows:
            raise NotAllowed
        terms = tuple(_term(*row[1:]) for row in rows)
        term = _chosen(terms, asked, today)
        marks = cursor.execute(
            _MARKS,
            {
                **words, "school": term.school_id, "kind": term.kind, "number": term.number, "term": term.term_id,
                "since": term.starts_on, "until": term.ends_on, "is_published": term.is_published,
            },
        ).fetchall()  # fmt: skip
    subjects = _subjects(term, marks)
    general = general_average(
        OfSubject(one.gradebook_id, one.value, one.coefficient, one.in_general) for one in subjects
    )
    is_shown = term.shows_general and term.shows_averages and general.value is not None
    written = number(rounded(general.value, term.rounding)) if is_shown and general.value is not None else ""
    return Statement(pupil_id, rows[0][0], terms, term, subjects, written, general if is_shown else None)


def _term(
    school_id: int, school: str, school_kind: str, division: str, term_id: int | None, kind: str | None,
    rank: int | None, starts_on: date, ends_on: date, is_published: bool, rounding: str | None, shows_class: bool,
    fewest: int | None, shows_averages: bool, shows_general: bool | None,
) -> TermChoice:  # fmt: skip
    general = school_kind != School.Kind.COLLEGE if shows_general is None else shows_general
    return TermChoice(
        school_id, school, division, term_id, kind or "", rank or 0, starts_on, ends_on, is_published,
        Rounding(rounding or ROUNDING), shows_class, fewest or FEWEST_MARKS, shows_averages, general,
    )  # fmt: skip


def _chosen(terms: Sequence[TermChoice], asked: str, today: date) -> TermChoice:
    for term in terms:
        if term.key == asked:
            return term
    begun = [term for term in terms if term.starts_on <= today]
    return (begun[-1:] or list(terms))[0]


def _subjects(term: TermChoice, rows: Sequence[Any]) -> tuple[SubjectLine, ...]:
    by_book: dict[int, list[Any]] = {}
    for row in rows:
        by_book.setdefault(row[0], []).append(row)
    return tuple(_subject(term, several) for several in by_book.values())


def _subject(term: TermChoice, rows: Sequence[Any]) -> SubjectLine:
    key, subject, coefficient, in_general, rounding, best_bonus, teachers = rows[0][:7]
    lowest, middle, highest, pupils, decided, is_not_marked = rows[0][7:13]
    marks, by_part, parts = [], dict[int, list[Given]](), dict[int, tuple[str, Part]]()
    for row in rows:
        mark = _mark(term, *row[13:31])
        part: int = row[22]
        label, weight, best = row[31:34]
        marks.append(mark)
        by_part.setdefault(part, []).append(mark.given)
        if part != NO_PART:
            parts[part] = (label, Part(part, weight, best))
    computed = subject_average(by_part, [part for _, part in parts.values()], best_bonus=best_bonus)
    is_decided = decided is not None or is_not_marked
    value = (Fraction(decided) if decided is not None else None) if is_decided else computed.value
    chosen = Rounding(rounding or term.rounding)
    figures = None
    if term.shows_class and middle is not None and pupils >= term.fewest_marks:
        figures = ClassFigures(*(number(one) for one in (lowest, middle, highest)))
    return SubjectLine(
        key, subject, teachers or "", coefficient, InGeneral(in_general), chosen,
        "NN" if value is None else number(rounded(value, chosen)),
        computed, value, is_decided, figures, tuple(marks), {part: label for part, (label, _) in parts.items()},
    )  # fmt: skip


def _mark(
    term: TermChoice, evaluation_id: int, title: str, held_on: date, released_at: datetime, out_of: Decimal,
    coefficient: Decimal, is_rescaled: bool, is_formative: bool, counts: str, _part: int, comment: str,
    marked: int, total: Decimal, lowest: Decimal, highest: Decimal, value: Decimal | None, code: str | None,
    hers: str,
) -> SeenMark:  # fmt: skip
    entry = Entry(value, Code(code) if code else None)
    figures = None
    if term.shows_class and marked >= term.fewest_marks:
        middle = hundredths(Fraction(total) / marked)
        figures = ClassFigures(number(lowest), number(middle), number(highest))
    return SeenMark(
        evaluation_id, title, held_on, released_at, entry.typed, number(out_of), number(coefficient), is_formative,
        hers or comment, figures,
        Given(evaluation_id, value, out_of, coefficient, entry.code, is_rescaled, is_formative, Counts(counts)),
    )  # fmt: skip
