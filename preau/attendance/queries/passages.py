"""Who is elsewhere than in a lesson, and who may be found to be noted so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.attendance.models import Passage
from preau.kernel import clock, words

#: Pupils shown of a search, at most.
MOST = 20

_DIVISION = """
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = p.id AND m.school_id = %(school)s
          AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
"""

_OF_DAY = f"""
SELECT e.id, e.pupil_id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), e.place, e.arrived_at,
       e.left_at, e.left_to
  FROM passage e JOIN person p ON p.id = e.pupil_id {_DIVISION}
 WHERE e.school_id = %(school)s AND e.held_on = %(day)s AND e.withdrawn_at IS NULL AND e.place = ANY(%(places)s)
 ORDER BY coalesce(e.left_at, 'infinity') DESC, e.arrived_at DESC, e.id DESC
"""  # noqa: S608 - our own pieces

# Each word typed begins a word of the name.
_FOUND = f"""
SELECT p.id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), e.place
  FROM (SELECT DISTINCT q.id, q.sorting_name, q.last_name, q.first_name
          FROM enrolment n JOIN person q ON q.id = n.pupil_id AND ' ' || q.sorting_name LIKE ALL (%(words)s)
         WHERE n.school_id = %(school)s AND n.begins_on <= %(day)s AND (n.ends_on IS NULL OR n.ends_on > %(day)s)
         ORDER BY q.sorting_name, q.id LIMIT %(most)s) p
  LEFT JOIN passage e ON e.pupil_id = p.id AND e.school_id = %(school)s AND e.held_on = %(day)s
                     AND e.left_at IS NULL AND e.withdrawn_at IS NULL
  {_DIVISION}
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own pieces

_LESSONS_NOW = """
SELECT DISTINCT l.id
  FROM membership m
  JOIN lesson_group g ON g.group_id = m.group_id AND g.held_on = %(day)s
  JOIN lesson l ON l.id = g.lesson_id AND l.starts_at <= %(now)s AND l.ends_at > %(now)s
 WHERE m.pupil_id = %(pupil)s AND m.school_id = %(school)s
   AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
"""


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A passage of the day, ready to print."""

    passage_id: int
    pupil_id: int
    name: str
    division: str
    place: str
    arrived_at: datetime
    left_at: datetime | None
    left_to: str

    @property
    def where(self) -> str:
        return str(Passage.Place(self.place).label)

    @property
    def went(self) -> str:
        return str(Passage.Next(self.left_to).label) if self.left_to else ""


@dataclass(frozen=True, slots=True)
class FoundPupil:
    """A pupil who may be noted; `where`: the place she is at already, if any."""

    pupil_id: int
    name: str
    division: str
    place: str | None

    @property
    def where(self) -> str:
        return str(Passage.Place(self.place).label) if self.place else ""


def passages_of_day(school_id: int, places: tuple[str, ...], on: date) -> tuple[PassageLine, ...]:
    """Those of these places, those still there first, the latest first."""
    parameters: dict[str, Any] = {"school": school_id, "day": on, "places": list(places)}
    with connection.cursor() as cursor:
        return tuple(PassageLine(*row) for row in cursor.execute(_OF_DAY, parameters).fetchall())


def pupils_found(school_id: int, typed: str) -> tuple[FoundPupil, ...]:
    """Pupils of the school each of whose typed words begins a word of the name; nobody when nothing is typed."""
    begun = [f"% {word}%" for word in words.folded(typed).split()]
    if not begun:
        return ()
    parameters: dict[str, Any] = {"school": school_id, "day": clock.today(), "words": begun, "most": MOST}
    with connection.cursor() as cursor:
        return tuple(FoundPupil(*row) for row in cursor.execute(_FOUND, parameters).fetchall())


def lessons_now(school_id: int, pupil_id: int, at: datetime) -> tuple[int, ...]:
    """The lessons where this pupil is expected at this instant."""
    parameters: dict[str, Any] = {
        "school": school_id, "pupil": pupil_id, "now": at, "day": clock.school_day(at),
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(row[0] for row in cursor.execute(_LESSONS_NOW, parameters).fetchall())
