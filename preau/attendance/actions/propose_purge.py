"""Propose to the direction that the presence of a year that is over be erased."""

from __future__ import annotations

from preau.attendance.events_year import PurgeProposed
from preau.attendance.models import PresencePurge
from preau.attendance.queries.summary import rows_that_go
from preau.directory.models import SchoolYear
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed


@action
def propose_purge(*, actor: Actor, school_id: int) -> int:
    """Once for each year that is over and left something; again when the day it was put off to has come. Returns
    how many were proposed: nothing is ever erased without the direction.

    Errors: `NotAllowed` for anybody but Préau itself.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    today, proposed = clock.today(), 0
    for year in SchoolYear.objects.filter(ends_on__lt=today):
        if not rows_that_go(school_id, year.ends_on):
            continue
        purge, is_new = PresencePurge.objects.get_or_create(school_id=school_id, year=year)
        is_due = purge.put_off_until is not None and purge.put_off_until <= today
        if purge.asked_at is None and (is_new or is_due):
            purge.put_off_until = None
            purge.save(update_fields=["put_off_until"])
            record(PurgeProposed(school_id, year.pk), actor=actor)
            proposed += 1
    return proposed
