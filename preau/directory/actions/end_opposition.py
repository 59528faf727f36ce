"""End the opposition of a pupil, or leave her request without effect (rule B8)."""

from __future__ import annotations

from preau.directory.adults import close_opposition, is_enrolled, standing_opposition
from preau.directory.policies import may_record_opposition
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def end_opposition(*, actor: Actor, school_id: int, pupil_id: int) -> None:
    """Her guardians are informed again at once; without an opposition nothing happens.

    Error: `NotAllowed` for who does not record it here, or a pupil who is not of this school.
    """
    if not may_record_opposition(actor, school_id) or not is_enrolled(school_id, pupil_id):
        raise NotAllowed
    standing = standing_opposition(pupil_id)
    if standing is not None:
        record(close_opposition(standing), actor=actor)
