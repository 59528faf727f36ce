"""In an open session, the owner proves again who she is: a passer-by must not keep the account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.access.events import OwnPasswordRefused
from preau.access.models import Account
from preau.access.outcome import Outcome
from preau.access.passwords import matches
from preau.access.throttle import count_failure, door_of, forget_failures, subjects_of_owner, too_many_tries
from preau.foundation.ledger.record import record
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


def proven_account(actor: Actor, current: str) -> tuple[Account, Outcome]:
    """The account of the actor; the outcome is done when `current` is her password. Wrong ones are counted."""
    account = Account.objects.select_related("person").filter(pk=actor.account_id).first()
    if account is None:
        raise NotAllowed
    counted = subjects_of_owner(account.pk, purpose="preuve:")
    door = door_of(counted)
    if door.closed_until is not None:
        return account, Outcome(too_many_tries(door.closed_until), field="current")
    if not matches(current, account.password):
        count_failure(counted)
        record(OwnPasswordRefused(account.pk), actor=actor)
        return account, Outcome(_("Ce n’est pas votre mot de passe actuel."), field="current")
    if door.has_failures:
        forget_failures(counted)
    return account, Outcome()
