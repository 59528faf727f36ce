"""The projects where a teacher teaches, with the term of each class that she may speak of now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.kernel.actor import Actor

_TAUGHT = """
SELECT DISTINCT j.id, j.title, j.kind, j.code, coalesce(nullif(c.label, ''), c.code), t.id, t.kind, t.number
  FROM teaching_project_part a
  JOIN teaching_project j ON j.id = a.project_id AND j.removed_at IS NULL
  JOIN school_year y ON y.id = j.year_id AND %(today)s BETWEEN y.starts_on AND y.ends_on
  JOIN membership m ON m.group_id = j.group_id AND m.begins_on <= %(today)s
                   AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
  JOIN membership d ON d.pupil_id = m.pupil_id AND d.school_id = j.school_id AND d.begins_on <= %(today)s
                   AND (d.ends_on IS NULL OR d.ends_on > %(today)s)
  JOIN pupil_group c ON c.id = d.group_id AND c.kind = 'division'
  JOIN LATERAL (SELECT t.* FROM term t
                 WHERE t.group_id = c.id AND t.year_id = j.year_id AND t.starts_on <= %(today)s
                 ORDER BY t.starts_on DESC LIMIT 1) t ON true
 WHERE a.teacher_id = %(actor)s AND j.school_id = %(school)s
 ORDER BY 2, 5, 1
"""


@dataclass(frozen=True, slots=True)
class ProjectTaught:
    """A project and a class of its pupils, for the last term that began."""

    project_id: int
    title: str
    kind: str
    code: str
    division: str
    term_id: int
    term_kind: str
    term_number: int


def projects_taught(actor: Actor, school_id: int) -> tuple[ProjectTaught, ...]:
    """In one statement, by title."""
    asked: dict[str, Any] = {"actor": actor.person_id, "school": school_id, "today": clock.today()}
    with connection.cursor() as cursor:
        return tuple(ProjectTaught(*row) for row in cursor.execute(_TAUGHT, asked).fetchall())
