"""Rename a skill of a school, or keep it for one subject."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.grading.arranging import check_subject, checked_label, skill_to_arrange
from preau.grading.events_skills import SkillWritten
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def change_skill(*, actor: Actor, school_id: int, skill_id: int, label: str, subject_id: int | None) -> None:
    """The new label is read in what was already evaluated too. `subject_id` None: every subject is offered it.

    Errors: those of `skill_to_arrange`, `checked_label` and `check_subject`.
    """
    skill = skill_to_arrange(actor, school_id, skill_id)
    label = checked_label(school_id, skill.cycle, skill.domain, label, but=skill.pk)
    if subject_id != skill.subject_id:
        check_subject(school_id, subject_id)
    if (label, subject_id) == (skill.label, skill.subject_id):
        return
    skill.label, skill.subject_id = label, subject_id
    skill.save(update_fields=["label", "subject"])
    record(SkillWritten(school_id, skill.pk), actor=actor)
