"""Decide levels of a pupil over what is computed, for a term or for the cycle (capability C88)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.models import Person
from preau.foundation.ledger.record import record
from preau.grading.events_skills import SkillsDecided
from preau.grading.followed import Followed, followed_pupil
from preau.grading.models import Skill, SkillFinal
from preau.grading.policies import may_decide_levels
from preau.grading.skill_words import SkillWords, words_of
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('skill_final', %s))"


@dataclass(frozen=True, slots=True)
class Decision:
    """The level decided of a skill (None: the computed one stands again), over the decision that was seen
    (None: there was none).
    """

    skill_id: int
    level: int | None
    seen: int | None


@action
def decide_skills(
    *, actor: Actor, school_id: int, pupil_id: int, term_id: int | None, decisions: Sequence[Decision]
) -> int:
    """Write these levels, all or none; `term_id` None: for the cycle. Sent twice, they are decided once. Returns
    how many changed.

    Errors: `NotAllowed` for who does not teach this pupil, a term of another class, a skill of another cycle;
    `NotPossible` for a term that is closed, or when a colleague decided otherwise meanwhile.
    """
    pupil = followed_pupil(pupil_id, school_id=school_id)
    if not may_decide_levels(actor, school_id, pupil.team_ids):
        raise NotAllowed
    _check_term(pupil, term_id)
    last = {one.skill_id: one for one in decisions}
    if any(one.level not in {None, 0, 1, 2, 3, 4} for one in last.values()):
        raise NotAllowed
    skills = {one.pk: one for one in Skill.objects.filter(pk__in=last, school_id=school_id, cycle=pupil.cycle)}
    if len(skills) < len(last):
        raise NotAllowed
    # Teachers of one pupil follow each other.
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [pupil_id])
    there = SkillFinal.objects.filter(pupil_id=pupil_id, skill_id__in=last)
    there = there.filter(term=None) if term_id is None else there.filter(term_id=term_id)
    before = {one.skill_id: one for one in there}
    words, changed = words_of(school_id), []
    for skill_id, decision in last.items():
        known = before.get(skill_id)
        now = known.level if known else None
        if decision.level == now:
            continue
        if decision.seen != now:
            raise NotPossible(_meanwhile(skills[skill_id], known, words))
        _write(actor, pupil, term_id, decision, known)
        changed.append(skill_id)
    if changed:
        record(SkillsDecided(school_id, pupil_id, term_id or 0, sorted(changed)), actor=actor)
    return len(changed)


def _check_term(pupil: Followed, term_id: int | None) -> None:
    if term_id is None:
        return
    term = pupil.term(str(term_id))
    if term is None:
        raise NotAllowed
    if term.is_closed:
        raise NotPossible(_("Cette période est fermée\u202f: ses niveaux ne changent plus."))


def _write(
    actor: Actor, pupil: Followed, term_id: int | None, decision: Decision, known: SkillFinal | None
) -> None:
    if decision.level is None:
        assert known is not None
        known.delete()
        return
    said = {"level": decision.level, "decided_at": clock.now(), "decided_by_id": actor.person_id}
    if known is None:
        SkillFinal.objects.create(
            school_id=pupil.school_id, pupil_id=pupil.pupil_id, skill_id=decision.skill_id, term_id=term_id, **said
        )
        return
    for name, value in said.items():
        setattr(known, name, value)
    known.version += 1
    known.save(update_fields=[*said, "version"])


def _meanwhile(skill: Skill, known: SkillFinal | None, words: SkillWords) -> str:
    if known is None:
        return _("«\u202f%(skill)s\u202f»\u202f: un collègue est revenu au niveau calculé entre-temps.") % {
            "skill": skill.label
        }
    author = Person.objects.get(pk=known.decided_by_id)
    return _("«\u202f%(skill)s\u202f»\u202f: %(who)s a décidé «\u202f%(level)s\u202f» entre-temps.") % {
        "skill": skill.label,
        "who": f"{author.first_name} {author.last_name}",
        "level": words.levels[known.level].label,
    }
