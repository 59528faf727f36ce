"""What a council is shown of a pupil (C94): her subjects with class figures, school life, how she evolves, what
was decided before and what is being decided.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db import connection

from preau.bulletins.class_term import ClassTerm
from preau.bulletins.decision import OFFERED, Field, words_of
from preau.bulletins.queries.council import ClassPupil
from preau.bulletins.queries.missing import CLASS_PAIRS, asked_of
from preau.bulletins.queries.school_life import WRITTEN, SchoolLifeLine, life_of
from preau.grading.averages.rounding import rounded
from preau.grading.entry import number
from preau.grading.queries.term_results import ClassResults, TermResultLine, figure_written, results_with_former
from preau.kernel.refusals import NotAllowed

_DECISION = f"""
WITH {CLASS_PAIRS}
SELECT (SELECT jsonb_agg(jsonb_build_array(p.id, p.last_name, p.first_name, coalesce(e.synthesis, '') <> '')
                         ORDER BY p.sorting_name, p.id)
          FROM pupils u JOIN person p ON p.id = u.pupil_id
          LEFT JOIN council_decision e ON e.pupil_id = u.pupil_id AND e.term_id = %(term)s),
       (SELECT jsonb_build_array(n.closed_at IS NOT NULL, n.validated_at IS NOT NULL)
          FROM council n WHERE n.term_id = %(term)s),
       (SELECT jsonb_agg(jsonb_build_array(m.id, m.label) ORDER BY m.position, m.id) FROM mention m
         WHERE ({OFFERED}) OR m.id = d.mention_id),
       coalesce(d.version, 0), coalesce(d.synthesis, ''), d.mention_id, coalesce(d.orientation, ''), d.votes
  FROM (VALUES (1)) one
  LEFT JOIN council_decision d ON d.pupil_id = %(pupil)s AND d.term_id = %(term)s AND d.school_id = %(school)s
"""  # noqa: S608 - our own pieces

# What was said of her in her subjects, what former councils of the year decided, in this class or another; then
# what vie scolaire wrote.
_WORDS = f"""
SELECT coalesce((SELECT jsonb_object_agg(a.gradebook_id, a.text) FROM appreciation a
                  WHERE a.pupil_id = %(pupil)s AND a.term_id = %(term)s AND a.text <> ''), '{{}}'),
       (SELECT jsonb_agg(jsonb_build_array(o.kind, o.number, d.synthesis, coalesce(m.label, ''), d.orientation)
                         ORDER BY o.starts_on)
          FROM council_decision d
          JOIN term o ON o.id = d.term_id AND o.year_id = %(year)s AND o.starts_on < %(since)s
          LEFT JOIN mention m ON m.id = d.mention_id
         WHERE d.pupil_id = %(pupil)s AND d.school_id = %(school)s),
       {WRITTEN}
  FROM (VALUES (1)) one
  LEFT JOIN school_life l ON l.pupil_id = %(pupil)s AND l.term_id = %(term)s AND l.school_id = %(school)s
