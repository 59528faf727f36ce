"""Change one's e-mail address, second half: confirm it with the code received there."""

from __future__ import annotations

from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from preau.access.events import EmailChanged, EmailCodeRefused
from preau.access.models import Account, EmailCode
from preau.access.outcome import Outcome
from preau.access.rules import MAILED_CODE_TRIES
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.ids import normalised_paper_code, token_digest


@action
def confirm_email(*, actor: Actor, code: str) -> Outcome:
    """The address that waits becomes the account's: 20 minutes, five tries, once."""
    waiting = (
        EmailCode.objects.select_for_update()
        .filter(account_id=actor.account_id, expires_at__gt=clock.now(), attempts__lt=MAILED_CODE_TRIES)
        .exclude(digest=None)
        .first()
    )
    expected = bytes(waiting.digest).hex() if waiting and waiting.digest else ""
    is_right = constant_time_compare(expected, token_digest(normalised_paper_code(code)).hex())
    if waiting is None or not is_right:
        spent = EmailCode.objects.filter(account_id=actor.account_id, attempts__lt=MAILED_CODE_TRIES)
        spent.update(attempts=F("attempts") + 1)
        record(EmailCodeRefused(actor.account_id), actor=actor)
        return Outcome(_("Ce code n’est pas le bon, ou il a expiré. Demandez-en un nouveau."), field="code")
    Account.objects.filter(pk=actor.account_id).update(email=waiting.email)
    waiting.delete()
    record(EmailChanged(actor.account_id), actor=actor)
    return Outcome()
