"""Put a group of the school away: nobody is in it any more, its past can still be read."""

from __future__ import annotations

from preau.directory.events import GroupArchived
from preau.directory.models import Membership
from preau.directory.policies import changeable_groups, may_manage_groups
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def archive_group(*, actor: Actor, school_id: int, group_id: int) -> None:
    """Who is in the group leaves it today; who was to enter it later never will. Its name is free again.

    Errors: `NotAllowed` for a group that is not of the school's making, or archived already.
    """
    known = changeable_groups(actor).select_for_update(no_key=True)
    group = known.filter(school_id=school_id, pk=group_id).first()
    if group is None or not may_manage_groups(actor, school_id):
        raise NotAllowed
    today = clock.today()
    members = Membership.objects.filter(school_id=school_id, group_id=group_id)
    members.filter(begins_on__gt=today).delete()
    members.exclude(ends_on__lte=today).update(ends_on=today)
    group.closed_on = today
    group.save(update_fields=["closed_on"])
    record(GroupArchived(school_id, group_id, today), actor=actor)
