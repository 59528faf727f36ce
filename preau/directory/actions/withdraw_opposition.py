"""A pupil of age lets her parents be informed again (rule B8)."""

from __future__ import annotations

from preau.directory.adults import close_opposition, standing_opposition
from preau.directory.policies import may_ask_opposition
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def withdraw_opposition(*, actor: Actor) -> None:
    """Hers, asked or in force, ends at once; without one, nothing happens.

    Error: `NotAllowed` for who is no pupil.
    """
    if not may_ask_opposition(actor):
        raise NotAllowed
    standing = standing_opposition(actor.person_id)
    if standing is not None:
        record(close_opposition(standing), actor=actor)
