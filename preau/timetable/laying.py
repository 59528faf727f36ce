"""Lessons made to agree with weekly courses, in whole sets: what `lay_lessons` and the imports are made of.

Only lessons to come are written, and only those that nobody changed by hand and no other room leans on
(`leaning.py`): a lesson past, or whose roll was opened, stays as it was (rule B9). No lesson is on a day without
class: holidays of the zone, public holidays, closing days and half-days of the school (capability C48). Saturdays
are those of the courses. Each function wants the scope of the school to be open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any

from django.db import connection

from preau.directory.class_days import public_holidays
from preau.directory.rules import HOLIDAY_ZONE, MIDDAY
from preau.kernel import clock
from preau.timetable.leaning import nothing_leans_on

# A course as the school holds it: what it decided over its source.
_COURSE = """(
    SELECT w.id, w.school_id, w.alternation_id, w.subject_id, coalesce(w.own_weekday, w.weekday) AS weekday,
           coalesce(w.own_starts_at, w.starts_at) AS starts_at, coalesce(w.own_minutes, w.minutes) AS minutes,
           coalesce(w.own_room, w.room) AS room, coalesce(w.stopped_on, 'infinity') AS stopped_on
      FROM weekly_course w)"""

# Half a day is closed to the courses that begin in it (rule B6).
_IS_OFF = """(
    {day} = ANY (%(public_holidays)s::date[])
    OR EXISTS (SELECT FROM holiday h
                WHERE h.zone = %(zone)s AND {day} BETWEEN h.starts_on AND h.ends_on)
    OR EXISTS (SELECT FROM closure f
                WHERE f.school_id = %(school)s AND {day} BETWEEN f.starts_on AND f.ends_on
                  AND f.half IN ('', CASE WHEN c.starts_at < %(midday)s THEN 'matin' ELSE 'apres_midi' END)))"""

# A wall clock in Paris, whatever the season; the end counts real minutes from there.
_STARTS = "(({day} + c.starts_at) AT TIME ZONE 'Europe/Paris')"

# `held_on` repeats what `starts_at` says: the index of a school's days serves.
_TO_COME = (
    "l.school_id = %(school)s AND l.held_on >= %(today)s AND l.starts_at > %(now)s"
    " AND l.changed_by_hand_at IS NULL AND {free}"
)

_FORGET = """
WITH gone AS (SELECT l.id FROM lesson l {which}),
     groups AS (DELETE FROM lesson_group g USING gone WHERE g.lesson_id = gone.id),
     teachers AS (DELETE FROM lesson_teacher t USING gone WHERE t.lesson_id = gone.id)
DELETE FROM lesson l USING gone WHERE l.id = gone.id
RETURNING l.id
"""

_MISPLACED = """
  JOIN {course} c ON c.id = l.weekly_course_id
  JOIN alternation a ON a.id = c.alternation_id
 WHERE {to_come}
   AND (extract(isodow FROM l.held_on) <> c.weekday OR (l.held_on - (c.weekday - 1)) <> ALL (a.mondays)
        OR l.held_on >= c.stopped_on OR {is_off})
""".replace("{course}", _COURSE).replace("{is_off}", _IS_OFF.format(day="l.held_on"))

_OF_COURSES = "WHERE {to_come} AND l.weekly_course_id = ANY(%(courses)s)"

_CHANGE = """
UPDATE lesson l
   SET subject_id = c.subject_id, room = c.room,
       starts_at = {starts}, ends_at = {starts} + make_interval(mins => c.minutes)
  FROM {course} c
 WHERE c.id = l.weekly_course_id AND {to_come} AND {starts} > %(now)s
   AND (l.subject_id, l.room, l.starts_at, l.ends_at)
       IS DISTINCT FROM (c.subject_id, c.room, {starts}, {starts} + make_interval(mins => c.minutes))
RETURNING l.id
""".replace("{starts}", _STARTS.format(day="l.held_on")).replace("{course}", _COURSE)

# The first week of the year may begin on a Monday before its first day.
_ADD = """
INSERT INTO lesson (school_id, weekly_course_id, subject_id, held_on, laid_for, starts_at, ends_at, room)
SELECT c.school_id, c.id, c.subject_id, d.day, d.day, {starts}, {starts} + make_interval(mins => c.minutes), c.room
  FROM {course} c
  JOIN alternation a ON a.id = c.alternation_id
 CROSS JOIN LATERAL unnest(a.mondays) AS w(monday)
 CROSS JOIN LATERAL (SELECT w.monday + (c.weekday - 1) AS day) d
 WHERE c.school_id = %(school)s AND d.day BETWEEN %(since)s AND %(until)s AND {starts} > %(now)s
   AND d.day < c.stopped_on AND NOT {is_off}
   AND NOT EXISTS (SELECT FROM school_year y WHERE y.starts_on > d.day AND y.starts_on < w.monday + 7)
 ORDER BY d.day, c.starts_at, c.id
