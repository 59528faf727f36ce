"""The suspensions that stand in some schools, gathered by the gesture that made them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from preau.foundation.screens.page import PROFILE_LABELS
from preau.kernel import clock
from preau.kernel.actor import Profile

_STANDING = """
SELECT f.gesture, f.is_above, f.profiles, f.reason, f.expected_on, min(f.begun_at),
       coalesce(min(p.first_name || ' ' || p.last_name), ''), count(*), min(s.name)
  FROM messaging_freeze f
  JOIN school s ON s.id = f.school_id
  LEFT JOIN person p ON p.id = f.begun_by_id
 WHERE f.school_id = ANY(%(schools)s) AND f.lifted_at IS NULL AND f.is_rehearsal = %(rehearsal)s
 GROUP BY 1, 2, 3, 4, 5
 ORDER BY 6 DESC, 1
"""


@dataclass(frozen=True, slots=True)
class FreezeLine:
    """What one gesture suspended: in `schools` of these schools, of which `school` is the first by name."""

    gesture: UUID
    is_above: bool
    profiles: tuple[str, ...]
    reason: str
    expected_on: date | None
    begun_at: datetime
    by: str
    schools: int
    school: str

    @property
    def is_overdue(self) -> bool:
        return self.expected_on is not None and self.expected_on < clock.today()


def freezes_in(school_ids: Sequence[int], *, rehearsal: bool = False) -> tuple[FreezeLine, ...]:
    """Those that stand, the latest first; the profiles by their French names."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_STANDING, {"schools": list(school_ids), "rehearsal": rehearsal}).fetchall()
    return tuple(
        FreezeLine(gesture, above, tuple(PROFILE_LABELS[Profile(one)] for one in profiles), *more)
        for gesture, above, profiles, *more in rows
    )
