"""Remove a part of a subject in which nothing is evaluated (rule B2.6)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.events_books import SubSubjectWritten
from preau.grading.models import Evaluation, Gradebook, SubSubject
from preau.grading.policies import may_arrange
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def remove_sub_subject(*, actor: Actor, school_id: int, gradebook_id: int, sub_subject_id: int) -> None:
    """It is offered no more. Twice has one effect.

    Errors: `NotAllowed` for who arranges nothing in this school, or a part that is not of this gradebook;
    `NotPossible` when an evaluation is in it.
    """
    if not may_arrange(actor, school_id):
        raise NotAllowed
    # Held first, as everywhere: whoever adds an evaluation holds the gradebook too.
    book = Gradebook.objects.select_for_update(no_key=True).filter(school_id=school_id, pk=gradebook_id).first()
    part = SubSubject.objects.filter(gradebook_id=gradebook_id, pk=sub_subject_id).first()
    if book is None or part is None:
        raise NotAllowed
    if part.removed_at is not None:
        return
    if Evaluation.objects.filter(sub_subject=part, withdrawn_at=None).exists():
        raise NotPossible(_("Des évaluations sont dans cette sous-matière\u202f: elle reste."))
    part.removed_at = clock.now()
    part.save(update_fields=["removed_at"])
    book.version += 1
    book.save(update_fields=["version"])
    record(SubSubjectWritten(school_id, gradebook_id, sub_subject_id), actor=actor)
