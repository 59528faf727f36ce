"""The classes whose skills somebody follows, and their pupils (capability C88)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.grading.book import WRITERS
from preau.kernel import clock
from preau.kernel.actor import Actor

_CLASSES = f"""
WITH mine AS (
    SELECT DISTINCT o.pupil_id
      FROM gradebook b
      JOIN membership o ON o.group_id = b.group_id AND o.begins_on <= %(today)s
                       AND (o.ends_on IS NULL OR o.ends_on > %(today)s)
     WHERE b.school_id = %(school)s AND b.closed_at IS NULL AND {WRITERS} @> ARRAY[%(actor)s]::bigint[]
)
SELECT g.id, coalesce(nullif(g.label, ''), g.code), count(*), count(n.pupil_id)
  FROM pupil_group g
  JOIN membership m ON m.group_id = g.id AND m.begins_on <= %(today)s
                   AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
  LEFT JOIN mine n ON n.pupil_id = m.pupil_id
 WHERE g.school_id = %(school)s AND g.kind = 'division' AND g.closed_on IS NULL
 GROUP BY g.id
HAVING %(every)s OR count(n.pupil_id) > 0
    OR EXISTS (SELECT FROM form_teacher f WHERE f.group_id = g.id AND f.person_id = %(actor)s
                  AND f.begins_on <= %(today)s AND (f.ends_on IS NULL OR f.ends_on > %(today)s))
 ORDER BY g.code, g.id
"""  # noqa: S608 - our own pieces

_PUPILS = """
SELECT p.id, p.last_name || ' ' || p.first_name
  FROM membership m JOIN person p ON p.id = m.pupil_id
 WHERE m.group_id = %(group)s AND m.school_id = %(school)s
   AND m.begins_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
 ORDER BY p.sorting_name, p.id
"""


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class, its pupils, and how many of them the reader teaches."""

    group_id: int
    label: str
    pupils: int
    taught: int


@dataclass(frozen=True, slots=True)
class PupilName:
    """A pupil of a group."""

    pupil_id: int
    name: str


def classes_to_follow(actor: Actor, school_id: int, *, every: bool) -> tuple[ClassLine, ...]:
    """The classes where the actor teaches a pupil or is the form teacher; `every`: all those of the school."""
    asked: dict[str, Any] = {
        "school": school_id, "actor": actor.person_id, "today": clock.today(), "every": every,
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(ClassLine(*row) for row in cursor.execute(_CLASSES, asked).fetchall())


def pupils_in(group_id: int, *, school_id: int) -> tuple[PupilName, ...]:
    """The pupils of this group today. The caller has decided who reads it."""
    asked: dict[str, Any] = {"group": group_id, "school": school_id, "today": clock.today()}
    with connection.cursor() as cursor:
        return tuple(PupilName(*row) for row in cursor.execute(_PUPILS, asked).fetchall())
