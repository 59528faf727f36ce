"""Who may not write now: read in the transaction of every writing, by an index on the school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

# A rehearsal suspends nobody. Where a head and an administrator both decided, what the latter says is told.
_STANDING = """
SELECT DISTINCT ON (f.school_id) f.school_id, s.name, f.reason, f.expected_on, f.begun_at
  FROM messaging_freeze f JOIN school s ON s.id = f.school_id
 WHERE f.school_id = ANY(%(schools)s) AND f.lifted_at IS NULL AND NOT f.is_rehearsal
   AND %(profile)s = ANY(f.profiles)
 ORDER BY f.school_id, f.is_above DESC
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A suspension that concerns the reader, in one school."""

    school_id: int
    school: str
    reason: str
    expected_on: date | None
    begun_at: datetime


def standing(school_ids: Sequence[int], profile: str) -> tuple[Standing, ...]:
    """The suspensions under which this profile writes nothing, in these schools, now."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_STANDING, {"schools": list(school_ids), "profile": profile}).fetchall()
    return tuple(Standing(*row) for row in rows)
