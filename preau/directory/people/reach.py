"""Which pupils of a school an actor reaches today, as SQL that other statements stand on.

Everything starts from the school, by the indexes of its enrolments and posts, and meets persons by their key:
a person and a guardianship belong to no school. A stretch is open on a day when it has begun and has not ended;
« no end yet » alone would miss who leaves next month.

Parameters of every piece: `school`, `actor` (a person's id), `day`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from preau.directory.policies import Reach
from preau.kernel.actor import Actor


def during(row: str, day: str = "day") -> str:
    """The dated row is open on the day of this parameter: `day` is that on which the actor reaches somebody."""
    return f"{row}.begins_on <= %({day})s AND ({row}.ends_on IS NULL OR {row}.ends_on > %({day})s)"


#: Divisions of which the actor is form teacher.
FORM_GROUPS = f"""
SELECT f.group_id FROM form_teacher f
 WHERE f.person_id = %(actor)s AND f.school_id = %(school)s AND {during("f")}
"""  # noqa: S608 - our own constants

#: Groups that the actor teaches, or is form teacher of.
TIED_GROUPS = f"""
SELECT c.group_id FROM course c
 WHERE c.teacher_id = %(actor)s AND c.school_id = %(school)s AND {during("c")}
 UNION {FORM_GROUPS}
"""  # noqa: S608 - same


def pupils_in(reach: Reach, *, only: str = "") -> str:
    """The `pupil_id` of pupils enrolled that the actor reaches. `only`: one more condition on the row `e`."""
    return _pupils(reach, TIED_GROUPS, only)


def families_in(reach: Reach, *, only: str = "") -> str:
    """The `pupil_id` of pupils whose family the actor reaches: narrower than `pupils_in` for a teacher."""
    return _pupils(reach, FORM_GROUPS, only)


def groups_in(reach: Reach) -> str:
    """A condition on the row `g`: the actor reads this class or group."""
    return {Reach.SCHOOL: "true", Reach.TIED: f"g.id IN ({TIED_GROUPS})", Reach.NONE: "false"}[reach]


def asked(actor: Actor, school_id: int, day: date, **more: Any) -> dict[str, Any]:
    """The parameters of the pieces above, and `more`."""
    return {"school": school_id, "actor": actor.person_id, "day": day, **more}


def _pupils(reach: Reach, groups: str, only: str) -> str:
    tied = {
        Reach.SCHOOL: "true",
        Reach.TIED: f"""e.pupil_id IN (
            SELECT m.pupil_id FROM membership m
             WHERE m.school_id = %(school)s AND m.group_id IN ({groups}) AND {during("m")})""",  # noqa: S608
        Reach.NONE: "false",
    }[reach]
    return f"""
SELECT e.pupil_id FROM enrolment e
 WHERE e.school_id = %(school)s AND {during("e")} AND {tied}{f" AND {only}" if only else ""}
"""  # noqa: S608 - our own constants
