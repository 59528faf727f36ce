"""Who is inside at this moment, class by class; and the lessons of the day of each class, for paper (C72)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.exempting import is_not_expected
from preau.attendance.models import Passage
from preau.kernel import clock


class Whereabouts(StrEnum):
    """What is known of a pupil when the alarm rings."""

    PRESENT = "present"
    ELSEWHERE = "ailleurs"
    ABSENT = "absent"
    NOT_CALLED = "non_appele"
    NO_LESSON = "sans_cours"


# Every pupil of today with her class, and the class that has none last.
_CLASSED = """
divided AS MATERIALIZED (
    SELECT DISTINCT ON (m.pupil_id) m.pupil_id, coalesce(nullif(g.label, ''), g.code) AS label
      FROM pupil_group g
      JOIN membership m ON m.group_id = g.id AND m.school_id = g.school_id
                       AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
     WHERE g.school_id = %(school)s AND g.kind = 'division'
     ORDER BY m.pupil_id, m.begins_on DESC, m.id
), classed AS MATERIALIZED (
    SELECT DISTINCT n.pupil_id, coalesce(d.label, '') AS class
      FROM enrolment n LEFT JOIN divided d ON d.pupil_id = n.pupil_id
     WHERE n.school_id = %(school)s AND n.begins_on <= %(day)s AND (n.ends_on IS NULL OR n.ends_on > %(day)s)
)"""

_IS_EXEMPT = is_not_expected(lesson="l", pupil="m.pupil_id")

# A roll called before a trip left does not say that who goes is still in the room.
_INSIDE = f"""
WITH {_CLASSED}, held AS MATERIALIZED (
    SELECT l.id, l.school_id, l.held_on, l.subject_id, l.room, l.starts_at, r.closed_at IS NOT NULL AS is_called,
           (SELECT string_agg(t.last_name, ', ' ORDER BY t.sorting_name)
              FROM lesson_teacher x JOIN person t ON t.id = x.person_id WHERE x.lesson_id = l.id) AS teachers
      FROM lesson l LEFT JOIN roll r ON r.lesson_id = l.id
     WHERE l.school_id = %(school)s AND l.held_on = %(day)s AND l.cancelled_at IS NULL
       AND l.starts_at <= %(now)s AND l.ends_at > %(now)s
), now_held AS MATERIALIZED (
    SELECT DISTINCT ON (m.pupil_id) m.pupil_id, l.*
      FROM held l
      JOIN lesson_group g ON g.lesson_id = l.id AND g.school_id = %(school)s
      JOIN membership m ON m.group_id = g.group_id AND m.school_id = %(school)s
                       AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
     WHERE NOT {_IS_EXEMPT}
     ORDER BY m.pupil_id, NOT l.is_called, l.id
), told AS MATERIALIZED (
    SELECT t.pupil_id, max(t.starts_at) FILTER (WHERE t.collective_id IS NOT NULL) AS gone_at
      FROM absence_period t
     WHERE t.school_id = %(school)s AND t.withdrawn_at IS NULL AND t.origin <> 'appel' AND t.kind = 'absence'
       AND t.admissibility <> 'refusee' AND t.first_on <= %(day)s AND t.last_on >= %(day)s
       AND t.last_on <= 'infinity'
       AND t.starts_at <= %(now)s AND t.ends_at > %(now)s
     GROUP BY t.pupil_id
), missing AS MATERIALIZED (
    SELECT a.lesson_id, a.pupil_id FROM absence a
     WHERE a.school_id = %(school)s AND a.held_on = %(day)s AND a.withdrawn_at IS NULL AND a.late_minutes IS NULL
), gone AS MATERIALIZED (
    SELECT DISTINCT ON (x.pupil_id) x.pupil_id, x.place, x.left_to FROM passage x
     WHERE x.school_id = %(school)s AND x.held_on = %(day)s AND x.withdrawn_at IS NULL
     ORDER BY x.pupil_id, x.arrived_at DESC, x.id DESC
)
SELECT c.class, p.id, p.last_name || ' ' || p.first_name, h.id IS NOT NULL,
       coalesce(h.is_called AND NOT coalesce(t.gone_at > h.starts_at, false), false),
       coalesce(h.room, ''), coalesce(h.teachers, ''),
       y.pupil_id IS NOT NULL, t.pupil_id IS NOT NULL, e.place, e.left_to
  FROM classed c
  JOIN person p ON p.id = c.pupil_id
  LEFT JOIN now_held h ON h.pupil_id = c.pupil_id
  LEFT JOIN missing y ON y.lesson_id = h.id AND y.pupil_id = p.id
  LEFT JOIN told t ON t.pupil_id = p.id
  LEFT JOIN gone e ON e.pupil_id = p.id AND e.left_to NOT IN ('cours', 'ailleurs')
 ORDER BY c.class = '', c.class, p.sorting_name, p.id
