"""Which skills an evaluation evaluates, and what a form that changes one started from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.utils.translation import gettext as _

from preau.grading.models import Evaluation, EvaluationSkill, Skill, SkillMark
from preau.kernel.refusals import NotAllowed, NotPossible

#: What a teacher says of it, but for its skills.
_SAID = (
    "title", "held_on", "counts_on", "published_on", "out_of", "coefficient", "is_rescaled", "is_formative",
    "counts", "kind_id", "sub_subject_id", "comment", "is_comment_shown",
)  # fmt: skip


def field_of(domain: str) -> str:
    """The field of a form that offers the skills of a domain."""
    return f"skills_{domain}"


def seen_of(evaluation: Evaluation, skill_ids: Iterable[int]) -> str:
    """A sign of what is said of it, its skills included, whatever marks are given: whoever changes it says which
    one she saw.
    """
    said = [getattr(evaluation, name) for name in _SAID]
    shown = [str(one) for one in (*said, *sorted(skill_ids))]
    return sha256("\n".join(shown).encode()).hexdigest()[:16]


def skills_of_evaluation(evaluation: Evaluation) -> list[int]:
    """The ids of the skills it evaluates."""
    return list(EvaluationSkill.objects.filter(evaluation=evaluation).values_list("skill_id", flat=True))


def set_skills(evaluation: Evaluation, skill_ids: Sequence[int]) -> bool:
    """Make these the skills of the evaluation, in the order of the referential. True when that changed something.

    Errors: `NotAllowed` for a skill that is not of its school, or is hidden and was not chosen before;
    `NotPossible` for one that is taken away while levels are given.
    """
    chosen = set(skill_ids)
    there = EvaluationSkill.objects.filter(evaluation=evaluation)
    before = set(there.values_list("skill_id", flat=True))
    if chosen == before:
        return False
    added = list(Skill.objects.filter(school_id=evaluation.school_id, pk__in=chosen - before, is_hidden=False))
    if len(added) < len(chosen - before):
        raise NotAllowed
    _check_unmarked(evaluation, before - chosen)
    there.exclude(skill_id__in=chosen).delete()
    EvaluationSkill.objects.bulk_create(
        [EvaluationSkill(school_id=evaluation.school_id, evaluation=evaluation, skill=skill) for skill in added]
    )
    _put_in_order(evaluation)
    return True


def _check_unmarked(evaluation: Evaluation, skill_ids: set[int]) -> None:
    marked = (
        SkillMark.objects.filter(evaluation=evaluation, skill_id__in=skill_ids, level__isnull=False)
        .select_related("skill")
        .first()
    )
    if marked is not None:
        raise NotPossible(
            _("«\u202f%(label)s\u202f»\u202f: des niveaux sont déjà donnés, videz-les avant de la retirer.")
            % {"label": marked.skill.label},
            field=field_of(marked.skill.domain),
        )


def _put_in_order(evaluation: Evaluation) -> None:
    rows = list(EvaluationSkill.objects.filter(evaluation=evaluation).select_related("skill"))
    rows.sort(key=lambda row: (row.skill.cycle, row.skill.domain, row.skill.position, row.skill_id))
    for position, row in enumerate(rows):
        row.position = position
    EvaluationSkill.objects.bulk_update(rows, ["position"])
