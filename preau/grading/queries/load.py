"""The other tests of the pupils of a group that day and that week, seen before one is added (capability C43)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

# Tests of any group that shares a pupil with this one. A kind says whether it is a test; without a kind, it is.
_TESTS = """
SELECT DISTINCT e.id, e.held_on, e.title, coalesce(nullif(b.label, ''), s.label),
       coalesce(nullif(g.label, ''), g.code)
  FROM membership m
  JOIN membership o ON o.pupil_id = m.pupil_id AND o.school_id = m.school_id
                   AND o.begins_on <= %(until)s AND (o.ends_on IS NULL OR o.ends_on > %(since)s)
  JOIN gradebook b ON b.group_id = o.group_id AND b.school_id = o.school_id
  JOIN evaluation e ON e.gradebook_id = b.id AND e.withdrawn_at IS NULL
                   AND e.held_on BETWEEN %(since)s AND %(until)s AND NOT e.is_formative
  LEFT JOIN evaluation_kind k ON k.id = e.kind_id
  JOIN subject s ON s.id = b.subject_id
  JOIN pupil_group g ON g.id = b.group_id
 WHERE m.group_id = ANY(%(groups)s) AND m.school_id = %(school)s
   AND m.begins_on <= %(until)s AND (m.ends_on IS NULL OR m.ends_on > %(since)s)
   AND coalesce(k.is_test, true) AND e.id <> %(but)s
 ORDER BY e.held_on, 4, e.id
"""


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """A test that pupils of the group already have."""

    evaluation_id: int
    held_on: date
    title: str
    subject: str
    group: str


def load_of_week(
    school_id: int, group_ids: list[int], day: date, *, but: int | None = None
) -> tuple[PlannedTest, ...]:
    """The tests of the week of this day, for whoever is in these groups; `but` leaves one out."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    asked: dict[str, Any] = {
        "school": school_id, "groups": group_ids, "since": monday, "until": monday + timedelta(days=6),
        "but": but or 0,
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(PlannedTest(*row) for row in cursor.execute(_TESTS, asked).fetchall())
