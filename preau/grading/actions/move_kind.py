"""Put a kind of evaluation one place higher or lower."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.grading.events_settings import KindMoved
from preau.grading.models import EvaluationKind
from preau.grading.policies import may_set
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def move_kind(*, actor: Actor, school_id: int, kind_id: int, is_up: bool) -> None:
    """It changes places with its neighbour; the first does not go higher, nor the last lower.

    Error: `NotAllowed` for who does not set marks in this school, or a kind that is not of it.
    """
    if not may_set(actor, school_id):
        raise NotAllowed
    kinds = list(EvaluationKind.objects.select_for_update().filter(school_id=school_id).order_by("position", "id"))
    mine = next((one for one in kinds if one.pk == kind_id), None)
    if mine is None:
        raise NotAllowed
    at = kinds.index(mine)
    to = at - 1 if is_up else at + 1
    if not 0 <= to < len(kinds):
        return
    kinds[at], kinds[to] = kinds[to], kinds[at]
    moved = []
    for position, one in enumerate(kinds):
        if one.position != position:
            one.position = position
            moved.append(one)
    EvaluationKind.objects.bulk_update(moved, ["position"])
    record(KindMoved(school_id, kind_id), actor=actor)
