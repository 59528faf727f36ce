"""What a file says of the school once: who heads it, its year, the terms of its classes, its subjects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.exchange.lsu.filling.plain import plain
from preau.exchange.lsu.records import Head, Header, Period
from preau.exchange.lsu.rules import PERIODS_A_YEAR
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed

HEAD_KEY = "CHEF"

# Who signs: what the school wrote for its report cards, otherwise its head; an assistant only without one.
_SCHOOL = """
SELECT s.uai, s.source, y.label, extract(year FROM y.starts_on)::int,
       coalesce(nullif((SELECT c.signatory FROM bulletin_settings c WHERE c.school_id = s.id), ''),
                (SELECT concat_ws(' ', nullif(p.title, ''), p.first_name, p.last_name)
                   FROM post o JOIN person p ON p.id = o.person_id
                  WHERE o.school_id = s.id AND o.profile = 'direction'
                    AND o.begins_on <= %(today)s AND (o.ends_on IS NULL OR o.ends_on > %(today)s)
                  ORDER BY o.function <> 'DIR', o.label ILIKE '%%adjoint%%', o.begins_on, o.id LIMIT 1), '')
  FROM school s, school_year y
 WHERE s.id = %(school)s AND y.id = %(year)s
"""

_TERMS = """
SELECT t.id, t.group_id, g.code, t.kind, t.number, coalesce(c.text, ''),
       coalesce(t.published_at, n.validated_at, CASE k.state WHEN 'fermee' THEN k.changed_at END)
  FROM term t
  JOIN pupil_group g ON g.id = t.group_id
  LEFT JOIN class_comment c ON c.term_id = t.id
  LEFT JOIN council n ON n.term_id = t.id
  LEFT JOIN term_lock k ON k.term_id = t.id
 WHERE t.school_id = %(school)s AND t.year_id = %(year)s AND t.kind || '-' || t.number = ANY(%(periods)s)
 ORDER BY t.kind DESC, t.number, g.code, g.id
"""

# Those of gradebooks, and those that projects name.
_SUBJECTS = """
SELECT s.id, s.code, s.label FROM subject s
 WHERE s.id IN (SELECT b.subject_id FROM gradebook b WHERE b.school_id = %(school)s AND b.year_id = %(year)s
                UNION
                SELECT a.subject_id FROM teaching_project_part a JOIN teaching_project j ON j.id = a.project_id
                 WHERE a.school_id = %(school)s AND j.year_id = %(year)s AND a.subject_id IS NOT NULL)
 ORDER BY s.id
"""


@dataclass(frozen=True, slots=True)
class SchoolYearHead:
    """A school in a year. `source` names its académie, where numbers of SIECLE and STS are unique."""

    school_id: int
    year_id: int
    uai: str
    source: str
    label: str
    year: str
    signatory: str

    @property
    def header(self) -> Header:
        """The head of the file."""
        return Header(self.uai)

    @property
    def heads(self) -> tuple[Head, ...]:
        """Who signs; none when nobody heads the school here."""
        return (Head(HEAD_KEY, self.signatory),) if self.signatory else ()


@dataclass(frozen=True, slots=True)
class TermOfClass:
    """A term of a class: what is said of the whole class, and when it was locked (None: it is not)."""

    term_id: int
    group_id: int
    division: str
    kind: str
    number: int
    comment: str
    locked_at: datetime | None

    @property
    def period(self) -> str:
        """« trimestre-1 », as the file, the addresses and the ignored pupils name it."""
        return f"{self.kind}-{self.number}"

    def period_of(self, year: str) -> Period:
        """The record of the period."""
        return Period(self.period, year, self.number, PERIODS_A_YEAR[self.kind])


@dataclass(frozen=True, slots=True)
class SubjectOfSchool:
    """A subject; `first_id` is that of the first with its code: one code is one subject in the file."""

    first_id: int
    code: str
    label: str


def school_year_head(school_id: int, year_id: int) -> SchoolYearHead:
    """Errors: `NotAllowed` for a school or a year that does not exist."""
    asked: dict[str, Any] = {"school": school_id, "year": year_id, "today": clock.today()}
    with connection.cursor() as cursor:
        row = cursor.execute(_SCHOOL, asked).fetchone()
    if row is None:
        raise NotAllowed
    uai, source, label, year, signatory = row
    return SchoolYearHead(school_id, year_id, uai, source, label, str(year), signatory)


def terms_of_classes(one: SchoolYearHead, periods: Sequence[str]) -> tuple[TermOfClass, ...]:
    """The terms of every class for these periods, the first period first."""
    asked: dict[str, Any] = {"school": one.school_id, "year": one.year_id, "periods": list(periods)}
    with connection.cursor() as cursor:
        rows = cursor.execute(_TERMS, asked).fetchall()
    return tuple(TermOfClass(*[*row[:5], plain(row[5]), row[6]]) for row in rows)


def subjects_of_school(one: SchoolYearHead) -> Mapping[int, SubjectOfSchool]:
    """By id."""
    asked: dict[str, Any] = {"school": one.school_id, "year": one.year_id}
    first: dict[str, int] = {}
    found = {}
    with connection.cursor() as cursor:
        for pk, code, label in cursor.execute(_SUBJECTS, asked).fetchall():
            found[pk] = SubjectOfSchool(first.setdefault(code, pk), code, label)
    return found
