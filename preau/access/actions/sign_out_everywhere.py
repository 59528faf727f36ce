"""Sign out of every browser."""

from __future__ import annotations

from preau.access.events import SignedOutEverywhere
from preau.access.models import Session
from preau.access.sessions import end_sessions
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def sign_out_everywhere(*, actor: Actor) -> int:
    """End every session of the account, this one included; live streams close. Returns how many ended."""
    count = Session.objects.filter(account_id=actor.account_id, ended_at=None).count()
    event_id = record(SignedOutEverywhere(actor.account_id, count), actor=actor)
    return end_sessions(account_id=actor.account_id, event_id=event_id)
