"""Say that messages are about to leave, before they do (capability C33)."""

from __future__ import annotations

from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.outreach.leaving import begin_next


@action
def begin_sendings(*, actor: Actor) -> tuple[int, list[int]]:
    """How many were taken up, and the ids to hand over, once this is committed. Only Préau itself does it."""
    if actor is not SYSTEM:
        raise NotAllowed
    return begin_next()
