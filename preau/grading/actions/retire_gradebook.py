"""Take away a gradebook that has no mark (capability C79)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.actions.arrange_gradebooks import marked_among
from preau.grading.book_choices import FROM_FEED
from preau.grading.events_books import GradebookRetired
from preau.grading.models import Gradebook, GradebookTeacher
from preau.grading.policies import may_arrange
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def retire_gradebook(*, actor: Actor, school_id: int, gradebook_id: int) -> None:
    """Nobody is offered it any more; opened again, it has what it had. Twice has one effect.

    Errors: `NotAllowed` for who arranges nothing in this school, or an unknown gradebook; `NotPossible` when marks
    are given in it, or when the timetable teaches it: the next night would open it again.
    """
    if not may_arrange(actor, school_id):
        raise NotAllowed
    book = Gradebook.objects.select_for_update(no_key=True).filter(school_id=school_id, pk=gradebook_id).first()
    if book is None:
        raise NotAllowed
    if book.closed_at is not None:
        return
    if marked_among([book]):
        raise NotPossible(_("Des notes y sont données\u202f: ce carnet reste."))
    if GradebookTeacher.objects.filter(gradebook=book, origin=FROM_FEED, ends_on=None).exists():
        raise NotPossible(
            _(
                "L’emploi du temps enseigne cette matière. Pour qu’elle n’ait pas de notes, "
                "dites qu’elle n’est pas évaluée."
            )
        )
    book.closed_at = clock.now()
    book.save(update_fields=["closed_at"])
    record(GradebookRetired(school_id, gradebook_id), actor=actor)
