"""Change one's own password."""

from __future__ import annotations

from preau.access.events import PasswordChanged
from preau.access.models import Account
from preau.access.outcome import Outcome
from preau.access.owner import proven_account
from preau.access.passwords import hashed
from preau.access.rules import check_new_password
from preau.access.sessions import end_sessions
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def change_password(*, actor: Actor, current: str, password: str) -> Outcome:
    """A new password, given the current one; the other sessions of the account end.

    `NotPossible` for a password that is guessed too fast.
    """
    account, proof = proven_account(actor, current)
    if not proof.is_done:
        return proof
    check_new_password(password, login=account.login, names=str(account.person))
    Account.objects.filter(pk=account.pk).update(password=hashed(password))
    event_id = record(PasswordChanged(account.pk), actor=actor)
    end_sessions(account_id=account.pk, event_id=event_id, but=actor.session_id)
    return Outcome()
