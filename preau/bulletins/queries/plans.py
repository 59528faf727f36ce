"""The plans that pupils benefit from, read by their team (rule B1, row « Accompaniment »)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.bulletins.policies import may_read_plans_of_taught, reads_every_plan
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

# Pupils whom the actor teaches today, by gradebook or weekly course, or is form teacher of.
_TAUGHT = """
m.group_id IN (
    SELECT b.group_id FROM gradebook b JOIN gradebook_teacher t ON t.gradebook_id = b.id
     WHERE b.school_id = %(school)s AND t.person_id = %(actor)s AND t.begins_on <= %(today)s
       AND (t.ends_on IS NULL OR t.ends_on > %(today)s)
    UNION
    SELECT c.group_id FROM course c
     WHERE c.school_id = %(school)s AND c.teacher_id = %(actor)s AND c.begins_on <= %(today)s
       AND (c.ends_on IS NULL OR c.ends_on > %(today)s)
    UNION
    SELECT f.group_id FROM form_teacher f
     WHERE f.school_id = %(school)s AND f.person_id = %(actor)s AND f.begins_on <= %(today)s
       AND (f.ends_on IS NULL OR f.ends_on > %(today)s))
"""

_REACHED = f"""
EXISTS (SELECT FROM membership m
         WHERE m.pupil_id = p.id AND m.school_id = %(school)s AND m.begins_on <= %(today)s
           AND (m.ends_on IS NULL OR m.ends_on > %(today)s) AND (%(every)s OR {_TAUGHT}))
"""

_DIVISION = """
(SELECT coalesce(nullif(g.label, ''), g.code) FROM membership d
   JOIN pupil_group g ON g.id = d.group_id AND g.kind = 'division'
  WHERE d.pupil_id = p.id AND d.school_id = %(school)s AND d.begins_on <= %(today)s
    AND (d.ends_on IS NULL OR d.ends_on > %(today)s) ORDER BY d.begins_on DESC LIMIT 1)
"""

_IN_FORCE = f"""
SELECT p.id, p.last_name || ' ' || p.first_name, coalesce({_DIVISION}, ''),
       array_agg(a.code ORDER BY a.code)
  FROM accompaniment a
  JOIN person p ON p.id = a.pupil_id
 WHERE a.school_id = %(school)s AND a.begins_on <= %(today)s AND (a.ends_on IS NULL OR a.ends_on > %(today)s)
   AND {_REACHED}
 GROUP BY p.id
 ORDER BY 3, p.sorting_name, p.id
"""  # noqa: S608 - our own pieces

_FOUND = f"""
SELECT p.id, p.last_name || ' ' || p.first_name, coalesce({_DIVISION}, '')
  FROM enrolment e JOIN person p ON p.id = e.pupil_id
 WHERE e.school_id = %(school)s AND e.begins_on <= %(today)s AND (e.ends_on IS NULL OR e.ends_on > %(today)s)
   AND p.sorting_name LIKE %(begins)s
 ORDER BY p.sorting_name, p.id LIMIT 20
"""  # noqa: S608 - our own pieces

_OF_PUPIL = f"""
SELECT p.last_name || ' ' || p.first_name, coalesce({_DIVISION}, ''), a.id, a.code, a.detail, a.begins_on,
       a.ends_on
  FROM person p
  LEFT JOIN accompaniment a ON a.pupil_id = p.id AND a.school_id = %(school)s
 WHERE p.id = %(pupil)s AND {_REACHED}
 ORDER BY a.ends_on IS NOT NULL, a.begins_on DESC, a.id DESC
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class PupilWithPlans:
    """A pupil and the codes of her plans in force."""

    pupil_id: int
    name: str
    division: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan, in force (`ends_on` None) or ended."""

    plan_id: int
    code: str
    detail: str
    begins_on: date
    ends_on: date | None

    def is_in_force(self, day: date) -> bool:
        """True until the day it ends; of one that has not begun too."""
        return self.ends_on is None or self.ends_on > day


@dataclass(frozen=True, slots=True)
class PlansOfPupil:
    """A pupil and her plans, those in force first."""

    pupil_id: int
    name: str
    division: str
    plans: tuple[PlanLine, ...]


def plans_in_force(actor: Actor, school_id: int) -> tuple[PupilWithPlans, ...]:
    """Of the pupils whose team the actor is of, in one statement.

    Errors: `NotAllowed` for who reads no plan here.
    """
    with connection.cursor() as cursor:
        rows = cursor.execute(_IN_FORCE, _asked(actor, school_id)).fetchall()
    return tuple(PupilWithPlans(pk, name, division, tuple(codes)) for pk, name, division, codes in rows)


def pupils_found(actor: Actor, school_id: int, begins: str) -> tuple[PupilWithPlans, ...]:
    """The pupils of the school whose folded name begins so, twenty at most. The caller has decided."""
    asked = {**_asked(actor, school_id), "begins": begins.replace("%", "").replace("_", "") + "%"}
    with connection.cursor() as cursor:
        return tuple(PupilWithPlans(*row) for row in cursor.execute(_FOUND, asked).fetchall())


def plans_of_pupil(actor: Actor, school_id: int, pupil_id: int) -> PlansOfPupil:
    """In one statement. Errors: `NotAllowed` for who is not of her team."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_OF_PUPIL, {**_asked(actor, school_id), "pupil": pupil_id}).fetchall()
    if not rows:
        raise NotAllowed
    plans = tuple(PlanLine(*row[2:]) for row in rows if row[2] is not None)
    return PlansOfPupil(pupil_id, rows[0][0], rows[0][1], plans)


def _asked(actor: Actor, school_id: int) -> dict[str, Any]:
    every = reads_every_plan(actor, school_id)
    if not every and not may_read_plans_of_taught(actor, school_id):
        raise NotAllowed
    return {"school": school_id, "actor": actor.person_id, "today": clock.today(), "every": every}
