"""Write the digests of some people (capability C33)."""

from __future__ import annotations

from collections.abc import Sequence

from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.outreach.digest import write_of


@action
def write_digests(*, actor: Actor, people: Sequence[int]) -> int:
    """At most one a day each; returns how many were written. Only Préau itself does it."""
    if actor is not SYSTEM:
        raise NotAllowed
    return write_of(people)
