"""A passage was an error: another pupil, another place."""

from __future__ import annotations

from preau.attendance.events_elsewhere import PassageWithdrawn
from preau.attendance.models import Passage
from preau.attendance.policies import places_of
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def withdraw_passage(*, actor: Actor, school_id: int, passage_id: int) -> Passage:
    """It counts no more and is never erased; twice is once.

    Errors: `NotAllowed` for who notes nobody at that place, or a passage of another school.
    """
    passage = Passage.objects.select_for_update().filter(school_id=school_id, pk=passage_id).first()
    if passage is None or passage.place not in places_of(actor, school_id):
        raise NotAllowed
    if passage.withdrawn_at is None:
        passage.withdrawn_at = clock.now()
        passage.withdrawn_by_id = actor.person_id
        passage.save(update_fields=["withdrawn_at", "withdrawn_by_id"])
        record(PassageWithdrawn(school_id, passage.pk, passage.pupil_id), actor=actor)
    return passage
