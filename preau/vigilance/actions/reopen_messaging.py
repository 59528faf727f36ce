"""Open messaging again, in one gesture, wherever one gesture had suspended it."""

from __future__ import annotations

from uuid import UUID

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed
from preau.vigilance.events import MessagingReopened
from preau.vigilance.models import Freeze
from preau.vigilance.perimeter import perimeter
from preau.vigilance.policies import FREEZE


@action
def reopen_messaging(*, actor: Actor, gesture: UUID) -> int:
    """Lift what this gesture suspended, in the schools that are hers. Returns how many; twice is once.

    A head does not lift what an administrator decided, nor the other way round: `NotAllowed`, as for a gesture
    that is unknown in her schools.
    """
    with perimeter(actor, FREEZE) as places:
        hers = Freeze.objects.filter(
            gesture=gesture, is_above=actor.is_a(Profile.AGENT), school_id__in=[place.id for place in places]
        )
        if not hers.exists():
            raise NotAllowed
        standing = list(hers.filter(lifted_at=None).select_for_update())
        hers.filter(lifted_at=None).update(lifted_at=clock.now(), lifted_by_id=actor.person_id)
        for one in standing:
            record(MessagingReopened(one.school_id, one.pk), actor=actor)
    return len(standing)
