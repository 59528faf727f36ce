"""What a « rentrée » will do to schools, counted before anything is written: one statement for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from preau.directory.calendar_lines import YearLine

_ON_EVE = "{t}.begins_on <= %(eve)s AND ({t}.ends_on IS NULL OR {t}.ends_on > %(eve)s)"
_ON_FIRST = "{t}.begins_on <= %(first)s AND ({t}.ends_on IS NULL OR {t}.ends_on > %(first)s)"


def _held(template: str, table: str) -> str:
    return template.format(t=table)


_REPORT = f"""
WITH people AS (
    SELECT e.school_id, e.pupil_id, bool_or({_held(_ON_EVE, "e")}) AS before,
           bool_or({_held(_ON_FIRST, "e")}) AS after
      FROM enrolment e
     WHERE e.school_id = ANY(%(schools)s) AND e.begins_on <= %(first)s
       AND (e.ends_on IS NULL OR e.ends_on > %(eve)s)
     GROUP BY e.school_id, e.pupil_id
), pupils AS (
    SELECT p.school_id, count(*) FILTER (WHERE before) AS before,
           count(*) FILTER (WHERE before AND after) AS staying,
           count(*) FILTER (WHERE after AND NOT before) AS arriving,
           count(*) FILTER (WHERE after AND NOT EXISTS (
               SELECT FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
                WHERE m.pupil_id = p.pupil_id AND m.school_id = p.school_id
                  AND {_held(_ON_FIRST, "m")})) AS classless,
           count(*) FILTER (WHERE before AND after AND EXISTS (
               SELECT FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
                WHERE m.pupil_id = p.pupil_id AND m.school_id = p.school_id AND m.begins_on <= %(eve)s
                  AND (m.ends_on IS NULL OR m.ends_on > %(first)s))) AS unmoved
      FROM people p GROUP BY p.school_id
), groups AS (
    SELECT g.school_id,
           count(*) FILTER (WHERE g.kind = 'manuel' AND NOT g.is_locked AND g.closed_on IS NULL) AS ending,
           count(*) FILTER (WHERE g.kind = 'manuel' AND g.is_locked AND g.closed_on IS NULL) AS locked,
           count(*) FILTER (WHERE g.kind = 'division' AND g.closed_on IS NULL
                              AND NOT EXISTS (SELECT FROM term t WHERE t.group_id = g.id
                                                 AND t.school_id = g.school_id AND t.year_id = %(year)s)) AS uncut
      FROM pupil_group g WHERE g.school_id = ANY(%(schools)s) GROUP BY g.school_id
)
SELECT s.id, s.uai, s.name, coalesce(p.before, 0), coalesce(p.staying, 0), coalesce(p.arriving, 0),
       coalesce(p.classless, 0), coalesce(p.unmoved, 0),
       coalesce(g.ending, 0), coalesce(g.locked, 0), coalesce(g.uncut, 0), d.prepared_at IS NOT NULL
  FROM school s
  LEFT JOIN pupils p ON p.school_id = s.id
  LEFT JOIN groups g ON g.school_id = s.id
  LEFT JOIN year_preparation d ON d.school_id = s.id AND d.year_id = %(year)s
 WHERE s.id = ANY(%(schools)s)
 ORDER BY s.name, s.uai
"""  # noqa: S608 - our own conditions

_CLASSES = f"""
SELECT coalesce(nullif(g.label, ''), g.code),
       count(*) FILTER (WHERE {_held(_ON_EVE, "m")}), count(*) FILTER (WHERE {_held(_ON_FIRST, "m")})
  FROM pupil_group g
  JOIN membership m ON m.group_id = g.id AND m.school_id = g.school_id
 WHERE g.school_id = %(school)s AND g.kind = 'division'
   AND m.begins_on <= %(first)s AND (m.ends_on IS NULL OR m.ends_on > %(eve)s)
 GROUP BY g.id ORDER BY g.code, g.id
"""  # noqa: S608 - our own conditions


@dataclass(frozen=True, slots=True)
class YearReport:
    """A school on the eve and on the first day of the coming year, in pupils and in groups.

    `before` = `staying` + `leaving`; `after` = `staying` + `arriving`: nobody is lost. `unmoved` stay in the class
    they have, which a feed that told the new year leaves to none or few.
    """

    school_id: int
    uai: str
    name: str
    before: int
    staying: int
    arriving: int
    classless: int
    unmoved: int
    groups_ending: int
    groups_kept: int
    classes_uncut: int
    is_prepared: bool

    @property
    def leaving(self) -> int:
        return self.before - self.staying

    @property
    def after(self) -> int:
        return self.staying + self.arriving

    @property
    def is_told(self) -> bool:
        """A feed has told the classes of the new year: most of those who stay change class."""
        return self.before == 0 or self.unmoved * 2 < self.staying or self.staying == 0


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class, its pupils on the eve and on the first day."""

    label: str
    before: int
    after: int


def year_reports(school_ids: Sequence[int], year: YearLine) -> tuple[YearReport, ...]:
    """The report of each of these schools, in the order of their names."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_REPORT, _asked(year) | {"schools": list(school_ids)}).fetchall()
    return tuple(YearReport(*row) for row in rows)


def classes_around(school_id: int, year: YearLine) -> tuple[ClassLine, ...]:
    """The classes of a school that have pupils on either day, in the order of their codes."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_CLASSES, _asked(year) | {"school": school_id}).fetchall()
    return tuple(ClassLine(*row) for row in rows)


def eve_of(year: YearLine) -> date:
    """The last day of what came before."""
    return year.starts_on - timedelta(days=1)


def _asked(year: YearLine) -> dict[str, Any]:
    return {"first": year.starts_on, "eve": eve_of(year), "year": year.id}
