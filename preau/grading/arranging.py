"""What the actions that arrange the skills of a school share: which one, and what its label may be."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.grading.models import Gradebook, Skill
from preau.grading.policies import may_arrange_skills
from preau.grading.rules import SKILL_LENGTH
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


def skill_to_arrange(actor: Actor, school_id: int, skill_id: int) -> Skill:
    """The skill of this school, held until the end of the transaction.

    Errors: `NotAllowed` for who arranges no skills there, or a skill that is not of this school.
    """
    if not may_arrange_skills(actor, school_id):
        raise NotAllowed
    skill = Skill.objects.select_for_update(no_key=True).filter(pk=skill_id, school_id=school_id).first()
    if skill is None:
        raise NotAllowed
    return skill


def checked_label(school_id: int, cycle: int, domain: str, label: str, *, but: int = 0) -> str:
    """The label, tidied. Errors: `NotPossible` when it is empty, too long, or that of a neighbour."""
    tidy = " ".join(label.split())
    if not tidy:
        raise NotPossible(_("Écrivez ce que l’élève sait faire."), field="label")
    if len(tidy) > SKILL_LENGTH:
        raise NotPossible(
            _("Une compétence s’écrit en %(most)s caractères au plus\u202f: celle-ci en a %(count)s.")
            % {"most": SKILL_LENGTH, "count": len(tidy)},
            field="label",
        )
    neighbours = Skill.objects.filter(school_id=school_id, cycle=cycle, domain=domain).exclude(pk=but)
    if any(tidy.casefold() == other.casefold() for other in neighbours.values_list("label", flat=True)):
        raise NotPossible(_("Ce domaine a déjà une compétence de ce nom."), field="label")
    return tidy


def check_subject(school_id: int, subject_id: int | None) -> None:
    """Errors: `NotAllowed` for a subject that this school does not teach."""
    if subject_id is None:
        return
    if not Gradebook.objects.filter(school_id=school_id, subject_id=subject_id).exists():
        raise NotAllowed
