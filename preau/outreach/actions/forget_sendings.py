"""Erase what was sent long ago (rule B11)."""

from __future__ import annotations

from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.outreach.leaving import forget_old
from preau.outreach.rules import KEPT


@action
def forget_sendings(*, actor: Actor) -> int:
    """Older than a year; returns how many. Only Préau itself does it."""
    if actor is not SYSTEM:
        raise NotAllowed
    return forget_old(KEPT)
