"""The statement of marks of a pupil for a term (capability C84): what she or her family may see at this minute.
Its lines are those of `statement_lines`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from preau.directory.models import School
from preau.grading.averages.general import GeneralAverage, OfSubject, general_average
from preau.grading.averages.rounding import Rounding, rounded
from preau.grading.code_words import code_words_from
from preau.grading.entry import number
from preau.grading.policies import may_see_marks_of
from preau.grading.queries.statement_lines import MARKS_IN_ONE, MARKS_OF_ONE, SubjectLine, subject_lines
from preau.grading.rules import FEWEST_MARKS, ROUNDING
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed

#: What `term_choice` takes, of a school `h`, a class `g`, a term `t` of a year `y` and the school's choices `c`.
TERM_COLUMNS = """
h.id, h.name, h.kind, coalesce(nullif(g.label, ''), g.code),
t.id, t.kind, t.number, coalesce(t.starts_on, y.starts_on), coalesce(t.ends_on, y.ends_on),
t.published_at IS NOT NULL,
c.rounding, coalesce(c.shows_class_figures, true), c.fewest_marks, coalesce(c.shows_averages, true),
c.shows_general, coalesce(c.parents_after_hours, 0), c.code_labels
"""

# The terms of the classes of the pupil, of every school in scope; the year alone where none was cut.
_TERMS = f"""
SELECT p.first_name || ' ' || p.last_name, {TERM_COLUMNS}
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
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class TermChoice:
    """A term that the reader may open, of a school; `term_id` None: the whole year, where none was cut.
    `code_labels`: what the school chose to say in place of a mark, as PostgreSQL gives it.
    """

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
    parents_after_hours: int
    code_labels: str | None

    @property
    def codes(self) -> Mapping[str, str]:
        """The words of the school for what stands in place of a mark."""
        return code_words_from(self.code_labels)

    def seen_until(self, *, is_pupil: bool) -> datetime:
        """Marks released until this instant are seen now by the pupil; by families, after the school's delay."""
        return clock.now() if is_pupil else clock.now() - timedelta(hours=self.parents_after_hours)

    @property
    def key(self) -> str:
        """As the address says it."""
        return str(self.term_id or f"annee-{self.school_id}")


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
    name, terms = _terms_of(actor, pupil_id)
    return _read(actor, pupil_id, name, terms, chosen_term(terms, asked, clock.today()))


def subject_of_statement(
    actor: Actor, pupil_id: int, gradebook_id: int, *, asked: str = ""
) -> tuple[str, TermChoice, SubjectLine]:
    """Her name, the term and the line of this gradebook in that statement, as it stands there.

    Errors: `NotAllowed` for who may not see her marks, and where her statement has no such line.
    """
    name, terms = _terms_of(actor, pupil_id)
    term = chosen_term(terms, asked, clock.today())
    with connection.cursor() as cursor:
        marks = cursor.execute(MARKS_IN_ONE, {**_asked(actor, pupil_id, term), "book": gradebook_id}).fetchall()
    lines = subject_lines(term, marks).get(pupil_id)
    if not lines:
        raise NotAllowed
    return name, term, lines[0]


def statements_of_year(actor: Actor, pupil_id: int, *, asked: str = "") -> tuple[Statement, ...]:
    """Her statements for each term of the year, in the school of the one that `asked` names; a statement for each
    besides the first.

    Errors: `NotAllowed` for who may not see her marks.
    """
    name, terms = _terms_of(actor, pupil_id)
    school_id = chosen_term(terms, asked, clock.today()).school_id
    return tuple(_read(actor, pupil_id, name, terms, term) for term in terms if term.school_id == school_id)


def _terms_of(actor: Actor, pupil_id: int) -> tuple[str, tuple[TermChoice, ...]]:
    if not may_see_marks_of(actor, pupil_id):
        raise NotAllowed
    asked: dict[str, Any] = {"pupil": pupil_id, "schools": list(actor.school_ids), "today": clock.today()}
    with connection.cursor() as cursor:
        rows = cursor.execute(_TERMS, asked).fetchall()
    if not rows:
        raise NotAllowed
    return rows[0][0], tuple(term_choice(*row[1:]) for row in rows)


def _read(actor: Actor, pupil_id: int, name: str, terms: tuple[TermChoice, ...], term: TermChoice) -> Statement:
    with connection.cursor() as cursor:
        marks = cursor.execute(MARKS_OF_ONE, _asked(actor, pupil_id, term)).fetchall()
    return statement_for(pupil_id, name, terms, term, subject_lines(term, marks).get(pupil_id, ()))


def _asked(actor: Actor, pupil_id: int, term: TermChoice) -> dict[str, Any]:
    return {
        **asked_of(term), "pupil": pupil_id, "today": clock.today(),
        "released": term.seen_until(is_pupil=actor.is_a(Profile.PUPIL)),
    }  # fmt: skip


def asked_of(term: TermChoice) -> dict[str, Any]:
    """What the statements of `statement_lines` are asked of a term."""
    return {
        "school": term.school_id, "kind": term.kind, "number": term.number, "term": term.term_id,
        "since": term.starts_on, "until": term.ends_on, "is_published": term.is_published,
    }  # fmt: skip


def statement_for(
    pupil_id: int, name: str, terms: tuple[TermChoice, ...], term: TermChoice, subjects: tuple[SubjectLine, ...]
) -> Statement:
    """The statement of these lines, with the general average where the school shows one."""
    if not (term.shows_general and term.shows_averages):
        return Statement(pupil_id, name, terms, term, subjects, "", None)
    general = general_average(
        OfSubject(one.gradebook_id, one.value, one.coefficient, one.in_general) for one in subjects
    )
    if general.value is None:
        return Statement(pupil_id, name, terms, term, subjects, "", None)
    return Statement(pupil_id, name, terms, term, subjects, number(rounded(general.value, term.rounding)), general)


def term_choice(
    school_id: int, school: str, school_kind: str, division: str, term_id: int | None, kind: str | None,
    rank: int | None, starts_on: date, ends_on: date, is_published: bool, rounding: str | None, shows_class: bool,
    fewest: int | None, shows_averages: bool, shows_general: bool | None, parents_after: int,
    code_labels: str | None,
) -> TermChoice:  # fmt: skip
    general = school_kind != School.Kind.COLLEGE if shows_general is None else shows_general
    return TermChoice(
        school_id, school, division, term_id, kind or "", rank or 0, starts_on, ends_on, is_published,
        Rounding(rounding or ROUNDING), shows_class, fewest or FEWEST_MARKS, shows_averages, general,
        parents_after, code_labels,
    )  # fmt: skip


def chosen_term(terms: Sequence[TermChoice], asked: str, today: date) -> TermChoice:
    """The term that an address names; otherwise the last that began."""
    for term in terms:
        if term.key == asked:
            return term
    begun = [term for term in terms if term.starts_on <= today]
    return (begun[-1:] or list(terms))[0]
