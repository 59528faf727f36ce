"""Ask that the presence of a year that is over be erased."""

from __future__ import annotations

from preau.attendance.events_year import PurgeAsked
from preau.attendance.models import PresencePurge
from preau.attendance.policies import may_end_year
from preau.attendance.year_end import over_year
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def ask_purge(*, actor: Actor, school_id: int, year_id: int) -> None:
    """A job does it soon; asked twice, it is done once.

    Errors: `NotAllowed` for who is not of the direction; `NotPossible` for a year that is not over.
    """
    if not may_end_year(actor, school_id):
        raise NotAllowed
    over_year(year_id)
    PresencePurge.objects.get_or_create(school_id=school_id, year_id=year_id)
    purge = PresencePurge.objects.select_for_update().get(school_id=school_id, year_id=year_id)
    if purge.asked_at is not None:
        return
    purge.asked_at, purge.asked_by_id = clock.now(), actor.person_id
    purge.save(update_fields=["asked_at", "asked_by_id"])
    record(PurgeAsked(school_id, year_id), actor=actor)
