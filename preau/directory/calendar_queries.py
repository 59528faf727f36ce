"""Reads of the school year: years, calendars of schools, terms of classes. One statement each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import connection

from preau.directory.calendar_lines import (
    CalendarLine,
    ClosureLine,
    DivisionTerms,
    HolidayLine,
    PupilTerms,
    TermLine,
    YearLine,
)
from preau.directory.class_days import SchoolCalendar
from preau.directory.rules import HOLIDAY_ZONE, MIDDAY
from preau.kernel.actor import SchoolRef

# The summer of a year is the holiday that lasts until its end; where zones differ, the last to begin.
_YEARS = """
SELECT y.id, y.label, y.starts_on, y.ends_on,
       (SELECT max(h.starts_on) FROM holiday h
         WHERE h.starts_on > y.starts_on AND h.starts_on <= y.ends_on AND h.ends_on >= y.ends_on)
  FROM school_year y ORDER BY y.starts_on
"""

# A school without settings has those of the rules.
_CALENDARS = """
SELECT c.id, c.uai, c.name, y.id, y.label, y.starts_on, y.ends_on,
       k.zone, k.midday, coalesce(s.has_saturday_class, false),
       (SELECT jsonb_agg(jsonb_build_array(h.label, h.starts_on, h.ends_on, h.has_known_end) ORDER BY h.starts_on)
          FROM holiday h
         WHERE h.zone = k.zone AND h.starts_on <= y.ends_on AND h.ends_on >= y.starts_on),
       (SELECT jsonb_agg(jsonb_build_array(f.id, f.label, f.starts_on, f.ends_on, f.half)
                         ORDER BY f.starts_on, f.half DESC)
          FROM closure f
         WHERE f.school_id = c.id AND f.starts_on <= y.ends_on AND f.ends_on >= y.starts_on)
  FROM school c
  JOIN school_year y ON {which}
  LEFT JOIN school_settings s ON s.school_id = c.id
 CROSS JOIN LATERAL (SELECT coalesce(s.zone, %(zone)s) AS zone, coalesce(s.midday, %(midday)s::time) AS midday) k
 WHERE c.id = ANY(%(schools)s)
 ORDER BY c.name, c.uai
"""
_OF_YEAR = _CALENDARS.format(which="y.id = %(year)s")
_OF_DAY = _CALENDARS.format(which="%(day)s BETWEEN y.starts_on AND y.ends_on")

_TERM = """
jsonb_agg(jsonb_build_array(t.id, t.kind, t.number, t.starts_on, t.ends_on, t.end_of_entry_on, t.council_on,
                            t.published_at IS NOT NULL) ORDER BY t.number) FILTER (WHERE t.id IS NOT NULL)
"""

# A class closed since keeps the terms it had.
_DIVISIONS = f"""
SELECT g.id, coalesce(nullif(g.label, ''), g.code), {_TERM}
  FROM pupil_group g
  LEFT JOIN term t ON t.group_id = g.id AND t.school_id = g.school_id AND t.year_id = %(year)s
 WHERE g.school_id = %(school)s AND g.kind = 'division' AND (g.closed_on IS NULL OR t.id IS NOT NULL)
 GROUP BY g.id ORDER BY g.code, g.id
"""  # noqa: S608 - our own columns

_OF_PUPILS = f"""
SELECT p.id, p.first_name, g.school_id, coalesce(nullif(g.label, ''), g.code), {_TERM}
  FROM membership m
  JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
  JOIN person p ON p.id = m.pupil_id
  LEFT JOIN term t ON t.group_id = g.id AND t.school_id = g.school_id AND t.year_id = %(year)s
 WHERE m.pupil_id = ANY(%(pupils)s) AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
 GROUP BY p.id, g.id ORDER BY p.born_on, p.id, g.id
"""  # noqa: S608 - our own columns


def years() -> tuple[YearLine, ...]:
    """Every school year known, the oldest first."""
    with connection.cursor() as cursor:
        return tuple(YearLine(*row) for row in cursor.execute(_YEARS).fetchall())


def year_in_course(known: Sequence[YearLine], day: date) -> YearLine | None:
    """The year that holds `day`; between two years the one to come; after all of them the last."""
    to_come = (year for year in known if year.ends_on >= day)
    return next(to_come, known[-1] if known else None)


def calendars_of_year(school_ids: Sequence[int], year_id: int) -> tuple[CalendarLine, ...]:
    """The calendar of each of these schools for a year, in the order of their names."""
    return _calendars(_OF_YEAR, {"schools": list(school_ids), "year": year_id})


def school_calendar(school_id: int, day: date) -> SchoolCalendar | None:
    """What to count days of class with, in the year that holds `day`; None outside any year."""
    lines = _calendars(_OF_DAY, {"schools": [school_id], "day": day})
    return lines[0].calendar if lines else None


def terms_of_divisions(school_id: int, year_id: int) -> tuple[DivisionTerms, ...]:
    """The classes of a school with their terms of a year, in the order of their codes."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_DIVISIONS, {"school": school_id, "year": year_id}).fetchall()
    return tuple(DivisionTerms(group_id, label, _terms(terms)) for group_id, label, terms in rows)


def terms_of_pupils(pupil_ids: Sequence[int], year_id: int, day: date) -> tuple[PupilTerms, ...]:
    """The terms of the classes that these pupils are in on `day`, eldest pupil first. The caller has decided that
    the actor may see them.
    """
    asked: dict[str, Any] = {"pupils": list(pupil_ids), "year": year_id, "day": day}
    with connection.cursor() as cursor:
        rows = cursor.execute(_OF_PUPILS, asked).fetchall()
    return tuple(
        PupilTerms(pk, first_name, school_id, division, _terms(terms))
        for pk, first_name, school_id, division, terms in rows
    )


def _calendars(statement: str, asked: dict[str, Any]) -> tuple[CalendarLine, ...]:
    asked |= {"zone": HOLIDAY_ZONE, "midday": MIDDAY}
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, asked).fetchall()
    return tuple(_calendar(*row) for row in rows)


def _calendar(
    school_id: int, uai: str, name: str, year_id: int, label: str, starts_on: date, ends_on: date,
    zone: str, midday: time, has_saturday_class: bool, holidays: str | None, closures: str | None,
) -> CalendarLine:  # fmt: skip
    return CalendarLine(
        SchoolRef(school_id, uai, name),
        YearLine(year_id, label, starts_on, ends_on),
        zone,
        midday,
        has_saturday_class,
        tuple(
            HolidayLine(named, _date(first), _date(last), known) for named, first, last, known in _list(holidays)
        ),
        tuple(
            ClosureLine(pk, named, _date(first), _date(last), half)
            for pk, named, first, last, half in _list(closures)
        ),
    )


def _terms(column: str | None) -> tuple[TermLine, ...]:
    return tuple(
        TermLine(
            pk, kind, number, _date(first), _date(last), _date_or_none(entry), _date_or_none(council), published
        )
        for pk, kind, number, first, last, entry, council, published in _list(column)
    )


def _list(column: str | None) -> list[list[Any]]:
    """Django hands JSON columns over as text."""
    found: list[list[Any]] = json.loads(column) if column else []
    return found


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _date_or_none(text: str | None) -> date | None:
    return _date(text) if text else None
