"""Give a skill another place in its domain."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.grading.arranging import skill_to_arrange
from preau.grading.events_skills import SkillMoved
from preau.grading.models import Skill
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def move_skill(*, actor: Actor, school_id: int, skill_id: int, place: int) -> None:
    """Put it at this place of its domain, from 0; before the first or after the last, it stays at the end. Twice
    has one effect.

    Errors: those of `skill_to_arrange`.
    """
    skill = skill_to_arrange(actor, school_id, skill_id)
    domain = Skill.objects.filter(school_id=school_id, cycle=skill.cycle, domain=skill.domain)
    before = list(domain.select_for_update(no_key=True).order_by("position", "id"))
    after = [one for one in before if one.pk != skill.pk]
    after.insert(min(max(place, 0), len(after)), skill)
    if [one.pk for one in after] == [one.pk for one in before]:
        return
    for position, one in enumerate(after, 1):
        one.position = position
    Skill.objects.bulk_update(after, ["position"])
    record(SkillMoved(school_id, skill.pk), actor=actor)
