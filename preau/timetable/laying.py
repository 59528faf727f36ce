"""Lessons made to agree with weekly courses, in whole sets: what `lay_lessons` and the imports are made of.

Only lessons to come are written, and only those no other room leans on (`leaning.py`): a lesson past, or whose
roll was opened, stays as it was (rule B9). Each function wants the scope of the school to be open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from preau.directory.class_days import public_holidays
from preau.kernel import clock
from preau.timetable.leaning import nothing_leans_on

# A wall clock in Paris, whatever the season; the end counts real minutes from there.
_STARTS = "(({day} + c.starts_at) AT TIME ZONE 'Europe/Paris')"

# `held_on` repeats what `starts_at` says: the index of a school's days serves.
_TO_COME = "l.school_id = %(school)s AND l.held_on >= %(today)s AND l.starts_at > %(now)s AND {free}"

_FORGET = """
WITH gone AS (SELECT l.id FROM lesson l {which}),
     groups AS (DELETE FROM lesson_group g USING gone WHERE g.lesson_id = gone.id),
     teachers AS (DELETE FROM lesson_teacher t USING gone WHERE t.lesson_id = gone.id)
DELETE FROM lesson l USING gone WHERE l.id = gone.id
RETURNING l.id
"""

_MISPLACED = """
  JOIN weekly_course c ON c.id = l.weekly_course_id
  JOIN alternation a ON a.id = c.alternation_id
 WHERE {to_come}
   AND NOT (extract(isodow FROM l.held_on) = c.weekday AND (l.held_on - (c.weekday - 1)) = ANY(a.mondays))
"""

_OF_COURSES = "WHERE {to_come} AND l.weekly_course_id = ANY(%(courses)s)"

_CHANGE = """
UPDATE lesson l
   SET subject_id = c.subject_id, room = c.room,
       starts_at = {starts}, ends_at = {starts} + make_interval(mins => c.minutes)
  FROM weekly_course c
 WHERE c.id = l.weekly_course_id AND {to_come} AND {starts} > %(now)s
   AND (l.subject_id, l.room, l.starts_at, l.ends_at)
       IS DISTINCT FROM (c.subject_id, c.room, {starts}, {starts} + make_interval(mins => c.minutes))
RETURNING l.id
""".replace("{starts}", _STARTS.format(day="l.held_on"))

# The first week of the year may begin on a Monday before its first day.
_ADD = """
INSERT INTO lesson (school_id, weekly_course_id, subject_id, held_on, starts_at, ends_at, room)
SELECT c.school_id, c.id, c.subject_id, d.day, {starts}, {starts} + make_interval(mins => c.minutes), c.room
  FROM weekly_course c
  JOIN alternation a ON a.id = c.alternation_id
 CROSS JOIN LATERAL unnest(a.mondays) AS w(monday)
 CROSS JOIN LATERAL (SELECT w.monday + (c.weekday - 1) AS day) d
 WHERE c.school_id = %(school)s AND d.day BETWEEN %(since)s AND %(until)s AND {starts} > %(now)s
   AND d.day <> ALL (%(holidays)s::date[])
   AND NOT EXISTS (SELECT FROM school_year y WHERE y.starts_on > d.day AND y.starts_on < w.monday + 7)
 ORDER BY d.day, c.starts_at, c.id
ON CONFLICT (weekly_course_id, held_on) DO NOTHING
RETURNING id
""".replace("{starts}", _STARTS.format(day="d.day"))

_TAKE_OFF = """
DELETE FROM lesson_{of} x
 USING lesson l
 WHERE l.id = x.lesson_id AND l.weekly_course_id IS NOT NULL AND {to_come}
   AND NOT EXISTS (SELECT FROM weekly_course_{of} w
                    WHERE w.weekly_course_id = l.weekly_course_id AND w.{column} = x.{column})
RETURNING l.id
"""

_PUT_ON = """
INSERT INTO lesson_{of} (school_id, lesson_id, {column}, held_on)
SELECT l.school_id, l.id, w.{column}, l.held_on
  FROM lesson l
  JOIN weekly_course_{of} w ON w.weekly_course_id = l.weekly_course_id
 WHERE {to_come}
   AND NOT EXISTS (SELECT FROM lesson_{of} x WHERE x.lesson_id = l.id AND x.{column} = w.{column})
RETURNING lesson_id
"""

_ATTENDED = (("group", "group_id"), ("teacher", "person_id"))

_DROP = (
    "UPDATE lesson SET weekly_course_id = NULL WHERE weekly_course_id = ANY(%(courses)s)",
    "DELETE FROM weekly_course_group WHERE weekly_course_id = ANY(%(courses)s)",
    "DELETE FROM weekly_course_teacher WHERE weekly_course_id = ANY(%(courses)s)",
    "DELETE FROM weekly_course WHERE id = ANY(%(courses)s) AND school_id = %(school)s",
)


def remove_misplaced(school_id: int) -> set[int]:
    """Lessons to come on a day their weekly course no longer has: gone. Returns their ids."""
    return _write(_FORGET.format(which=_MISPLACED), school_id)


def change_lessons(school_id: int) -> set[int]:
    """Lessons to come take the hour, length, room and subject of their weekly course. Returns those changed."""
    return _write(_CHANGE, school_id)


def add_lessons(school_id: int, *, since: date, until: date) -> set[int]:
    """The lessons that weekly courses have between two days (inclusive) and that do not exist yet; none on a
    public holiday, nor before the first day of the school year.
    """
    years = range(since.year, until.year + 1)
    holidays = [day for year in years for day in public_holidays(year) if since <= day <= until]
    return _write(_ADD, school_id, since=since, until=until, holidays=holidays)


def agree_on_people(school_id: int) -> set[int]:
    """Lessons to come have the groups and teachers of their weekly course. Returns the lessons touched."""
    touched: set[int] = set()
    for of, column in _ATTENDED:
        for statement in (_TAKE_OFF, _PUT_ON):
            pieces = statement.replace("{of}", of).replace("{column}", column)
            touched |= _write(pieces, school_id)
    return touched


def drop_courses(school_id: int, course_ids: Sequence[int]) -> set[int]:
    """Weekly courses leave, with their lessons to come; the others stay, tied to no course any more.

    Returns the ids of the lessons removed.
    """
    courses = list(course_ids)
    gone = _write(_FORGET.format(which=_OF_COURSES), school_id, courses=courses)
    with connection.cursor() as cursor:
        for statement in _DROP:
            cursor.execute(statement, {"courses": courses, "school": school_id})
    return gone


def _write(statement: str, school_id: int, **more: Any) -> set[int]:
    now = clock.now()
    parameters = {"school": school_id, "now": now, "today": clock.school_day(now), **more}
    with connection.cursor() as cursor:
        return {row[0] for row in cursor.execute(_complete(statement), parameters).fetchall()}


@cache
def _complete(statement: str) -> str:
    return statement.replace("{to_come}", _TO_COME.format(free=nothing_leans_on("l")))
