"""Each evaluation of the skills of a pupil, the oldest first (capability C88)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

_HISTORY = """
SELECT m.skill_id, s.domain, s.label, m.level, e.held_on, e.title, coalesce(nullif(b.label, ''), j.label)
  FROM skill_mark m
  JOIN skill s ON s.id = m.skill_id AND s.cycle = %(cycle)s
  JOIN evaluation e ON e.id = m.evaluation_id AND e.withdrawn_at IS NULL
  JOIN gradebook b ON b.id = e.gradebook_id
  JOIN subject j ON j.id = b.subject_id
 WHERE m.pupil_id = %(pupil)s AND m.school_id = %(school)s AND m.level IS NOT NULL
   AND (%(since)s::date IS NULL OR e.counts_on BETWEEN %(since)s AND %(until)s)
   AND (%(every)s OR e.released_at <= %(seen_at)s)
 ORDER BY s.position, s.id, e.counts_on, e.held_on, e.id
"""


@dataclass(frozen=True, slots=True)
class SkillSeen:
    """What a pupil showed of a skill, one day, in a subject."""

    skill_id: int
    domain: str
    label: str
    level: int
    held_on: date
    title: str
    subject: str


def skill_history(
    school_id: int, cycle: int, pupil_id: int, *, since: date | None = None, until: date | None = None,
    seen_at: datetime | None = None,
) -> Mapping[int, tuple[SkillSeen, ...]]:  # fmt: skip
    """By skill, in one statement: over the cycle, or on these days; `seen_at`: what was released at that instant.
    The caller has decided who reads it.
    """
    asked: dict[str, Any] = {
        "school": school_id, "cycle": cycle, "pupil": pupil_id, "since": since, "until": until,
        "every": seen_at is None, "seen_at": seen_at,
    }  # fmt: skip
    found: dict[int, list[SkillSeen]] = {}
    with connection.cursor() as cursor:
        for row in cursor.execute(_HISTORY, asked).fetchall():
            found.setdefault(row[0], []).append(SkillSeen(*row))
    return {skill_id: tuple(several) for skill_id, several in found.items()}