ON CONFLICT (weekly_course_id, laid_for) DO NOTHING
RETURNING id
""".replace("{starts}", _STARTS.format(day="d.day"))
_ADD = _ADD.replace("{course}", _COURSE).replace("{is_off}", _IS_OFF.format(day="d.day"))

# Whom a lesson is for is what its course says; who gives it, too, but where somebody stands in for her that day.
_GROUPS = "SELECT w.group_id FROM weekly_course_group w WHERE w.weekly_course_id = l.weekly_course_id"
_TEACHERS = """
    SELECT coalesce((SELECT r.substitute_id FROM replacement r
                      WHERE r.school_id = l.school_id AND r.absent_id = w.person_id AND r.lesson_id IS NULL
                        AND (r.weekly_course_id IS NULL OR r.weekly_course_id = l.weekly_course_id)
                        AND l.held_on BETWEEN r.begins_on AND r.ends_on
                      ORDER BY r.id DESC LIMIT 1), w.person_id) AS person_id
      FROM weekly_course_teacher w WHERE w.weekly_course_id = l.weekly_course_id"""

_TAKE_OFF = """
DELETE FROM lesson_{of} x
 USING lesson l
 WHERE l.id = x.lesson_id AND l.weekly_course_id IS NOT NULL AND {to_come}
   AND x.{column} NOT IN ({wanted})
RETURNING l.id
"""

_PUT_ON = """
INSERT INTO lesson_{of} (school_id, lesson_id, {column}, held_on)
SELECT DISTINCT l.school_id, l.id, w.{column}, l.held_on
  FROM lesson l
 CROSS JOIN LATERAL ({wanted}) w
 WHERE l.weekly_course_id IS NOT NULL AND {to_come}
   AND NOT EXISTS (SELECT FROM lesson_{of} x WHERE x.lesson_id = l.id AND x.{column} = w.{column})
RETURNING lesson_id
"""

_ATTENDED = (("group", "group_id", _GROUPS), ("teacher", "person_id", _TEACHERS))

_DAYS_OFF = """
SELECT coalesce(s.zone, %(zone)s), coalesce(s.midday, %(midday)s::time),
       (SELECT max(l.held_on) FROM lesson l WHERE l.school_id = %(school)s)
  FROM (SELECT) one LEFT JOIN school_settings s ON s.school_id = %(school)s
"""

_DROP = (
    "UPDATE lesson SET weekly_course_id = NULL WHERE weekly_course_id = ANY(%(courses)s)",
    "DELETE FROM weekly_course_group WHERE weekly_course_id = ANY(%(courses)s)",
    "DELETE FROM weekly_course_teacher WHERE weekly_course_id = ANY(%(courses)s)",
    "DELETE FROM weekly_course WHERE id = ANY(%(courses)s) AND school_id = %(school)s",
)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """What makes days without class in a school, its closures aside: read in the same statement as the lessons."""

    zone: str
    midday: time
    public_holidays: tuple[date, ...]


def days_off(school_id: int, until: date) -> DaysOff:
    """Those of the school, from today to `until` or to its last lesson."""
    asked: dict[str, Any] = {"school": school_id, "zone": HOLIDAY_ZONE, "midday": MIDDAY}
    with connection.cursor() as cursor:
        zone, midday, last = cursor.execute(_DAYS_OFF, asked).fetchone()
    years = range(clock.today().year, max(until, last or until).year + 1)
    return DaysOff(zone, midday, tuple(day for year in years for day in public_holidays(year)))


def remove_misplaced(school_id: int, off: DaysOff) -> set[int]:
    """Lessons to come on a day their weekly course no longer has, or without class: gone. Returns their ids."""
    return _write(_FORGET.format(which=_MISPLACED), school_id, **_words(off))


def change_lessons(school_id: int) -> set[int]:
    """Lessons to come take the hour, length, room and subject of their weekly course. Returns those changed."""
    return _write(_CHANGE, school_id)


def add_lessons(school_id: int, off: DaysOff, *, since: date, until: date) -> set[int]:
    """The lessons that weekly courses have between two days (inclusive) and that do not exist yet; none on a day
    without class, nor before the first day of the school year.
    """
    return _write(_ADD, school_id, since=since, until=until, **_words(off))


def agree_on_people(school_id: int) -> set[int]:
    """Lessons to come have the groups and teachers of their weekly course, or who stands in for these. Returns
    the lessons touched.
    """
    touched: set[int] = set()
    for of, column, wanted in _ATTENDED:
        for statement in (_TAKE_OFF, _PUT_ON):
            pieces = statement.replace("{of}", of).replace("{column}", column).replace("{wanted}", wanted)
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


def _words(off: DaysOff) -> dict[str, Any]:
    return {"zone": off.zone, "midday": off.midday, "public_holidays": list(off.public_holidays)}


def _write(statement: str, school_id: int, **more: Any) -> set[int]:
    now = clock.now()
    parameters = {"school": school_id, "now": now, "today": clock.school_day(now), **more}
    with connection.cursor() as cursor:
        return {row[0] for row in cursor.execute(_complete(statement), parameters).fetchall()}


@cache
def _complete(statement: str) -> str:
    return statement.replace("{to_come}", _TO_COME.format(free=nothing_leans_on("l")))
