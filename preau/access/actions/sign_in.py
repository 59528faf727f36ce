"""Sign in with a local account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.access.events import SignedIn, SignInFailed
from preau.access.logins import normalised_login
from preau.access.models import Account
from preau.access.outcome import Outcome
from preau.access.passwords import matches
from preau.access.sessions import begin_session, end_session
from preau.access.throttle import Device, count_failure, door_of, forget_failures, subjects, too_many_tries
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def sign_in(
    *,
    actor: Actor,
    login: str,
    password: str,
    device: Device,
    label: str = "",
    stay: bool = False,
    address: str = "",
) -> Outcome:
    """Open a session for who gives the right password; the session open on this browser ends.

    The same sentence and the same work whether the login is unknown, not activated, blocked or the password
    wrong. After five failures the door closes for a minute, then longer, per account and per device.
    `stay` keeps pupils and guardians signed in for 30 days; others for 12 hours whatever they ask.
    """
    typed = normalised_login(login)
    counted = subjects(typed, device)
    door = door_of(counted)
    if door.closed_until is not None:
        return Outcome(too_many_tries(door.closed_until))
    account = Account.objects.filter(login=typed, blocked_at=None).first()

    def renew(encoded: str) -> None:
        Account.objects.filter(login=typed).update(password=encoded)

    is_right = matches(password, account.password if account else "", renew=renew)
    if account is None or not is_right:
        count_failure(counted)
        record(SignInFailed(counted[0].name), actor=actor)
        return Outcome(_("L’identifiant ou le mot de passe ne correspond pas. Vérifiez-les, puis réessayez."))
    if door.has_failures:
        forget_failures(counted)
    opened = begin_session(account, label=label, stay=stay, address=address, is_new_device=not device.knows(typed))
    if opened is None:
        return Outcome(
            _("Votre compte n’est plus rattaché à aucun établissement. Adressez-vous au secrétariat du vôtre.")
        )
    event_id = record(SignedIn(account.pk, opened.session_id), actor=actor)
    if actor.session_id:
        end_session(actor.session_id, event_id=event_id)
    return Outcome(opened=opened)
