"""What the screen of the national record shows: years and periods to choose from, the last check, its findings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.exchange.lsu.findings import Gravity, Mender
from preau.exchange.lsu.rules import CYCLE, LATE_AFTER, PUPILS_A_PAGE
from preau.kernel import clock

# A year of which the school has terms; end-of-cycle reports are of every year.
_CHOICES = """
SELECT y.id, y.label, y.starts_on <= %(today)s AND y.ends_on >= %(today)s, t.kind, t.number,
       bool_or(t.starts_on <= %(today)s)
  FROM term t JOIN school_year y ON y.id = t.year_id
 WHERE t.school_id = %(school)s
 GROUP BY y.id, t.kind, t.number
 ORDER BY y.starts_on DESC, t.kind DESC, t.number
"""

_FILE = """
SELECT f.year_id, y.label, f.periods, f.version, f.number, f.asked_at, f.made_at, f.pupils, f.reports, f.verdict,
       length(f.content) > 0, coalesce(p.first_name || ' ' || p.last_name, ''),
       (SELECT jsonb_object_agg(gravity, n) FROM (SELECT gravity, count(*) AS n FROM lsu_finding
                                                   WHERE school_id = %(school)s GROUP BY gravity) g)::text
  FROM lsu_file f
  JOIN school_year y ON y.id = f.year_id
  LEFT JOIN person p ON p.id = f.asked_by_id
 WHERE f.school_id = %(school)s
"""

# By pupil, in the order of the first thing found of each; what is of the whole file first.
_FINDINGS = """
WITH wanted AS (
    SELECT * FROM lsu_finding
     WHERE school_id = %(school)s AND gravity = %(gravity)s AND (%(mender)s = '' OR mender = %(mender)s)
), shown AS (
    SELECT pupil_id, min(position) AS first FROM wanted GROUP BY pupil_id
     ORDER BY pupil_id <> 0, first LIMIT %(most)s + 1 OFFSET %(after)s
)
SELECT s.pupil_id, s.pupil, s.mender, s.who, s.period, s.sentence, s.door, s.words::text
  FROM shown h JOIN wanted s USING (pupil_id)
 ORDER BY s.pupil_id <> 0, h.first, s.position
"""

_IGNORED = """
SELECT i.pupil_id, p.last_name || ' ' || p.first_name, i.period, i.ignored_at,
       coalesce(q.first_name || ' ' || q.last_name, '')
  FROM lsu_ignored i
  JOIN person p ON p.id = i.pupil_id
  LEFT JOIN person q ON q.id = i.ignored_by_id
 WHERE i.school_id = %(school)s AND i.year_id = %(year)s
 ORDER BY p.sorting_name, p.id, i.period
"""


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period of a year. `has_begun`: it may hold something."""

    key: str
    has_begun: bool


@dataclass(frozen=True, slots=True)
class YearChoice:
    """A year of which the school has terms, its periods in order, end-of-cycle reports last."""

    year_id: int
    label: str
    is_current: bool
    periods: tuple[PeriodChoice, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """The file that was last asked for. `made_at` None: the worker is at it. `found`: how many, by gravity."""

    year_id: int
    year: str
    periods: tuple[str, ...]
    version: str
    number: int
    asked_at: datetime
    made_at: datetime | None
    pupils: int
    reports: int
    verdict: str
    is_ready: bool
    asked_by: str
    found: Mapping[str, int]

    @property
    def is_late(self) -> bool:
        """True when the worker should have been done for long."""
        return self.made_at is None and clock.now() - self.asked_at > LATE_AFTER

    def count(self, gravity: Gravity) -> int:
        """How many things were found so grave."""
        return self.found.get(gravity.value, 0)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something to mend: who can, and the page where it is mended."""

    mender: Mender
    who: str
    period: str
    sentence: str
    door: str
    words: Mapping[str, int]

    @property
    def by_whom(self) -> str:
        """« le professeur principal (Claire Durand) »."""
        return f"{self.mender.label} ({self.who})" if self.who else self.mender.label


@dataclass(frozen=True, slots=True)
class PupilFindings:
    """What was found of a pupil (0 and '': of the whole file)."""

    pupil_id: int
    name: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class IgnoredLine:
    """A pupil whom the file leaves out, of a period or ('') of the year."""

    pupil_id: int
    name: str
    period: str
    ignored_at: datetime
    by: str


def choices_of(school_id: int) -> tuple[YearChoice, ...]:
    """The last year first, in one statement."""
    asked: dict[str, Any] = {"school": school_id, "today": clock.today()}
    years: dict[int, tuple[str, bool, list[PeriodChoice]]] = {}
    with connection.cursor() as cursor:
        for pk, label, is_current, kind, number, has_begun in cursor.execute(_CHOICES, asked).fetchall():
            of = years.setdefault(pk, (label, is_current, []))
            of[2].append(PeriodChoice(f"{kind}-{number}", has_begun))
    return tuple(
        YearChoice(pk, label, is_current, (*periods, PeriodChoice(CYCLE, False)))
        for pk, (label, is_current, periods) in years.items()
    )


def file_of(school_id: int) -> FileLine | None:
    """In one statement; None when none was asked for, or it was forgotten."""
    with connection.cursor() as cursor:
        row = cursor.execute(_FILE, {"school": school_id}).fetchone()
    if row is None:
        return None
    return FileLine(*[*row[:2], tuple(row[2]), *row[3:12], json.loads(row[12] or "{}")])


def findings_of(
    school_id: int, gravity: Gravity, *, mender: str = "", number: int = 1
) -> tuple[tuple[PupilFindings, ...], bool]:
    """A page of what was found, pupil after pupil, and whether there is another one; in one statement."""
    asked: dict[str, Any] = {
        "school": school_id, "gravity": gravity.value, "mender": mender, "most": PUPILS_A_PAGE,
        "after": (number - 1) * PUPILS_A_PAGE,
    }  # fmt: skip
    found: dict[tuple[int, str], list[FindingLine]] = {}
    with connection.cursor() as cursor:
        for row in cursor.execute(_FINDINGS, asked).fetchall():
            line = FindingLine(*[Mender(row[2]), *row[3:7], json.loads(row[7])])
            found.setdefault((row[0], row[1]), []).append(line)
    pupils = tuple(PupilFindings(pk, name, tuple(lines)) for (pk, name), lines in found.items())
    return pupils[:PUPILS_A_PAGE], len(pupils) > PUPILS_A_PAGE


def ignored_of(school_id: int, year_id: int) -> tuple[IgnoredLine, ...]:
    """By name, in one statement."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_IGNORED, {"school": school_id, "year": year_id}).fetchall()
    return tuple(IgnoredLine(*row) for row in rows)
