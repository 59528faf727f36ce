"""Decide which notices leave the page at once (capability C33)."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.outreach.deciding import decide_next
from preau.outreach.events import UrgentPassed


@action
def decide_notices(*, actor: Actor) -> int:
    """The next ones; returns how many were looked at. What is urgent and goes through somebody's quiet hours is
    written in the ledger (rule B14). Only Préau itself does it.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    decided = decide_next()
    if decided.passing:
        record(UrgentPassed(decided.passing), actor=actor)
    return decided.seen
