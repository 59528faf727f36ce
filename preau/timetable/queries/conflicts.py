"""Who or what would be in two places: teachers, rooms and pupils already held by another lesson."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.kernel import words
from preau.timetable.hours import Span
from preau.timetable.queries.course_conflicts import meetings_to_come

#: What is told at most: the first ones are enough to think again.
MOST_TOLD = 5

# Two groups meet when a pupil is in both that day.
_MET = """
WITH asked AS (SELECT * FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) AS s(starts, ends)),
met AS (
    SELECT l.id, l.held_on, l.starts_at, l.room, s.label
      FROM asked
      JOIN lesson l ON l.school_id = %(school)s AND l.starts_at < asked.ends AND l.ends_at > asked.starts
                   AND l.held_on BETWEEN (asked.starts AT TIME ZONE 'Europe/Paris')::date - 1
                                     AND (asked.ends AT TIME ZONE 'Europe/Paris')::date
      JOIN subject s ON s.id = l.subject_id
     WHERE l.cancelled_at IS NULL AND l.id <> ALL (%(but)s)
       AND (l.weekly_course_id IS NULL OR l.weekly_course_id <> ALL (%(but_courses)s)))
SELECT 'enseignant', p.first_name || ' ' || p.last_name, met.starts_at, met.label
  FROM met
  JOIN lesson_teacher t ON t.lesson_id = met.id AND t.person_id = ANY (%(teachers)s)
  JOIN person p ON p.id = t.person_id
 UNION ALL
SELECT 'salle', met.room, met.starts_at, met.label FROM met WHERE met.room <> '' AND met.room = %(room)s
 UNION ALL
SELECT 'groupe', coalesce(nullif(g.label, ''), g.code), met.starts_at, met.label
  FROM met
  JOIN lesson_group lg ON lg.lesson_id = met.id
  JOIN pupil_group g ON g.id = lg.group_id
 WHERE lg.group_id = ANY (%(groups)s)
    OR EXISTS (SELECT FROM membership a JOIN membership b ON b.pupil_id = a.pupil_id
                WHERE a.group_id = lg.group_id AND b.group_id = ANY (%(groups)s)
                  AND a.begins_on <= met.held_on AND (a.ends_on IS NULL OR a.ends_on > met.held_on)
                  AND b.begins_on <= met.held_on AND (b.ends_on IS NULL OR b.ends_on > met.held_on))
 ORDER BY 3, 1, 2
 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Busy:
    """Who and what a lesson holds; `but` and `but_courses` are lessons that do not count: those that change."""

    teachers: tuple[int, ...]
    groups: tuple[int, ...]
    room: str
    but: tuple[int, ...] = ()
    but_courses: tuple[int, ...] = ()


def conflicts(school_id: int, spans: Sequence[Span], busy: Busy) -> tuple[str, ...]:
    """A sentence for each of the first conflicts of a lesson held at these moments, in order of time: with the
    lessons laid, and with weekly courses beyond them.
    """
    asked: dict[str, Any] = {
        "school": school_id,
        "starts": [span.starts for span in spans],
        "ends": [span.ends for span in spans],
        "teachers": list(busy.teachers),
        "groups": list(busy.groups),
        "room": busy.room,
        "but": list(busy.but),
        "but_courses": list(busy.but_courses),
        "most": MOST_TOLD,
    }
    with connection.cursor() as cursor:
        rows = cursor.execute(_MET, asked).fetchall()
    rows = (*rows, *meetings_to_come(spans, asked))
    return tuple(dict.fromkeys(_sentence(*row) for row in rows))[:MOST_TOLD]


def _sentence(kind: str, who: str, starts: datetime, subject: str) -> str:
    said = {"who": who, "subject": subject, "when": f"{words.day(starts)} à {words.hour(starts)}"}
    if kind == "enseignant":
        return _("%(who)s a déjà un cours (%(subject)s) le %(when)s") % said
    if kind == "salle":
        return _("la salle %(who)s est déjà prise (%(subject)s) le %(when)s") % said
    return _("des élèves de %(who)s ont déjà un cours (%(subject)s) le %(when)s") % said
