"""Remind the teachers of a lesson that its roll is still to be called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.attendance.events import RollNudged
from preau.attendance.models import RollNudge
from preau.attendance.policies import may_see_board
from preau.attendance.rules import NUDGED_AGAIN_AFTER, RollState
from preau.attendance.sheet import load_lesson
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def nudge_roll(*, actor: Actor, school_id: int, lesson_id: int) -> RollNudge:
    """Remind them; within ten minutes of a reminder, by whomever, another one adds nothing.

    Errors: `NotAllowed` for who does not see the board of this school, or a lesson of another one; `NotPossible`
    when the roll is not late any more (it was called, or the lesson was cancelled), or nobody teaches the lesson.
    """
    if not may_see_board(actor, school_id):
        raise NotAllowed
    lesson = load_lesson(lesson_id, school_id=school_id, to_change=True)
    if lesson.is_cancelled or lesson.state is not RollState.FORGOTTEN:
        raise NotPossible(_("Cet appel n’est plus à relancer."))
    if not lesson.teacher_ids:
        raise NotPossible(_("Ce cours n’a pas d’enseignant\u202f: personne n’est à relancer."))
    now = clock.now()
    last = RollNudge.objects.filter(school_id=school_id, lesson_id=lesson_id).order_by("-nudged_at").first()
    if last is not None and now < last.nudged_at + NUDGED_AGAIN_AFTER:
        return last
    nudge = RollNudge.objects.create(
        school_id=school_id, lesson_id=lesson_id, nudged_at=now, nudged_by_id=actor.person_id
    )
    record(RollNudged(school_id, lesson_id), actor=actor)
    return nudge
