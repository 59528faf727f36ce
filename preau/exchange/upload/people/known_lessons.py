"""The lessons to come of some groups of a school. The scope of the school must be open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.kernel import clock

# Courses made by hand have no software before the bar.
_LESSONS = """
SELECT g.group_id, count(*), count(*) FILTER (WHERE split_part(coalesce(w.external_key, ''), '|', 1) <> %(origin)s)
  FROM lesson_group g
  JOIN lesson l ON l.id = g.lesson_id
  LEFT JOIN weekly_course w ON w.id = l.weekly_course_id
 WHERE g.school_id = %(school)s AND g.group_id = ANY(%(groups)s)
   AND g.held_on >= %(today)s AND l.cancelled_at IS NULL
 GROUP BY g.group_id
"""


@dataclass(frozen=True, slots=True)
class LessonsToCome:
    """How many lessons to come a group has, and how many of them another source gave it."""

    every: int
    of_others: int


def lessons_to_come(school_id: int, groups: Sequence[int], origin: str) -> dict[int, LessonsToCome]:
    """By group; one that has none is not there. `origin` is the source that asks."""
    if not groups:
        return {}
    asked: dict[str, Any] = {"school": school_id, "groups": list(groups), "today": clock.today(), "origin": origin}
    with connection.cursor() as cursor:
        rows = cursor.execute(_LESSONS, asked).fetchall()
    return {group: LessonsToCome(every, others) for group, every, others in rows}
