"""What a person will find on the first day of the coming year, once her school shows it. One statement each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.directory.calendar_lines import YearLine
from preau.directory.new_year.days import opening
from preau.kernel.actor import Profile

_OF_PUPILS = """
SELECT p.first_name, s.name,
       coalesce((SELECT string_agg(coalesce(nullif(g.label, ''), g.code), ', ' ORDER BY g.code)
                   FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
                  WHERE m.pupil_id = p.id AND m.school_id = e.school_id
                    AND m.begins_on <= %(first)s AND (m.ends_on IS NULL OR m.ends_on > %(first)s)), ''),
       (SELECT o.opens_on FROM year_opening o
         WHERE o.school_id = e.school_id AND o.year_id = %(year)s AND o.profile = %(profile)s)
  FROM enrolment e
  JOIN person p ON p.id = e.pupil_id
  JOIN school s ON s.id = e.school_id
 WHERE e.pupil_id = ANY(%(pupils)s) AND e.begins_on <= %(first)s AND (e.ends_on IS NULL OR e.ends_on > %(first)s)
 ORDER BY p.born_on, p.id, s.name
"""

_OF_TEACHER = """
SELECT b.label, s.name,
       string_agg(DISTINCT coalesce(nullif(g.label, ''), g.code), ', '),
       (SELECT o.opens_on FROM year_opening o
         WHERE o.school_id = s.id AND o.year_id = %(year)s AND o.profile = %(profile)s)
  FROM course c
  JOIN pupil_group g ON g.id = c.group_id
  JOIN subject b ON b.id = c.subject_id
  JOIN school s ON s.id = c.school_id
 WHERE c.teacher_id = %(person)s AND c.school_id = ANY(%(schools)s)
   AND c.begins_on <= %(first)s AND (c.ends_on IS NULL OR c.ends_on > %(first)s)
 GROUP BY b.id, s.id ORDER BY s.name, b.label, b.id
"""


@dataclass(frozen=True, slots=True)
class ComingLine:
    """A child and its class, or a subject and its groups; both are told from `opens_on` on, not before."""

    who: str
    school: str
    groups: str
    opens_on: date
    is_open: bool


def coming_classes(
    pupil_ids: Sequence[int], *, profile: Profile, year: YearLine, today: date
) -> tuple[ComingLine, ...]:
    """The classes that these pupils begin the year in. The caller has decided that the actor may see them."""
    asked = _asked(year, profile) | {"pupils": list(pupil_ids)}
    return _lines(_OF_PUPILS, asked, profile, year, today)


def coming_courses(
    person_id: int, school_ids: Sequence[int], *, profile: Profile, year: YearLine, today: date
) -> tuple[ComingLine, ...]:
    """The groups that a teacher begins the year with, subject by subject."""
    asked = _asked(year, profile) | {"person": person_id, "schools": list(school_ids)}
    return _lines(_OF_TEACHER, asked, profile, year, today)


def _asked(year: YearLine, profile: Profile) -> dict[str, Any]:
    return {"first": year.starts_on, "year": year.id, "profile": profile.value}


def _lines(
    statement: str, asked: dict[str, Any], profile: Profile, year: YearLine, today: date
) -> tuple[ComingLine, ...]:
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, asked).fetchall()
    found = []
    for who, school, groups, chosen in rows:
        opens_on = opening(profile, year, {profile: chosen} if chosen else {})
        is_open = opens_on <= today
        found.append(ComingLine(who, school, groups if is_open else "", opens_on, is_open))
    return tuple(found)