"""  # noqa: S608 - our own pieces
_BOTH = f"SELECT d.*, w.* FROM ({_DECISION}) d CROSS JOIN ({_WORDS}) w"  # noqa: S608 - our own pieces
#: How many columns the first of them has.
_OF_DECISION = 8


@dataclass(frozen=True, slots=True)
class CouncilSubject:
    """A subject of the pupil: her average as it is written, those of her group, and what is said. `before`: her
    average in former terms of the year, as (kind, number, average); None without one.
    """

    gradebook_id: int
    subject: str
    teachers: str
    average: str
    is_decided: bool
    positioning: int | None
    lowest: str
    mean: str
    highest: str
    text: str
    value: Fraction | None
    before: tuple[tuple[str, int, Fraction | None], ...]


@dataclass(frozen=True, slots=True)
class FormerDecision:
    """What a former council of the year said of her."""

    kind: str
    number: int
    synthesis: str
    mention: str
    orientation: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """The class, where its council is, and what is written of one pupil now, votes included; `mentions` may be
    chosen, by id. `done`: the pupils who have a synthesis.
    """

    pupils: tuple[ClassPupil, ...]
    done: frozenset[int]
    place: int
    is_open: bool
    is_closed: bool
    is_validated: bool
    mentions: Mapping[str, str]
    version: int
    words: Mapping[Field, str]

    @property
    def pupil(self) -> ClassPupil:
        """Of whom the council speaks."""
        return self.pupils[self.place]

    @property
    def neighbours(self) -> tuple[ClassPupil | None, ClassPupil | None]:
        """Before and after her."""
        before = self.pupils[self.place - 1] if self.place else None
        return before, self.pupils[self.place + 1] if self.place + 1 < len(self.pupils) else None


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """What is known of a pupil before anything is decided. `general` '' where the school shows none; `generals`:
    her general averages of the year so far, this term last.
    """

    subjects: tuple[CouncilSubject, ...]
    general: str
    general_mean: str
    generals: tuple[tuple[str, int, Fraction | None], ...]
    life: SchoolLifeLine
    former: tuple[FormerDecision, ...]


@dataclass(frozen=True, slots=True)
class CouncilPage:
    """Everything of the page of a pupil."""

    term: ClassTerm
    deciding: Deciding
    facts: CouncilFacts


def council_page(term: ClassTerm, pupil_id: int) -> CouncilPage:
    """Errors: `NotAllowed` for a pupil of another class. The caller has decided who reads it."""
    row = _read(_BOTH, term, pupil_id)
    deciding = _deciding(row[:_OF_DECISION], pupil_id)
    return CouncilPage(term, deciding, _facts(term, pupil_id, row[_OF_DECISION:]))


def deciding_of(term: ClassTerm, pupil_id: int) -> Deciding:
    """In one statement. Errors: `NotAllowed` for a pupil of another class. The caller has decided who reads it."""
    return _deciding(_read(_DECISION, term, pupil_id), pupil_id)


def facts_of_pupil(term: ClassTerm, pupil_id: int) -> CouncilFacts:
    """In a statement for words, one for the results of the year and three for school life."""
    return _facts(term, pupil_id, _read(_WORDS, term, pupil_id))


def _read(statement: str, term: ClassTerm, pupil_id: int) -> Sequence[Any]:
    with connection.cursor() as cursor:
        row = cursor.execute(statement, {**asked_of(term), "pupil": pupil_id}).fetchone()
    assert row is not None
    found: Sequence[Any] = row
    return found


def _deciding(row: Sequence[Any], pupil_id: int) -> Deciding:
    found, council, mentions = (json.loads(one or "[]") for one in row[:3])
    version, *words = row[3:]
    pupils = tuple(ClassPupil(*one[:3]) for one in found)
    place = next((at for at, pupil in enumerate(pupils) if pupil.pupil_id == pupil_id), None)
    if place is None:
        raise NotAllowed
    is_closed, is_validated = council or (False, False)
    return Deciding(
        pupils, frozenset(one[0] for one in found if one[3]), place, bool(council), is_closed, is_validated,
        {str(pk): label for pk, label in mentions}, version, words_of(*words),
    )  # fmt: skip


def _facts(term: ClassTerm, pupil_id: int, row: Sequence[Any]) -> CouncilFacts:
    before = [one for one in term.terms if one[1] == term.kind and one[2] < term.number]
    results, hers = results_with_former(
        term.term_id, [key for key, _kind, _rank in before], school_id=term.school_id, pupil_id=pupil_id
    )
    former = [(kind, rank, one) for (_key, kind, rank), one in zip(before, hers, strict=True)]
    texts, decided = (json.loads(one or "[]") for one in row[:2])
    generals = [(kind, rank, one.general_of(pupil_id).value) for kind, rank, one in former]
    general = results.general_of(pupil_id).value
    return CouncilFacts(
        tuple(_subject(line, texts, former) for line in results.of(pupil_id)),
        number(rounded(general, results.rounding)) if results.shows_general and general is not None else "",
        figure_written(results.general_figures.mean) if results.shows_general else "",
        (*generals, (term.kind, term.number, general)),
        life_of(term, pupil_id, row[2:]),
        tuple(FormerDecision(*one) for one in decided),
    )


def _subject(
    line: TermResultLine, texts: Mapping[str, str], former: list[tuple[str, int, ClassResults]]
) -> CouncilSubject:
    subject, figures = line.subject, line.subject.figures
    before = tuple(
        (kind, rank, next((one.value for one in results.of(line.pupil_id) if _is_same(one, line)), None))
        for kind, rank, results in former
    )
    return CouncilSubject(
        subject.gradebook_id, subject.label, ", ".join(one.name for one in subject.teachers if one.is_shown),
        line.written, line.is_decided, line.positioning, figure_written(figures.lowest),
        figure_written(figures.mean), figure_written(figures.highest),
        texts.get(str(subject.gradebook_id), ""), line.value, before,
    )  # fmt: skip


def _is_same(one: TermResultLine, other: TermResultLine) -> bool:
    return one.subject.gradebook_id == other.subject.gradebook_id
