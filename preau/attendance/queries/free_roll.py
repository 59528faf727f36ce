"""The groups and subjects of whom somebody may call a roll without a timetable (capability C56)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.attendance.policies import may_call_any_group, may_call_own
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile

# Those she teaches (a service, or a lesson of hers in the last month), or is form teacher of; or all.
_GROUPS = """
SELECT g.id, coalesce(nullif(g.label, ''), g.code), g.kind = 'division'
  FROM pupil_group g
 WHERE g.school_id = %(school)s AND (g.closed_on IS NULL OR g.closed_on > %(day)s)
   AND (%(all)s
        OR EXISTS (SELECT FROM course c WHERE c.group_id = g.id AND c.teacher_id = %(person)s
                      AND c.begins_on <= %(day)s AND (c.ends_on IS NULL OR c.ends_on > %(day)s))
        OR EXISTS (SELECT FROM form_teacher f WHERE f.group_id = g.id AND f.person_id = %(person)s
                      AND f.begins_on <= %(day)s AND (f.ends_on IS NULL OR f.ends_on > %(day)s))
        OR EXISTS (SELECT FROM lesson_teacher t JOIN lesson_group x ON x.lesson_id = t.lesson_id
                    WHERE t.person_id = %(person)s AND x.group_id = g.id
                      AND t.held_on BETWEEN %(day)s - 28 AND %(day)s + 7))
 ORDER BY g.kind <> 'division', g.code, g.id
"""

_SUBJECTS = """
SELECT DISTINCT s.id, s.label
  FROM course c JOIN subject s ON s.id = c.subject_id
 WHERE c.school_id = %(school)s AND c.begins_on <= %(day)s AND (c.ends_on IS NULL OR c.ends_on > %(day)s)
   AND (%(all)s OR c.teacher_id = %(person)s)
 ORDER BY 2, 1
"""


@dataclass(frozen=True, slots=True)
class CallableGroup:
    """A class (`is_division`) or a group."""

    id: int
    label: str
    is_division: bool


def callable_groups(actor: Actor, school_id: int) -> tuple[CallableGroup, ...]:
    """A teacher those of hers, vie scolaire and direction all of the school; nobody else any."""
    if not (may_call_any_group(actor, school_id) or may_call_own(actor, school_id)):
        return ()
    with connection.cursor() as cursor:
        return tuple(CallableGroup(*row) for row in cursor.execute(_GROUPS, _asked(actor, school_id)).fetchall())


def callable_subjects(actor: Actor, school_id: int) -> tuple[tuple[int, str], ...]:
    """A teacher those she teaches here, vie scolaire and direction all that are taught."""
    with connection.cursor() as cursor:
        return tuple(cursor.execute(_SUBJECTS, _asked(actor, school_id)).fetchall())


def _asked(actor: Actor, school_id: int) -> dict[str, Any]:
    is_all = may_call_any_group(actor, school_id) and not actor.is_a(Profile.TEACHER)
    return {"school": school_id, "person": actor.person_id, "day": clock.today(), "all": is_all}
