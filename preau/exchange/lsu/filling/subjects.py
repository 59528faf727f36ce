"""What each pupil of a class did in each subject during a term: average, positioning, appreciation, elements.

Averages are those of the report card (`grading.queries.term_results`), to the hundredth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db import connection

from preau.bulletins.class_term import ClassTerm
from preau.exchange.lsu.averages import average_text
from preau.exchange.lsu.filling.declared import Declared
from preau.exchange.lsu.filling.plain import plain
from preau.exchange.lsu.reports import EvaluationStatus, SubjectReport
from preau.grading.averages.general import InGeneral, OfSubject, general_average
from preau.grading.averages.rounding import hundredths
from preau.grading.queries.term_results import TermResultLine, class_results

_TEXTS = """
SELECT a.gradebook_id, a.pupil_id, a.text FROM appreciation a
 WHERE a.term_id = %(term)s AND a.school_id = %(school)s AND a.text <> ''
"""

_ELEMENTS = """
SELECT e.gradebook_id, array_agg(e.text ORDER BY e.position, e.id) FROM programme_element e
 WHERE e.gradebook_id = ANY(%(books)s) AND e.school_id = %(school)s AND e.kind = %(kind)s
   AND e.number = %(number)s
 GROUP BY e.gradebook_id
"""

# Whoever was exempted from all that was marked: the record says it apart from « non noté » (rule B2.3).
_EXEMPTED = """
SELECT e.gradebook_id, m.pupil_id
  FROM mark m JOIN evaluation e ON e.id = m.evaluation_id AND e.withdrawn_at IS NULL AND NOT e.is_formative
 WHERE m.pupil_id = ANY(%(pupils)s) AND m.school_id = %(school)s AND e.gradebook_id = ANY(%(books)s)
   AND e.counts_on BETWEEN %(since)s AND %(until)s AND (m.value IS NOT NULL OR m.code IS NOT NULL)
 GROUP BY e.gradebook_id, m.pupil_id
HAVING bool_and(m.code IS NOT DISTINCT FROM 'disp')
"""


@dataclass(frozen=True, slots=True)
class _Words:
    """What is written by gradebook and pupil, by gradebook; who is exempted."""

    texts: Mapping[tuple[int, int], str]
    elements: Mapping[int, Sequence[str]]
    exempted: frozenset[tuple[int, int]]


def subjects_by_pupil(
    term: ClassTerm, pupil_ids: Sequence[int], declared: Declared
) -> Mapping[int, tuple[SubjectReport, ...]]:
    """By pupil, in the order of report cards, in four statements.

    A subject that several teachers mark apart, or that a pupil had in two groups, is one: teachers and elements of
    all, what each says, the mean of the averages by their coefficients.
    """
    results = class_results(term.term_id, school_id=term.school_id)
    wanted = [line for pupil_id in pupil_ids for line in results.of(pupil_id)]
    words = _words(term, pupil_ids, wanted)
    found: dict[int, dict[str, list[TermResultLine]]] = defaultdict(lambda: defaultdict(list))
    for line in wanted:
        key = declared.discipline(line.subject.subject_id, line.subject.modality)
        found[line.pupil_id][key].append(line)
    return {
        pupil_id: tuple(_subject(key, _kept(lines, words), words, declared) for key, lines in subjects.items())
        for pupil_id, subjects in found.items()
    }


def _words(term: ClassTerm, pupil_ids: Sequence[int], lines: Iterable[TermResultLine]) -> _Words:
    asked: dict[str, Any] = {
        "term": term.term_id, "school": term.school_id, "kind": term.kind, "number": term.number,
        "since": term.starts_on, "until": term.ends_on, "pupils": list(pupil_ids),
        "books": sorted({line.subject.gradebook_id for line in lines}),
    }  # fmt: skip
    with connection.cursor() as cursor:
        texts = {(book, pupil): plain(text) for book, pupil, text in cursor.execute(_TEXTS, asked).fetchall()}
        elements = dict(cursor.execute(_ELEMENTS, asked).fetchall())
        return _Words(texts, elements, frozenset(cursor.execute(_EXEMPTED, asked).fetchall()))


def _kept(lines: list[TermResultLine], words: _Words) -> list[TermResultLine]:
    """Those that say something; all of them when none does."""
    saying = [
        line
        for line in lines
        if line.value is not None
        or line.positioning is not None
        or line.decided is not None
        or (line.subject.gradebook_id, line.pupil_id) in words.texts
    ]
    return saying or lines[:1]


def _subject(key: str, lines: list[TermResultLine], words: _Words, declared: Declared) -> SubjectReport:
    value = _mean(lines, [line.value for line in lines])
    figures = _mean(lines, [line.subject.figures.mean for line in lines])
    books = [line.subject.gradebook_id for line in lines]
    texts = (words.texts.get((line.subject.gradebook_id, line.pupil_id), "") for line in lines)
    elements = (label for book in books for label in words.elements.get(book, ()))
    return SubjectReport(
        discipline=key,
        teachers=declared.teachers(
            teacher.person_id for line in lines for teacher in line.subject.teachers if teacher.is_shown
        ),
        programme_elements=tuple(dict.fromkeys(declared.element(label) for label in elements)),
        pupil_average="" if value is None else average_text(hundredths(value)),
        structure_average="" if figures is None else average_text(hundredths(figures)),
        pupil_status=_status(lines, words) if value is None else None,
        positioning=next((line.positioning for line in lines if line.positioning is not None), None),
        appreciation="\n".join(filter(None, texts)),
    )


def _mean(lines: list[TermResultLine], values: list[Fraction | None]) -> Fraction | None:
    """Of what each says, by the coefficients of their gradebooks."""
    if len(values) == 1:
        return values[0]
    parts = zip(lines, values, strict=True)
    return general_average(
        OfSubject(line.subject.gradebook_id, value, line.subject.coefficient, InGeneral.COUNTS)
        for line, value in parts
    ).value


def _status(lines: list[TermResultLine], words: _Words) -> EvaluationStatus | None:
    """Why there is no average; None when nothing at all was marked or decided: the teacher is asked."""
    if all((line.subject.gradebook_id, line.pupil_id) in words.exempted for line in lines):
        return EvaluationStatus.EXEMPTED
    is_said = any(line.is_decided or any(part.average.items for part in line.computed.parts) for line in lines)
    return EvaluationStatus.NOT_GRADED if is_said else None
