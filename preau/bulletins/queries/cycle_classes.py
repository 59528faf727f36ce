"""The classes that end a cycle this year: 6e ends cycle 3, 3e ends cycle 4 (code de l’éducation, D311-10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.kernel.actor import Actor

# The level of a class is that of most of its pupils; where the feed says none, the first figure of its name.
_CLASSES = """
SELECT g.id, coalesce(nullif(g.label, ''), g.code), c.cycle, n.pupils, n.written, n.validated
  FROM pupil_group g
  JOIN school_year y ON %(today)s BETWEEN y.starts_on AND y.ends_on
 CROSS JOIN LATERAL (
       SELECT mode() WITHIN GROUP (ORDER BY nullif(u.level, '')) AS level
         FROM membership m JOIN pupil u ON u.person_id = m.pupil_id
        WHERE m.group_id = g.id AND m.begins_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on > %(today)s)) l
 CROSS JOIN LATERAL (
       SELECT CASE left(regexp_replace(coalesce(l.level, g.code), '^[^0-9]*', ''), 1)
              WHEN '6' THEN 3 WHEN '3' THEN 4 END AS cycle) c
 CROSS JOIN LATERAL (
       SELECT count(*) AS pupils, count(r.id) AS written, count(r.validated_at) AS validated
         FROM membership m
         LEFT JOIN cycle_report r ON r.school_id = m.school_id AND r.pupil_id = m.pupil_id AND r.cycle = c.cycle
                                 AND r.year_label = y.label
        WHERE m.group_id = g.id AND m.begins_on <= %(today)s AND (m.ends_on IS NULL OR m.ends_on > %(today)s)) n
 WHERE g.school_id = %(school)s AND g.kind = 'division' AND g.closed_on IS NULL AND c.cycle IS NOT NULL
   AND (%(every)s OR EXISTS (SELECT FROM form_teacher f
                              WHERE f.group_id = g.id AND f.person_id = %(actor)s AND f.begins_on <= %(today)s
                                AND (f.ends_on IS NULL OR f.ends_on > %(today)s)))
 ORDER BY c.cycle, g.code, g.id
"""


@dataclass(frozen=True, slots=True)
class CycleClassLine:
    """A class in the list, with how far its reports are."""

    group_id: int
    division: str
    cycle: int
    pupils: int
    written: int
    validated: int


def cycle_classes(actor: Actor, school_id: int, *, every: bool) -> tuple[CycleClassLine, ...]:
    """Those of which the actor is the form teacher; `every`: all those of the school."""
    asked: dict[str, Any] = {
        "school": school_id, "actor": actor.person_id, "today": clock.today(), "every": every,
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(CycleClassLine(*row) for row in cursor.execute(_CLASSES, asked).fetchall())
