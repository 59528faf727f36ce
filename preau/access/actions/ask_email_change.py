"""Change one's e-mail address, first half: ask for a code at the new address."""

from __future__ import annotations

from preau.access.emails import wait_for_confirmation
from preau.access.events import EmailChangeAsked
from preau.access.outcome import Outcome
from preau.access.owner import proven_account
from preau.access.throttle import count_failure, door_of, subjects_of_owner, too_many_tries
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def ask_email_change(*, actor: Actor, current: str, email: str) -> Outcome:
    """Given the current password, have a code sent to a new address; the former one serves until it is confirmed.

    After five mails the door closes for a while: nobody's mailbox is flooded from here.
    """
    account, proof = proven_account(actor, current)
    if not proof.is_done:
        return proof
    counted = subjects_of_owner(account.pk, purpose="courriel:")
    door = door_of(counted)
    if door.closed_until is not None:
        return Outcome(too_many_tries(door.closed_until))
    count_failure(counted)
    wait_for_confirmation(account.pk, email)
    record(EmailChangeAsked(account.pk), actor=actor)
    return Outcome()
