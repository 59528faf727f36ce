"""Sign out of this browser."""

from __future__ import annotations

from preau.access.events import SignedOut
from preau.access.sessions import end_session
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def sign_out(*, actor: Actor) -> None:
    """End this session; its live stream closes."""
    end_session(actor.session_id, event_id=record(SignedOut(actor.session_id), actor=actor))
