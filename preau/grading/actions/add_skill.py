"""Add a skill to the referential of a school."""

from __future__ import annotations

import uuid

from django.db.models import Max

from preau.foundation.ledger.record import record
from preau.grading.arranging import check_subject, checked_label
from preau.grading.events_skills import SkillWritten
from preau.grading.models import Skill
from preau.grading.policies import may_arrange_skills
from preau.grading.referential import domains_of
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def add_skill(
    *, actor: Actor, school_id: int, cycle: int, domain: str, label: str, subject_id: int | None, key: uuid.UUID
) -> int:
    """Add it at the end of its domain; `subject_id`: only offered there. Sent twice with the same `key`, it is
    added once. Returns its id.

    Errors: `NotAllowed` for who arranges no skills in this school, a domain that is not of the cycle, a subject
    that is not taught; `NotPossible` for a label that does not hold.
    """
    if not may_arrange_skills(actor, school_id) or domain not in domains_of(cycle):
        raise NotAllowed
    check_subject(school_id, subject_id)
    there = Skill.objects.filter(school_id=school_id, cycle=cycle)
    code = f"{domain}.{key.hex}"
    known = there.filter(code=code).first()
    if known is not None:
        return known.pk
    last = there.filter(domain=domain).aggregate(last=Max("position"))["last"] or 0
    said = {"domain": domain, "label": checked_label(school_id, cycle, domain, label), "subject_id": subject_id}
    skill, is_new = Skill.objects.get_or_create(
        school_id=school_id, cycle=cycle, code=code, defaults={**said, "position": last + 1}
    )
    if is_new:
        record(SkillWritten(school_id, skill.pk), actor=actor)
    return skill.pk
