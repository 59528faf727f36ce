"""Have the common skills of a cycle back as they were at the start (capability C86)."""

from __future__ import annotations

from django.db.models import F

from preau.foundation.ledger.record import record
from preau.grading.events_skills import SkillsRestored
from preau.grading.models import Skill
from preau.grading.policies import may_arrange_skills
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def restore_skills(*, actor: Actor, school_id: int, cycle: int) -> int:
    """The common skills of this cycle have their first labels, are offered everywhere and shown again; those of
    the school stay as they are, and so does the order. Twice has one effect. Returns how many changed.

    Errors: `NotAllowed` for who arranges no skills in this school.
    """
    if not may_arrange_skills(actor, school_id):
        raise NotAllowed
    common = Skill.objects.filter(school_id=school_id, cycle=cycle).exclude(starting_label="")
    as_at_first = common.filter(label=F("starting_label"), is_hidden=False, subject=None)
    changed = common.exclude(pk__in=as_at_first.values("pk")).update(
        label=F("starting_label"), is_hidden=False, subject=None
    )
    if changed:
        record(SkillsRestored(school_id, cycle, changed), actor=actor)
    return changed
