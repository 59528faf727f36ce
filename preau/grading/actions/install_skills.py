"""Give a school the common skills (capability C86)."""

from __future__ import annotations

from django.db import connection

from preau.directory.models import School
from preau.foundation.ledger.record import record
from preau.grading.events_skills import SkillsInstalled
from preau.grading.policies import may_arrange_skills
from preau.grading.referential import cycles_of, starting_skills
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

_GIVE = """
INSERT INTO skill (school_id, cycle, domain, code, label, starting_label, position)
SELECT %(school)s, v.cycle, v.domain, v.code, v.label, v.label, v.position
  FROM unnest(%(cycles)s::smallint[], %(domains)s::text[], %(codes)s::text[], %(labels)s::text[],
              %(positions)s::smallint[]) AS v(cycle, domain, code, label, position)
    ON CONFLICT (school_id, cycle, code) DO NOTHING
"""


@action
def install_skills(*, actor: Actor, school_id: int) -> int:
    """Give the school the common skills of the cycles it teaches that it does not have yet, and leave those it has
    as it arranged them. A second run adds none. Returns how many were added.

    Errors: `NotAllowed` for who arranges no skills in this school; Préau itself may.
    """
    if actor is not SYSTEM and not may_arrange_skills(actor, school_id):
        raise NotAllowed
    cycles = cycles_of(School.objects.get(pk=school_id).kind)
    given = [one for one in starting_skills() if one.cycle in cycles]
    with connection.cursor() as cursor:
        added = cursor.execute(
            _GIVE,
            {
                "school": school_id,
                "cycles": [one.cycle for one in given],
                "domains": [one.domain for one in given],
                "codes": [one.code for one in given],
                "labels": [one.label for one in given],
                "positions": [one.position for one in given],
            },
        ).rowcount
    if added:
        record(SkillsInstalled(school_id, added), actor=actor)
    return int(added)
