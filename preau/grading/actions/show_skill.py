"""Hide a skill of a school, or show it again."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.grading.arranging import skill_to_arrange
from preau.grading.events_skills import SkillWritten
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def show_skill(*, actor: Actor, school_id: int, skill_id: int, is_hidden: bool) -> None:
    """A hidden skill is no longer offered; what was evaluated of it stays. Twice has one effect.

    Errors: those of `skill_to_arrange`.
    """
    skill = skill_to_arrange(actor, school_id, skill_id)
    if skill.is_hidden == is_hidden:
        return
    skill.is_hidden = is_hidden
    skill.save(update_fields=["is_hidden"])
    record(SkillWritten(school_id, skill.pk), actor=actor)
