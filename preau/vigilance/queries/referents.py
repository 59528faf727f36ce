"""Who is told at once of harassment and threats in a school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.foundation.screens.page import PROFILE_LABELS
from preau.kernel import clock
from preau.kernel.actor import Profile

_CANDIDATES = """
SELECT p.id, p.first_name || ' ' || p.last_name, array_agg(DISTINCT coalesce(nullif(o.label, ''), o.profile)),
       EXISTS (SELECT FROM referent r WHERE r.school_id = %(school)s AND r.person_id = p.id)
  FROM post o JOIN person p ON p.id = o.person_id
 WHERE o.school_id = %(school)s AND o.begins_on <= %(day)s AND (o.ends_on IS NULL OR o.ends_on > %(day)s)
 GROUP BY p.id
 ORDER BY p.sorting_name, p.id
"""

# Those chosen who still hold a post; when none does, the direction and the CPE (functions of the feeds).
_TOLD = """
WITH posts AS (
    SELECT o.person_id, o.profile, o.function FROM post o
     WHERE o.school_id = %(school)s AND o.begins_on <= %(day)s AND (o.ends_on IS NULL OR o.ends_on > %(day)s)
), chosen AS (
    SELECT DISTINCT ON (o.person_id) o.person_id, o.profile
      FROM posts o JOIN referent r ON r.school_id = %(school)s AND r.person_id = o.person_id
     ORDER BY o.person_id, array_position(ARRAY['direction', 'vie_scolaire'], o.profile)
)
SELECT person_id, profile FROM chosen
UNION
SELECT person_id, profile FROM posts
 WHERE NOT EXISTS (SELECT FROM chosen)
   AND (profile = 'direction' OR (profile = 'vie_scolaire' AND upper(function) IN ('EDU', 'CPE')))
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who holds a post in the school, with her functions; `is_chosen` a referent."""

    id: int
    name: str
    role: str
    is_chosen: bool


def candidates(school_id: int) -> tuple[Candidate, ...]:
    """The staff of today, by name."""
    labels = {profile.value: label for profile, label in PROFILE_LABELS.items()}
    return tuple(
        Candidate(pk, name, ", ".join(labels.get(role, role) for role in roles), chosen)
        for pk, name, roles, chosen in _rows(_CANDIDATES, school_id)
    )


def people_told(school_id: int) -> dict[int, Profile]:
    """Whom an alarming report is told to, and the hat under which she works in this school."""
    return {person_id: Profile(profile) for person_id, profile in _rows(_TOLD, school_id)}


def _rows(statement: str, school_id: int) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, {"school": school_id, "day": clock.today()}).fetchall())
