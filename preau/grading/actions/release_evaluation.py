"""Say that an evaluation may be seen, when its hour has come."""

from __future__ import annotations

from django.db import connection

from preau.foundation.ledger.record import record
from preau.grading.events import EvaluationReleased
from preau.grading.models import Evaluation
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed


@action
def release_evaluation(*, actor: Actor, school_id: int, evaluation_id: int) -> bool:
    """Tell the open pages of its pupils that there is something to see, and have the figures counted again; asked
    too early, or of one that was withdrawn, it tells nothing. False when nothing was told.

    Errors: `NotAllowed` for anybody but Préau itself: a teacher publishes by a date.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    evaluation = Evaluation.objects.filter(pk=evaluation_id, school_id=school_id, withdrawn_at=None).first()
    if evaluation is None or evaluation.released_at is None or evaluation.released_at > clock.now():
        return False
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gradebook SET version = version + 1 WHERE id = %s", [evaluation.gradebook_id])
    record(EvaluationReleased(school_id, evaluation.gradebook_id, evaluation_id), actor=actor)
    return True
