"""Give one's password again before a grave gesture."""

from __future__ import annotations

from preau.access.events import OwnPasswordProved
from preau.access.outcome import Outcome
from preau.access.owner import proven_account
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def prove_oneself(*, actor: Actor, current: str) -> Outcome:
    """Done when `current` is her password; wrong ones are counted, as everywhere."""
    account, proof = proven_account(actor, current)
    if proof.is_done:
        record(OwnPasswordProved(account.pk), actor=actor)
    return proof
