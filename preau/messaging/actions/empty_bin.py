"""Empty one's bin: what was in it is in one's box no more, and stays in those of others."""

from __future__ import annotations

from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.messaging.models import Copy, Folder


@action
def empty_bin(*, actor: Actor) -> int:
    """How many messages went. Those one sent stay findable by who treats an incident."""
    mine = Copy.objects.filter(
        person_id=actor.person_id,
        folder__kind=Folder.Kind.BIN,
        folder__person_id=actor.person_id,
        folder__profile=actor.profile.value,
    )
    return int(mine.delete()[0])
