"""The bell rings: everybody leaves study hall for a lesson."""

from __future__ import annotations

from preau.attendance.events_elsewhere import PassageEnded
from preau.attendance.models import Passage
from preau.attendance.policies import places_of
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def end_study(*, actor: Actor, school_id: int) -> int:
    """Whoever is in study hall leaves it now; how many were there.

    Errors: `NotAllowed` for who notes nobody in study hall.
    """
    if Passage.Place.STUDY not in places_of(actor, school_id):
        raise NotAllowed
    now = clock.now()
    there = Passage.objects.select_for_update().filter(
        school_id=school_id,
        held_on=clock.school_day(now),
        place=Passage.Place.STUDY,
        left_at=None,
        withdrawn_at=None,
    )
    left = list(there.values_list("pk", "pupil_id"))
    Passage.objects.filter(pk__in=[pk for pk, _pupil in left]).update(
        left_at=now, left_to=Passage.Next.LESSON, left_by_id=actor.person_id
    )
    for passage_id, pupil_id in left:
        record(PassageEnded(school_id, passage_id, pupil_id), actor=actor)
    return len(left)
