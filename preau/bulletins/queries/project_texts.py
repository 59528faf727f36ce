"""What is said of a project in a term, to whom writes it: of the group, then of each pupil of the class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.bulletins.class_term import ClassTerm
from preau.bulletins.queries.missing import CLASS_PAIRS, asked_of

_TEXTS = f"""
WITH {CLASS_PAIRS}, who AS (
    SELECT 0::bigint AS pupil_id, '' AS last_name, '' AS first_name, '' AS sorting_name
    UNION ALL
    SELECT p.id, p.last_name, p.first_name, p.sorting_name
      FROM teaching_project j
      JOIN membership m ON m.group_id = j.group_id AND m.begins_on <= %(until)s
                       AND (m.ends_on IS NULL OR m.ends_on > %(since)s)
      JOIN pupils u ON u.pupil_id = m.pupil_id
      JOIN person p ON p.id = u.pupil_id
     WHERE j.id = %(project)s
)
SELECT DISTINCT w.pupil_id, w.last_name, w.first_name, coalesce(c.text, ''), coalesce(c.version, 0), w.sorting_name
  FROM who w
  LEFT JOIN project_comment c ON c.project_id = %(project)s AND c.term_id = %(term)s
                             AND coalesce(c.pupil_id, 0) = w.pupil_id
 ORDER BY w.sorting_name, w.pupil_id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class ProjectText:
    """What is said, since which version (0: never); `pupil_id` 0: of the group."""

    pupil_id: int
    last_name: str
    first_name: str
    text: str
    version: int

    @property
    def name(self) -> str:
        """« Bœuf Noé »; '' of the group."""
        return f"{self.last_name} {self.first_name}".strip()


def project_texts(term: ClassTerm, project_id: int) -> tuple[ProjectText, ...]:
    """The group first, then pupils by name, in one statement. The caller has decided who reads them."""
    asked: dict[str, Any] = {**asked_of(term), "project": project_id}
    with connection.cursor() as cursor:
        return tuple(ProjectText(*row[:5]) for row in cursor.execute(_TEXTS, asked).fetchall())
