"""What the actor is bound to: the pupil she may read, the classes, groups, teachers and rooms she may choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.kernel import clock, words
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.timetable.policies import Tie, may_see_rooms, may_see_teacher, tie_to_groups, tie_to_pupil
from preau.timetable.queries.opened import opened_to, shown
from preau.timetable.rules import TAUGHT_WITHIN

# A service, or a lesson of late: a substitute has lessons and no service.
_TAUGHT = f"""
SELECT c.group_id FROM course c
 WHERE c.teacher_id = %(person)s AND c.school_id = ANY(%(schools)s)
   AND c.begins_on <= %(today)s AND (c.ends_on IS NULL OR c.ends_on > %(today)s)
UNION
SELECT lg.group_id FROM lesson_teacher lt JOIN lesson_group lg ON lg.lesson_id = lt.lesson_id
 WHERE lt.person_id = %(person)s AND lt.school_id = ANY(%(schools)s) AND lt.held_on >= %(taught_since)s
   AND {shown("lt")}
"""  # noqa: S608 - our own columns

_PUPIL = f"""
SELECT p.id, p.first_name, p.last_name, d.label, d.school
  FROM person p
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label, s.name AS school
         FROM membership m
         JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
         JOIN school s ON s.id = m.school_id
        WHERE m.pupil_id = p.id AND m.school_id = ANY(%(schools)s)
          AND m.begins_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
 WHERE p.id = %(pupil)s
   AND CASE %(tie)s
       WHEN '{Tie.OWN}' THEN true
       WHEN '{Tie.SCHOOL}' THEN EXISTS (
            SELECT FROM enrolment e
             WHERE e.pupil_id = p.id AND e.school_id = ANY(%(schools)s)
               AND e.begins_on <= %(today)s AND (e.ends_on IS NULL OR e.ends_on > %(today)s))
       WHEN '{Tie.TAUGHT}' THEN EXISTS (
            SELECT FROM membership m
             WHERE m.pupil_id = p.id AND m.school_id = ANY(%(schools)s)
               AND m.begins_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
               AND m.group_id IN ({_TAUGHT}))
       ELSE false END
"""  # noqa: S608 - our own constants

# By their ids, or by the beginnings of the words of their names.
_PUPILS = f"""
SELECT p.id::text, p.last_name || ' ' || p.first_name,
       (SELECT coalesce(nullif(g.label, ''), g.code)
          FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
         WHERE m.pupil_id = p.id AND m.school_id = ANY(%(schools)s) AND m.begins_on <= %(today)s
           AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
         ORDER BY m.begins_on DESC, m.id LIMIT 1)
  FROM person p
 WHERE p.id IN (SELECT e.pupil_id FROM enrolment e
                 WHERE e.school_id = ANY(%(schools)s) AND e.begins_on <= %(today)s
                   AND (e.ends_on IS NULL OR e.ends_on > %(today)s))
   AND (p.id = ANY (%(pupils)s) OR (%(names)s::text[] <> '{{}}' AND ' ' || p.sorting_name LIKE ALL (%(names)s)))
   AND CASE %(tie)s
       WHEN '{Tie.SCHOOL}' THEN true
       WHEN '{Tie.TAUGHT}' THEN EXISTS (
            SELECT FROM membership m
             WHERE m.pupil_id = p.id AND m.school_id = ANY(%(schools)s) AND m.begins_on <= %(today)s
               AND (m.ends_on IS NULL OR m.ends_on > %(today)s) AND m.group_id IN ({_TAUGHT}))
       ELSE false END
 ORDER BY p.id = ANY (%(pupils)s) DESC, p.sorting_name, p.id
 LIMIT %(most)s
"""  # noqa: S608 - our own constants

_GROUPS = f"""
SELECT g.id::text, coalesce(nullif(g.label, ''), g.code), g.kind = 'division'
  FROM pupil_group g
 WHERE g.school_id = ANY(%(schools)s) AND g.closed_on IS NULL
   AND coalesce((g.kind = 'division') = %(divisions)s::boolean, true)
   AND CASE %(tie)s
       WHEN '{Tie.SCHOOL}' THEN true
       WHEN '{Tie.TAUGHT}' THEN g.id IN ({_TAUGHT})
       ELSE false END
 ORDER BY g.kind <> 'division', g.code, g.id
