"""The numbers of a year that is over: those that will be kept, and those that were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db import connection

from preau.attendance.models import PresenceSummary
from preau.attendance.queries.statistics import Asked, View, parts_of
from preau.attendance.summing import PartSum, safe_parts
from preau.attendance.year_end import GOING
from preau.kernel import clock, words

#: By what a year is parted in the summary; « mois » besides the views of statistics.
MONTH = "mois"
VIEWS = (View.CLASS, View.REASON, View.REGIME)

# What may still be needed: asked about before anything goes.
_OPEN = """
SELECT count(*) FILTER (WHERE t.admissibility = 'en_attente' AND t.said_at IS NOT NULL),
       count(*) FILTER (WHERE t.followed_at IS NULL AND t.admissibility = 'en_attente')
  FROM absence_period t
 WHERE t.school_id = %(school)s AND t.last_on <= %(last)s AND t.withdrawn_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A part of a year, ready to print."""

    label: str
    pupils: int
    half_days: int
    unjustified: int
    minutes: int
    late: int


def parts_of_year(school_id: int, since: date, until: date) -> Mapping[str, tuple[PartSum, ...]]:
    """By view, the parts of five pupils at least. The same counts as the desk's and the families'."""
    found: dict[str, tuple[PartSum, ...]] = {
        view.value: safe_parts(parts_of(school_id, Asked(since, until, view))) for view in VIEWS
    }
    months = []
    first = since.replace(day=1)
    while first <= until:
        following = (first + timedelta(days=32)).replace(day=1)
        asked = Asked(max(first, since), min(following - timedelta(days=1), until), View.CLASS)
        several = parts_of(school_id, asked)
        if several:
            months.append(_as_one(f"{first:%Y-%m}", several))
        first = following
    found[MONTH] = safe_parts(months)
    return found


def years_kept(school_id: int) -> tuple[tuple[int, str], ...]:
    """(id, label) of the years whose numbers are kept, the last first."""
    kept = PresenceSummary.objects.filter(school_id=school_id).values_list("year_id", "year__label").distinct()
    return tuple(sorted(kept, key=lambda one: one[1], reverse=True))


def kept_lines(school_id: int, year_id: int, view: str) -> tuple[SummaryLine, ...]:
    """The numbers of a year by this view."""
    rows = PresenceSummary.objects.filter(school_id=school_id, year_id=year_id, view=view)
    return tuple(
        SummaryLine(
            month_label(one.label) if view == MONTH and one.label else one.label,
            one.pupils, one.half_days, one.unjustified, one.minutes, one.late,
        )
        for one in rows
    )  # fmt: skip


def month_label(month: str) -> str:
    """« septembre 2025 » of « 2025-09 »."""
    return words.full_day(date.fromisoformat(f"{month}-01")).partition(" ")[2].partition(" ")[2]


def rows_that_go(school_id: int, last: date) -> Mapping[str, int]:
    """How many rows of each table would go."""
    asked: dict[str, Any] = {
        "school": school_id, "last": last, "until": clock.instant(last + timedelta(days=1), time()),
    }  # fmt: skip
    found = {}
    with connection.cursor() as cursor:
        for table, rows in GOING:
            row = cursor.execute(
                f"SELECT count(*) FROM {table} WHERE school_id = %(school)s AND {rows}",  # noqa: S608 - ours
                asked,
            ).fetchone()
            if row and row[0]:
                found[table] = row[0]
    return found


def still_open(school_id: int, last: date) -> tuple[int, int]:
    """What families said that nobody answered, and absences that nobody followed."""
    with connection.cursor() as cursor:
        row = cursor.execute(_OPEN, {"school": school_id, "last": last}).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def _as_one(label: str, parts: tuple[PartSum, ...]) -> PartSum:
    return PartSum(
        label,
        frozenset().union(*(part.pupils for part in parts)),
        sum((part.half_days for part in parts), start=parts[0].half_days * 0),
        sum((part.unjustified for part in parts), start=parts[0].half_days * 0),
        sum((part.minutes for part in parts), start=parts[0].half_days * 0),
        sum(part.lessons for part in parts),
        sum(part.late for part in parts),
    )
