"""Forgotten password, second half: a new password with the code received."""

from __future__ import annotations

from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from preau.access.events import PasswordChanged, ResetCodeRefused
from preau.access.logins import normalised_login
from preau.access.models import Account, ResetCode
from preau.access.outcome import Outcome
from preau.access.passwords import hashed
from preau.access.rules import MAILED_CODE_TRIES, check_new_password
from preau.access.sessions import end_sessions
from preau.access.throttle import (
    Device,
    count_failure,
    door_of,
    forget_failures,
    subjects,
    too_many_tries,
)
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.ids import normalised_paper_code, token_digest


@action
def reset_password(*, actor: Actor, login: str, code: str, password: str, device: Device) -> Outcome:
    """Choose a new password with the code received: 20 minutes, five tries, once. All sessions end.

    A device that already opened the account has its own counter instead of the code's five tries, so that a
    stranger's guesses do not spend the owner's code. One sentence for an unknown login and for a wrong, spent or
    expired code. `NotPossible` for a password that is guessed too fast: the code stays good.
    """
    typed = normalised_login(login)
    is_known = device.knows(typed)
    counted = subjects(typed, device, purpose="code:")
    door = door_of(counted)
    if door.closed_until is not None:
        return Outcome(too_many_tries(door.closed_until))
    found = _code_of(typed, is_known=is_known)
    expected = bytes(found.digest).hex() if found else ""
    is_right = constant_time_compare(expected, token_digest(normalised_paper_code(code)).hex())
    if found is None or not is_right:
        # The same statements whether the login exists or not: the time taken tells nothing.
        if not is_known:
            spent = ResetCode.objects.filter(account__login=typed, attempts__lt=MAILED_CODE_TRIES)
            spent.update(attempts=F("attempts") + 1)
        count_failure(counted)
        record(ResetCodeRefused(counted[0].name), actor=actor)
        return Outcome(_("Ce code n’est pas le bon, ou il a expiré. Demandez-en un nouveau."), field="code")
    account = found.account
    check_new_password(password, login=account.login, names=str(account.person))
    ResetCode.objects.filter(pk=found.pk).update(used_at=clock.now())
    Account.objects.filter(pk=account.pk).update(password=hashed(password))
    forget_failures((*counted, *subjects(typed, device)))
    event_id = record(PasswordChanged(account.pk), actor=actor)
    end_sessions(account_id=account.pk, event_id=event_id)
    return Outcome()


def _code_of(typed_login: str, *, is_known: bool) -> ResetCode | None:
    """The code that this login may use now, locked, with its account and person."""
    good = ResetCode.objects.filter(
        account__login=typed_login, account__blocked_at=None, used_at=None, expires_at__gt=clock.now()
    )
    if not is_known:
        good = good.filter(attempts__lt=MAILED_CODE_TRIES)
    return good.select_related("account__person").select_for_update(of=("self",)).first()
