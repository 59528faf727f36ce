"""Put a gradebook one place higher or lower among those of its group: the order of the report card."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.grading.events_books import GradebookMoved
from preau.grading.models import Gradebook
from preau.grading.policies import may_arrange
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def move_gradebook(*, actor: Actor, school_id: int, gradebook_id: int, is_up: bool) -> None:
    """It changes places with its neighbour; the first does not go higher, nor the last lower.

    Error: `NotAllowed` for who arranges nothing in this school, or a gradebook that is not open in it.
    """
    if not may_arrange(actor, school_id):
        raise NotAllowed
    mine = Gradebook.objects.filter(school_id=school_id, pk=gradebook_id, closed_at=None).first()
    if mine is None:
        raise NotAllowed
    row = list(
        Gradebook.objects.select_for_update(no_key=True)
        .filter(school_id=school_id, year_id=mine.year_id, group_id=mine.group_id, closed_at=None)
        .order_by("position", "id")
    )
    at = next(index for index, one in enumerate(row) if one.pk == gradebook_id)
    to = at - 1 if is_up else at + 1
    if not 0 <= to < len(row):
        return
    row[at], row[to] = row[to], row[at]
    moved = []
    for position, one in enumerate(row, start=1):
        if one.position != position:
            one.position = position
            moved.append(one)
    Gradebook.objects.bulk_update(moved, ["position"])
    record(GradebookMoved(school_id, gradebook_id), actor=actor)
