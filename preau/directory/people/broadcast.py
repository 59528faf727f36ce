"""Who is in a broadcast list on a day, and what a screen says of the lists of a school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.directory.models import BroadcastAudience
from preau.directory.people.reach import during
from preau.directory.people.wording import PROFILE_NAMES
from preau.directory.policies import may_write_to, visible_lists
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

# A pupil of the group that day, a guardian informed of hers (rule B8: no « aucun contact », no pupil of age who
# opposes it), a teacher of it; without a group, those of the school.
_RECIPIENTS = f"""
WITH audience AS (SELECT who, group_id FROM broadcast_audience WHERE of_id = %(list)s AND school_id = %(school)s),
pupils AS (
    SELECT a.who, e.pupil_id FROM audience a JOIN enrolment e ON e.school_id = %(school)s AND {during("e")}
     WHERE a.group_id IS NULL AND a.who IN ('eleves', 'responsables')
     UNION
    SELECT a.who, m.pupil_id FROM audience a
      JOIN membership m ON m.group_id = a.group_id AND {during("m")}
      JOIN enrolment e ON e.pupil_id = m.pupil_id AND e.school_id = %(school)s AND {during("e")}
     WHERE a.who IN ('eleves', 'responsables')
)
SELECT pupil_id FROM pupils WHERE who = 'eleves'
 UNION
SELECT w.guardian_id FROM pupils p JOIN guardianship w ON w.pupil_id = p.pupil_id AND {during("w")}
 WHERE p.who = 'responsables' AND w.is_informed AND w.guardian_id <> w.pupil_id
   AND NOT EXISTS (SELECT FROM guardianship n WHERE n.pupil_id = w.pupil_id AND n.guardian_id = w.guardian_id
                      AND n.no_contact AND {during("n")})
   AND NOT EXISTS (SELECT FROM adult_opposition o WHERE o.pupil_id = w.pupil_id AND {during("o")})
 UNION
SELECT c.teacher_id FROM audience a JOIN course c ON c.group_id = a.group_id AND {during("c")}
 WHERE a.who = 'enseignants'
 UNION
SELECT f.person_id FROM audience a JOIN form_teacher f ON f.group_id = a.group_id AND {during("f")}
 WHERE a.who = 'enseignants'
 UNION
SELECT o.person_id FROM audience a JOIN post o ON o.school_id = %(school)s AND {during("o")}
 WHERE a.group_id IS NULL AND (a.who = 'personnels' OR (a.who = 'enseignants' AND o.profile = 'enseignant'))
"""  # noqa: S608 - our own constants

_AUDIENCES = """
SELECT a.of_id, a.who, coalesce(nullif(g.label, ''), g.code)
  FROM broadcast_audience a LEFT JOIN pupil_group g ON g.id = a.group_id
 WHERE a.school_id = %(school)s AND a.of_id = ANY(%(lists)s) ORDER BY a.of_id, a.who, g.code, a.id
"""


@dataclass(frozen=True, slots=True)
class ListLine:
    """A broadcast list ready to print. `people`: « responsables de 4e B »."""

    id: int
    label: str
    people: tuple[str, ...]
    seen_by: tuple[str, ...]
    written_by: tuple[str, ...]
    is_kept: bool
    may_write: bool


def lists_of_school(actor: Actor, school_id: int) -> tuple[ListLine, ...]:
    """The lists that the actor sees, by name."""
    rows = list(visible_lists(actor).filter(school_id=school_id))
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"school": school_id, "lists": [row.pk for row in rows]}
        audiences = cursor.execute(_AUDIENCES, asked).fetchall()
    return tuple(
        ListLine(
            row.pk,
            row.label,
            tuple(_said(who, group) for of, who, group in audiences if of == row.pk),
            tuple(PROFILE_NAMES[name] for name in row.seen_by),
            tuple(PROFILE_NAMES[name] for name in row.written_by),
            row.ends_on is None,
            may_write_to(actor, row),
        )
        for row in rows
    )


def recipients_of(actor: Actor, school_id: int, list_id: int, on: date | None = None) -> frozenset[int]:
    """The persons of the list on a day (today); `NotAllowed` for a list that the actor does not see."""
    if not visible_lists(actor).filter(school_id=school_id, pk=list_id).exists():
        raise NotAllowed
    asked: dict[str, Any] = {"list": list_id, "school": school_id, "day": on or clock.today()}
    with connection.cursor() as cursor:
        return frozenset(row[0] for row in cursor.execute(_RECIPIENTS, asked).fetchall())


def _said(who: str, group: str | None) -> str:
    label = BroadcastAudience.Who(who).label
    return f"{label} de {group}" if group else f"{label} de l’établissement"
