"""The trimesters or semesters of a group: those of the classes of its pupils."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from preau.grading.book import GradebookHead
from preau.grading.queries.sheet import Period

_PERIODS = """
SELECT t.kind, t.number, min(t.starts_on), max(t.ends_on)
  FROM membership m
  JOIN membership d ON d.pupil_id = m.pupil_id AND d.school_id = %(school)s
  JOIN term t ON t.group_id = d.group_id AND t.year_id = %(year)s
 WHERE m.group_id = %(group)s AND m.school_id = %(school)s
   AND d.begins_on <= t.ends_on AND (d.ends_on IS NULL OR d.ends_on > t.starts_on)
 GROUP BY t.kind, t.number
UNION ALL
SELECT '', 0, y.starts_on, y.ends_on FROM school_year y WHERE y.id = %(year)s
 ORDER BY 1 DESC, 2
"""


def periods_of(book: GradebookHead) -> tuple[Period, ...]:
    """The periods of this gradebook, trimesters before semesters; the whole year alone where no term was cut."""
    asked: dict[str, Any] = {"school": book.school_id, "year": book.year_id, "group": book.group_id}
    with connection.cursor() as cursor:
        rows = cursor.execute(_PERIODS, asked).fetchall()
    found = tuple(Period(*row) for row in rows)
    return found[:-1] or found


def period_named(periods: tuple[Period, ...], key: str, day: date) -> Period:
    """The one that an address names; otherwise the one of this day; otherwise the last that began."""
    for period in periods:
        if period.key == key:
            return period
    holding = [period for period in periods if period.starts_on <= day <= period.ends_on]
    begun = [period for period in periods if period.starts_on <= day]
    return (holding or begun[-1:] or list(periods))[0]