"""  # noqa: S608 - same

_TEACHERS = """
SELECT p.id::text, p.last_name || ' ' || p.first_name
  FROM person p
 WHERE p.id IN (
       SELECT o.person_id FROM post o
        WHERE o.school_id = ANY(%(schools)s) AND o.profile = 'enseignant'
          AND o.begins_on <= %(today)s AND (o.ends_on IS NULL OR o.ends_on > %(today)s)
       UNION
       SELECT t.person_id FROM weekly_course_teacher t WHERE t.school_id = ANY(%(schools)s))
 ORDER BY p.sorting_name, p.id
"""

_ROOMS = f"""
SELECT room, room FROM (
       SELECT room FROM weekly_course WHERE school_id = ANY(%(schools)s)
       UNION
       SELECT room FROM lesson WHERE school_id = ANY(%(schools)s) AND held_on = %(day)s
          AND {shown("lesson")}) used
 WHERE room <> ''
 ORDER BY 1
"""  # noqa: S608 - same


@dataclass(frozen=True, slots=True)
class ReadablePupil:
    """A pupil the actor may read, as a page names her: division and school of today, empty when unknown."""

    id: int
    first_name: str
    last_name: str
    division: str
    school: str

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something whose day may be asked. `key` goes in the address."""

    key: str
    label: str

    @property
    def pair(self) -> tuple[str, str]:
        """As a list offers it."""
        return self.key, self.label


def readable_pupil(actor: Actor, pupil_id: int) -> ReadablePupil:
    """The pupil, when the actor may read her timetable; `NotAllowed` otherwise."""
    tie = tie_to_pupil(actor, pupil_id)
    if tie is Tie.NONE:
        raise NotAllowed
    rows = _rows(_PUPIL, actor, actor.school_ids, tie=tie.value, pupil=pupil_id)
    if not rows:
        raise NotAllowed
    pk, first_name, last_name, division, school = rows[0]
    return ReadablePupil(pk, first_name, last_name, division or "", school or "")


def readable_pupils(
    actor: Actor, school_id: int, *, pupil_ids: Sequence[int] = (), named: str = "", most: int = 20
) -> tuple[Choice, ...]:
    """The pupils of the school that the actor may read, with their class: these ones, then those whose names begin
    so, in the order of their names.
    """
    tie = tie_to_groups(actor, school_id)
    names = [f"% {word}%" for word in words.folded(named).split()]
    asked: dict[str, Any] = {"tie": tie.value, "pupils": list(pupil_ids), "names": names, "most": most}
    rows = _rows(_PUPILS, actor, (school_id,), **asked)
    return tuple(Choice(key, f"{name} ({division})" if division else name) for key, name, division in rows)


def readable_groups(actor: Actor, school_id: int, *, divisions: bool | None = None) -> tuple[Choice, ...]:
    """The open classes (or the other groups; without a choice, both) whose timetable the actor may read."""
    tie = tie_to_groups(actor, school_id)
    return _choices(_GROUPS, actor, school_id, tie=tie.value, divisions=divisions)


def readable_classes_and_groups(actor: Actor, school_id: int) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The open classes, then the other groups, in one reading."""
    tie = tie_to_groups(actor, school_id)
    rows = _rows(_GROUPS, actor, (school_id,), tie=tie.value, divisions=None)
    return tuple(Choice(*row[:2]) for row in rows if row[2]), tuple(Choice(*row[:2]) for row in rows if not row[2])


def readable_teachers(actor: Actor, school_id: int) -> tuple[Choice, ...]:
    """Those who teach in the school, as far as the actor may read their day."""
    choices = _choices(_TEACHERS, actor, school_id)
    return tuple(c for c in choices if may_see_teacher(actor, school_id=school_id, person_id=int(c.key)))


def readable_rooms(actor: Actor, school_id: int, on: date) -> tuple[Choice, ...]:
    """The rooms where lessons are given, in the year or on that day."""
    return _choices(_ROOMS, actor, school_id, day=on) if may_see_rooms(actor, school_id) else ()


def _choices(statement: str, actor: Actor, school_id: int, **asked: Any) -> tuple[Choice, ...]:
    return tuple(Choice(*row[:2]) for row in _rows(statement, actor, (school_id,), **asked))


def _rows(statement: str, actor: Actor, school_ids: tuple[int, ...], **asked: Any) -> list[tuple[Any, ...]]:
    today = clock.today()
    parameters = {
        "person": actor.person_id,
        "schools": list(school_ids),
        "today": today,
        "taught_since": today - TAUGHT_WITHIN,
        **opened_to(actor),
        **asked,
    }
    with connection.cursor() as cursor:
        rows: list[tuple[Any, ...]] = cursor.execute(statement, parameters).fetchall()
    return rows