"""  # noqa: S608 - our own pieces

_LESSONS = f"""
WITH {_CLASSED}, held AS (
    SELECT DISTINCT c.class, l.starts_at
      FROM lesson l
      JOIN lesson_group g ON g.lesson_id = l.id AND g.school_id = l.school_id
      JOIN membership m ON m.group_id = g.group_id AND m.school_id = l.school_id
                       AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
      JOIN classed c ON c.pupil_id = m.pupil_id
     WHERE l.school_id = %(school)s AND l.held_on = %(day)s AND l.cancelled_at IS NULL
)
SELECT c.class, p.last_name || ' ' || p.first_name,
       (SELECT array_agg(h.starts_at ORDER BY h.starts_at) FROM held h WHERE h.class = c.class)
  FROM classed c JOIN person p ON p.id = c.pupil_id
 ORDER BY c.class = '', c.class, p.sorting_name, p.id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class InsideLine:
    """A pupil when the alarm rings, ready to print."""

    pupil_id: int
    name: str
    state: Whereabouts
    where: str


@dataclass(frozen=True, slots=True)
class ClassInside:
    """A class and its pupils; `label` is empty for those of no class."""

    label: str
    lines: tuple[InsideLine, ...]

    @property
    def to_find(self) -> int:
        """Pupils who should answer at the assembly point: all but the absent."""
        return sum(line.state is not Whereabouts.ABSENT for line in self.lines)


@dataclass(frozen=True, slots=True)
class ClassOnPaper:
    """A class, its pupils, and the hours at which its lessons begin today."""

    label: str
    pupils: tuple[str, ...]
    hours: tuple[datetime, ...]


def inside_now(school_id: int) -> tuple[ClassInside, ...]:
    """Every pupil enrolled today, by class: what the rolls and the passages of this moment say of her."""
    rows = _read(_INSIDE, school_id)
    return tuple(
        ClassInside(label, tuple(_line(*row[1:]) for row in lines))
        for label, lines in groupby(rows, itemgetter(0))
    )


def classes_on_paper(school_id: int) -> tuple[ClassOnPaper, ...]:
    """Every class with its pupils of today, for a register filled by hand."""
    made = []
    for label, lines in groupby(_read(_LESSONS, school_id), itemgetter(0)):
        of_class = list(lines)
        made.append(ClassOnPaper(label, tuple(row[1] for row in of_class), tuple(of_class[0][2] or ())))
    return tuple(made)


def states_of(classes: Iterable[ClassInside]) -> dict[Whereabouts, int]:
    """How many pupils of each state, all of them named."""
    counts = dict.fromkeys(Whereabouts, 0)
    for one in classes:
        for state in map(attrgetter("state"), one.lines):
            counts[state] += 1
    return counts


def _read(statement: str, school_id: int) -> list[Any]:
    now = clock.now()
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"school": school_id, "now": now, "day": clock.school_day(now)}
        return list(cursor.execute(statement, asked).fetchall())


def _line(
    pupil_id: int, name: str, has_lesson: bool, is_called: bool, room: str, teachers: str, is_absent: bool,
    is_told: bool, place: str | None, left_to: str | None,
) -> InsideLine:  # fmt: skip
    where = ", ".join(part for part in (_("salle %(room)s") % {"room": room} if room else "", teachers) if part)
    if left_to == Passage.Next.HOME:
        return InsideLine(pupil_id, name, Whereabouts.ABSENT, _("Rentré à la maison"))
    if place == Passage.Place.OUT:
        return InsideLine(pupil_id, name, Whereabouts.ABSENT, Passage.Place.OUT.label)
    if place and not (place == Passage.Place.STUDY and has_lesson):
        return InsideLine(pupil_id, name, Whereabouts.ELSEWHERE, Passage.Place(place).label)
    if is_absent or (is_told and not is_called):
        return InsideLine(pupil_id, name, Whereabouts.ABSENT, "")
    if not has_lesson:
        return InsideLine(pupil_id, name, Whereabouts.NO_LESSON, "")
    return InsideLine(pupil_id, name, Whereabouts.PRESENT if is_called else Whereabouts.NOT_CALLED, where)
