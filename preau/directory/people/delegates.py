"""Who may speak for a class, and who does today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.directory.people.audience import REACHED, Audience, Who, addressed

_CANDIDATES = f"""
SELECT r.profile, p.id, p.last_name || ' ' || p.first_name,
       string_agg(c.first_name, ', ' ORDER BY c.sorting_name, c.id) FILTER (WHERE r.profile = 'responsable'),
       EXISTS (SELECT FROM class_delegate x WHERE x.group_id = %(group)s AND x.person_id = p.id
                  AND x.profile = r.profile AND x.begins_on <= %(day)s AND x.ends_on IS NULL)
  FROM ({REACHED}) r JOIN person p ON p.id = r.person_id JOIN person c ON c.id = r.pupil_id
 GROUP BY r.profile, p.id, p.last_name, p.first_name, p.sorting_name
 ORDER BY r.profile, p.sorting_name, p.id
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pupil of the class, or a guardian informed of one (`children`), and whether she speaks for it today."""

    profile: str
    person_id: int
    name: str
    children: str
    is_delegate: bool


def candidates(school_id: int, group_id: int) -> tuple[Candidate, ...]:
    """In the scope of the school, in the order of names."""
    audiences = (Audience(Who.PUPILS, group_id=group_id), Audience(Who.GUARDIANS, group_id=group_id))
    asked: dict[str, Any] = {**addressed(school_id, audiences), "group": group_id}
    with connection.cursor() as cursor:
        rows = cursor.execute(_CANDIDATES, asked).fetchall()
    return tuple(Candidate(profile, pk, name, children or "", told) for profile, pk, name, children, told in rows)
