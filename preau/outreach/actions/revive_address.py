"""An address that was dead receives again (capability C33)."""

from __future__ import annotations

from preau.access.models import Account
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.outreach.events import AddressRevived
from preau.outreach.leaving import revive


@action
def revive_address(*, actor: Actor, account_id: int) -> bool:
    """The address that this account has just proved with a code; False when it was not dead. Only Préau itself
    does it.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    account = Account.objects.filter(pk=account_id).exclude(email="").first()
    if account is None or not revive(account.email):
        return False
    record(AddressRevived(account_id), actor=actor)
    return True
