"""Take an evaluation out of a gradebook."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.actions.write_evaluation import check_open
from preau.grading.book import load_gradebook
from preau.grading.events import EvaluationWithdrawn
from preau.grading.models import Evaluation
from preau.grading.policies import may_write
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def withdraw_evaluation(
    *, actor: Actor, school_id: int, gradebook_id: int, evaluation_id: int, with_marks: bool = False
) -> None:
    """Nobody sees it any more and it counts no more; its marks are kept. Twice has one effect.

    Errors: `NotAllowed` for who does not write in this gradebook; `NotPossible` when it has marks and `with_marks`
    was not said, or its term is locked.
    """
    book = load_gradebook(gradebook_id, school_id=school_id)
    if not may_write(actor, book):
        raise NotAllowed
    evaluation = (
        Evaluation.objects.select_for_update(no_key=True)
        .filter(pk=evaluation_id, gradebook_id=gradebook_id)
        .first()
    )
    if evaluation is None:
        raise NotAllowed
    if evaluation.withdrawn_at is not None:
        return
    check_open(actor, book, evaluation.counts_on)
    if evaluation.marked and not with_marks:
        raise NotPossible(_("Des notes sont données\u202f: confirmez que l’évaluation s’efface avec elles."))
    evaluation.withdrawn_at, evaluation.withdrawn_by_id = clock.now(), actor.person_id
    evaluation.save(update_fields=["withdrawn_at", "withdrawn_by_id"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gradebook SET version = version + 1 WHERE id = %s", [gradebook_id])
    record(EvaluationWithdrawn(school_id, gradebook_id, evaluation_id), actor=actor)
