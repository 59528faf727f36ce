"""Forgotten password, first half: ask for a code by e-mail."""

from __future__ import annotations

from preau.access.events import PasswordResetAsked
from preau.access.logins import normalised_login
from preau.access.models import Account
from preau.access.throttle import Device, count_failure, door_of, subjects
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def ask_password_reset(*, actor: Actor, login: str, device: Device) -> None:
    """Ask for a code. The answer and the work are the same whether the login exists, has an address or not: the
    mail leaves later, from a job, to the address that the person confirmed.

    Each ask counts against the login and the device, so that nobody's mailbox is flooded.
    """
    typed = normalised_login(login)
    counted = subjects(typed, device, purpose="oubli:")
    if door_of(counted).closed_until is not None:
        return
    count_failure(counted)
    account = Account.objects.filter(login=typed, blocked_at=None).exclude(activated_at=None).first()
    record(PasswordResetAsked(account.pk if account else None, counted[0].name), actor=actor)
