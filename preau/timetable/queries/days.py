"""The day of a pupil, a teacher, a class, a group or a room, and the days with lessons on either side of it.

One statement each: the lessons and both neighbouring days come together. Who may read is decided before
(`policies.py`, `ties.py`), what is hidden of the coming year in `opened.py`; the schools given are those of the
actor, or the one of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.timetable.queries.lines import COLUMNS, LessonLine, line_of
from preau.timetable.queries.opened import opened_to, shown

_SHOWN = f"""
SELECT steps.previous, steps.following, {COLUMNS}
  FROM steps
  LEFT JOIN (chosen
             JOIN lesson l ON l.id = chosen.lesson_id
             JOIN subject s ON s.id = l.subject_id
             JOIN school sc ON sc.id = l.school_id) ON {shown("l")}
 ORDER BY l.starts_at, s.label, l.id
"""  # noqa: S608 - our own columns

# Membership at the date shown, never today's (rule B9): `attended` carries its bounds.
_BY_GROUPS = """
WITH attended AS ({attended}),
chosen AS (
    SELECT DISTINCT lg.lesson_id
      FROM attended a
      JOIN lesson_group lg ON lg.group_id = a.group_id AND lg.held_on = %(day)s
     WHERE a.begins_on <= %(day)s AND coalesce(a.ends_on > %(day)s, true)
),
steps AS (
    SELECT max(before.held_on) AS previous, min(after.held_on) AS following
      FROM attended a
     CROSS JOIN LATERAL (
           SELECT max(lg.held_on) AS held_on FROM lesson_group lg
            WHERE lg.group_id = a.group_id AND lg.held_on >= a.begins_on
              AND lg.held_on < least(%(day)s, a.ends_on)) before
     CROSS JOIN LATERAL (
           SELECT min(lg.held_on) AS held_on FROM lesson_group lg
            WHERE lg.group_id = a.group_id AND lg.held_on >= greatest(%(next_day)s, a.begins_on)
              AND lg.held_on < coalesce(a.ends_on, 'infinity') AND {opened}) after
)
{shown}
""".replace("{shown}", _SHOWN).replace("{opened}", shown("lg"))

_PUPIL = _BY_GROUPS.replace(
    "{attended}",
    "SELECT m.group_id, m.begins_on, m.ends_on FROM membership m"
    " WHERE m.pupil_id = %(pupil)s AND m.school_id = ANY(%(schools)s)",
)

_GROUP = _BY_GROUPS.replace(
    "{attended}",
    "SELECT g.id AS group_id, '-infinity'::date AS begins_on, NULL::date AS ends_on FROM pupil_group g"
    " WHERE g.id = %(group)s AND g.school_id = %(school)s",
)

# A class has its own lessons, and those of the groups its pupils are in that day.
_CLASS = _BY_GROUPS.replace(
    "{attended}",
    """
    SELECT g.id AS group_id, '-infinity'::date AS begins_on, NULL::date AS ends_on FROM pupil_group g
     WHERE g.id = %(group)s AND g.school_id = %(school)s
    UNION
    SELECT o.group_id, '-infinity', NULL FROM membership m JOIN membership o ON o.pupil_id = m.pupil_id
     WHERE m.group_id = %(group)s AND m.school_id = %(school)s AND o.school_id = %(school)s
       AND m.begins_on <= %(day)s AND coalesce(m.ends_on > %(day)s, true)
       AND o.begins_on <= %(day)s AND coalesce(o.ends_on > %(day)s, true)
    """,
)

_TEACHER = """
WITH chosen AS (
    SELECT lesson_id FROM lesson_teacher
     WHERE person_id = %(person)s AND held_on = %(day)s AND school_id = ANY(%(schools)s)
),
steps AS (
    SELECT (SELECT max(held_on) FROM lesson_teacher
             WHERE person_id = %(person)s AND held_on < %(day)s AND school_id = ANY(%(schools)s)) AS previous,
           (SELECT min(held_on) FROM lesson_teacher
             WHERE person_id = %(person)s AND held_on > %(day)s AND school_id = ANY(%(schools)s)
               AND {opened}) AS following
)
{shown}
""".replace("{shown}", _SHOWN).replace("{opened}", shown("lesson_teacher"))

_ROOM = """
WITH chosen AS (
    SELECT id AS lesson_id FROM lesson
     WHERE school_id = %(school)s AND held_on = %(day)s AND room = %(room)s
),
steps AS (
    SELECT (SELECT held_on FROM lesson
             WHERE school_id = %(school)s AND held_on < %(day)s AND room = %(room)s
             ORDER BY held_on DESC LIMIT 1) AS previous,
           (SELECT held_on FROM lesson
             WHERE school_id = %(school)s AND held_on > %(day)s AND room = %(room)s AND {opened}
             ORDER BY held_on LIMIT 1) AS following
)
{shown}
""".replace("{shown}", _SHOWN).replace("{opened}", shown("lesson"))


@dataclass(frozen=True, slots=True)
class Day:
    """The lessons of one day in order, and the nearest days with lessons before and after it."""

    on: date
    previous: date | None
    following: date | None
    lines: tuple[LessonLine, ...]


def day_of_pupil(pupil_id: int, on: date, *, school_ids: Sequence[int], reader: Actor) -> Day:
    """What a pupil attends, by the groups she is in on that day."""
    return _day(_PUPIL, on, reader, pupil=pupil_id, schools=list(school_ids))


def day_of_teacher(person_id: int, on: date, *, school_ids: Sequence[int], reader: Actor) -> Day:
    """What somebody teaches, in all these schools."""
    return _day(_TEACHER, on, reader, person=person_id, schools=list(school_ids))


def day_of_class(group_id: int, on: date, *, school_id: int, reader: Actor) -> Day:
    """What a division and the groups of its pupils attend."""
    return _day(_CLASS, on, reader, group=group_id, school=school_id)


def day_of_group(group_id: int, on: date, *, school_id: int, reader: Actor) -> Day:
    """What one group attends as such."""
    return _day(_GROUP, on, reader, group=group_id, school=school_id)


def day_of_room(room: str, on: date, *, school_id: int, reader: Actor) -> Day:
    """What happens in a room, named as the timetable names it."""
    return _day(_ROOM, on, reader, room=room, school=school_id)


def _day(statement: str, on: date, reader: Actor, **asked: Any) -> Day:
    # The last day of the calendar has no next day; no lesson is there either.
    next_day = date.fromordinal(min(on.toordinal() + 1, date.max.toordinal()))
    parameters = {"day": on, "next_day": next_day, **opened_to(reader), **asked}
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, parameters).fetchall()
    now = clock.now()
    lines = tuple(line_of(now, *row[2:]) for row in rows if row[2] is not None)
    return Day(on, rows[0][0], rows[0][1], lines)
