"""Activate an account with the code of a printed sheet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.access.emails import wait_for_confirmation
from preau.access.events import AccountActivated, EmailChangeAsked, SignedIn, SignInFailed
from preau.access.logins import normalised_login
from preau.access.models import Account, ActivationCode
from preau.access.outcome import Outcome
from preau.access.passwords import hashed
from preau.access.rules import check_new_password
from preau.access.sessions import begin_session, end_session
from preau.access.throttle import (
    Device,
    count_failure,
    door_of,
    forget_failures,
    of_device,
    subjects,
    too_many_tries,
)
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.ids import normalised_paper_code, token_digest


@action
def activate_account(
    *,
    actor: Actor,
    login: str,
    code: str,
    password: str,
    device: Device,
    email: str = "",
    label: str = "",
    enter: bool = True,
) -> Outcome:
    """Choose a first password with a single-use code; every code of the account is spent at once.

    Unknown login, wrong, spent or expired code, account already activated: one sentence for all, counted like a
    failed sign-in. Strangers' failures do not keep out the holder of the right code, which nobody guesses (59
    bits); her own device's do. `NotPossible` for a password that is guessed too fast: the code stays good. An
    `email` waits for its own confirmation. With `enter`, a session begins and the one open on this browser ends.
    """
    typed = normalised_login(login)
    counted = subjects(typed, device)
    door = door_of(counted)
    account = None
    if door.closed_until is None or door_of(of_device(counted)).closed_until is None:
        account = _account_of_code(typed, code)
    if account is None:
        if door.closed_until is not None:
            return Outcome(too_many_tries(door.closed_until))
        count_failure(counted)
        record(SignInFailed(counted[0].name), actor=actor)
        return Outcome(
            _(
                "L’identifiant et le code ne vont pas ensemble, ou le code a déjà servi. Si votre compte est déjà "
                "ouvert, connectez-vous avec votre mot de passe\u202f; sinon demandez une nouvelle fiche."
            )
        )
    check_new_password(password, login=account.login, names=str(account.person))
    ActivationCode.objects.filter(account=account, used_at=None).update(used_at=clock.now())
    Account.objects.filter(pk=account.pk).update(password=hashed(password), activated_at=clock.now())
    if door.has_failures:
        forget_failures(counted)
    if email:
        wait_for_confirmation(account.pk, email)
        record(EmailChangeAsked(account.pk), actor=actor)
    opened = begin_session(account, label=label) if enter else None
    record(AccountActivated(account.pk), actor=actor)
    if opened is not None:
        event_id = record(SignedIn(account.pk, opened.session_id), actor=actor)
        if actor.session_id:
            end_session(actor.session_id, event_id=event_id)
    return Outcome(opened=opened)


def _account_of_code(typed_login: str, code: str) -> Account | None:
    """The account that this code opens now, locked; None for any other reason."""
    found = (
        ActivationCode.objects.select_related("account__person")
        .select_for_update(of=("self", "account"))
        .filter(
            digest=token_digest(normalised_paper_code(code)),
            account__login=typed_login,
            account__activated_at=None,
            account__blocked_at=None,
            used_at=None,
            expires_at__gt=clock.now(),
        )
        .first()
    )
    return found.account if found else None
