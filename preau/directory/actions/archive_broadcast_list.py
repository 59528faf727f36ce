"""Put a broadcast list away."""

from __future__ import annotations

from preau.directory.events import BroadcastListArchived
from preau.directory.policies import may_manage_groups, visible_lists
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def archive_broadcast_list(*, actor: Actor, school_id: int, list_id: int) -> None:
    """Nobody sees it nor writes to it any more; its name is free again.

    Error: `NotAllowed` for who does not make groups here, or an unknown list.
    """
    written = visible_lists(actor).filter(school_id=school_id, pk=list_id).first()
    if written is None or not may_manage_groups(actor, school_id):
        raise NotAllowed
    written.is_archived = True
    written.save(update_fields=["is_archived"])
    record(BroadcastListArchived(school_id, list_id), actor=actor)
