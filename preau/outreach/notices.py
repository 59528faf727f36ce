"""What outreach hears: an address that was just proved receives again."""

from __future__ import annotations

from preau.access.events import EmailChanged
from preau.foundation.ledger.listeners import Recorded, on
from preau.kernel.actor import SYSTEM
from preau.outreach.actions.revive_address import revive_address


@on(EmailChanged)
def trust_what_was_proved(event: EmailChanged, recorded: Recorded) -> None:
    """A code reached it: what a server said before counts no more."""
    revive_address(actor=SYSTEM, account_id=event.account_id)
