"""Throw away a photo that is nobody's."""

from __future__ import annotations

from preau.directory.events import PortraitDiscarded
from preau.directory.models import UnpairedPortrait
from preau.directory.policies import may_manage_portraits
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def discard_portrait(*, actor: Actor, school_id: int, portrait_id: int) -> None:
    """The photo that waited is erased. Errors: `NotAllowed` when there is no such photo in this school."""
    if not may_manage_portraits(actor, school_id):
        raise NotAllowed
    erased, _by_kind = UnpairedPortrait.objects.filter(school_id=school_id, pk=portrait_id).delete()
    if not erased:
        raise NotAllowed
    record(PortraitDiscarded(school_id, portrait_id), actor=actor)
