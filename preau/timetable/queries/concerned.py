"""Whom a change of lessons concerns: the pupils of their groups, whoever gives them, and who opens their pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.timetable.queries.lines import Seen
from preau.timetable.rules import TAUGHT_WITHIN, TOLD_WITHIN
from preau.timetable.topics import topic_of

_ONE = "l.id = %(lesson)s"
_OF_COURSE = "l.weekly_course_id = %(course)s AND l.starts_at > %(now)s"
_OF_COURSE_ONCE = "l.weekly_course_id = %(course)s AND l.held_on >= %(since)s"
_OF_SUBSTITUTE = """
l.starts_at > %(now)s AND l.held_on BETWEEN %(begins)s AND %(ends)s
   AND l.id IN (SELECT t.lesson_id FROM lesson_teacher t
                 WHERE t.person_id = ANY (%(people)s) AND t.held_on BETWEEN %(begins)s AND %(ends)s)
   AND (%(course)s::bigint IS NULL OR l.weekly_course_id = %(course)s)
"""

# The pages of the divisions of its pupils show the lesson of a group, too. The nearest lessons are enough to say.
_CONCERNED = """
WITH chosen AS (
    SELECT l.id, l.held_on, l.starts_at, l.ends_at, l.room, l.subject_id FROM lesson l
     WHERE l.school_id = %(school)s AND {which} ORDER BY l.starts_at LIMIT 200),
attended AS (
    SELECT DISTINCT lg.group_id, chosen.held_on FROM chosen JOIN lesson_group lg ON lg.lesson_id = chosen.id),
pupils AS (
    SELECT DISTINCT m.pupil_id, attended.held_on
      FROM attended
      JOIN membership m ON m.group_id = attended.group_id AND m.begins_on <= attended.held_on
                       AND (m.ends_on IS NULL OR m.ends_on > attended.held_on))
SELECT (SELECT array_agg(DISTINCT pupil_id) FROM pupils),
       (SELECT array_agg(DISTINCT t.person_id) FROM chosen JOIN lesson_teacher t ON t.lesson_id = chosen.id),
       (SELECT array_agg(DISTINCT found.group_id) FROM (
               SELECT group_id FROM attended
                UNION
               SELECT m.group_id FROM pupils
                 JOIN membership m ON m.pupil_id = pupils.pupil_id AND m.begins_on <= pupils.held_on
                                  AND (m.ends_on IS NULL OR m.ends_on > pupils.held_on)
                 JOIN pupil_group g ON g.id = m.group_id AND g.school_id = %(school)s
                                   AND g.kind = 'division') found),
       (SELECT array_agg(DISTINCT room) FROM chosen WHERE room <> ''),
       first.starts_at, first.ends_at, s.label, first.room,
       (SELECT string_agg(p.first_name || ' ' || p.last_name, ', ' ORDER BY p.sorting_name)
          FROM lesson_teacher t JOIN person p ON p.id = t.person_id WHERE t.lesson_id = first.id)
  FROM (SELECT * FROM chosen ORDER BY starts_at LIMIT 1) first
  JOIN subject s ON s.id = first.subject_id
"""


@dataclass(frozen=True, slots=True)
class Concerned:
    """People and pages; and the first of the lessons, to say what it is about."""

    school_id: int
    pupil_ids: tuple[int, ...]
    teacher_ids: tuple[int, ...]
    group_ids: tuple[int, ...]
    rooms: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    subject: str
    room: str
    teachers: str

    @property
    def topics(self) -> list[str]:
        """The open pages that show these lessons: timetables, and the home pages of families."""
        school = self.school_id
        people = (*self.pupil_ids, *self.teacher_ids)
        return [
            *(topic_of(school, Seen.BY_TEACHER, person_id) for person_id in people),
            *(topic_of(school, Seen.BY_GROUP, group_id) for group_id in self.group_ids),
            *(topic_of(school, Seen.BY_ROOM, room) for room in self.rooms),
            *(f"eleve:{pupil_id}" for pupil_id in self.pupil_ids),
        ]

    def is_near(self, now: datetime) -> bool:
        """True when the first of them is soon enough to be told (rule B9)."""
        return now < self.starts_at <= now + TOLD_WITHIN


def concerned_by_lesson(school_id: int, lesson_id: int) -> Concerned | None:
    """Those of one lesson; None when it is gone."""
    return _read(_ONE, school_id, lesson=lesson_id)


def concerned_by_course(school_id: int, course_id: int) -> Concerned | None:
    """Those of the lessons to come of a course; None when it has none."""
    return _read(_OF_COURSE, school_id, course=course_id)


def concerned_by_former_course(school_id: int, course_id: int) -> Concerned | None:
    """Those of the lessons that a course had of late, and still has; None when it had none."""
    return _read(_OF_COURSE_ONCE, school_id, course=course_id, since=clock.today() - TAUGHT_WITHIN)


def concerned_by_replacement(
    school_id: int, people: tuple[int, ...], begins_on: date, ends_on: date, course_id: int | None = None
) -> Concerned | None:
    """Those of the lessons to come that these people give on these days."""
    days = {"begins": begins_on, "ends": ends_on}
    return _read(_OF_SUBSTITUTE, school_id, people=list(people), course=course_id, **days)


def _read(which: str, school_id: int, **asked: Any) -> Concerned | None:
    asked |= {"school": school_id, "now": clock.now()}
    with connection.cursor() as cursor:
        row = cursor.execute(_CONCERNED.format(which=which), asked).fetchone()
    if row is None:
        return None
    pupils, teachers, groups, rooms, starts, ends, subject, room, names = row
    return Concerned(
        school_id, tuple(pupils or ()), tuple(teachers or ()), tuple(groups or ()), tuple(rooms or ()),
        starts, ends, subject, room, names or "",
    )  # fmt: skip
