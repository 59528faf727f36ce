"""Hand messages over to those who carry them, and keep what became of each (capability C33)."""

from __future__ import annotations

from collections.abc import Sequence

from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.outreach.leaving import hand_over
from preau.outreach.posting import Post


@action
def hand_over_sendings(*, actor: Actor, ids: Sequence[int], post: Post) -> None:
    """Those that `begin_sendings` marked; each row says what became of it. Only Préau itself does it."""
    if actor is not SYSTEM:
        raise NotAllowed
    hand_over(ids, post)
