"""Draw the code that confirms an address and send it there."""

from __future__ import annotations

from functools import partial

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from preau.access.events import EmailCodeSent
from preau.access.models import EmailCode
from preau.access.rules import MAILED_CODE_LIFE
from preau.foundation.languages.bilingual import in_both
from preau.foundation.languages.offered import speaking
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.ids import new_paper_code, normalised_paper_code, token_digest
from preau.kernel.refusals import NotAllowed


@action
def send_email_code(*, actor: Actor, account_id: int) -> None:
    """Send the code of the address that waits, once; good for 20 minutes from now. Only Préau itself does it."""
    if actor is not SYSTEM:
        raise NotAllowed
    waiting = EmailCode.objects.select_for_update().filter(account_id=account_id, issued_at=None).first()
    if waiting is None:
        return
    code, now = new_paper_code(groups=2), clock.now()
    EmailCode.objects.filter(pk=waiting.pk).update(
        digest=token_digest(normalised_paper_code(code)), issued_at=now, expires_at=now + MAILED_CODE_LIFE
    )
    record(EmailCodeSent(account_id), actor=actor)
    language = waiting.account.language
    with speaking(language):
        subject = _("Confirmez votre adresse pour Préau")
    send_mail(subject, in_both(language, partial(_text, code)), None, [waiting.email])


def _text(code: str) -> str:
    return _(
        "Bonjour,\n\n"
        "Voici le code qui confirme cette adresse dans Préau : %(code)s\n"
        "Il se tape dans « Mon compte », pendant 20 minutes.\n\n"
        "Si vous n’avez rien demandé, ne faites rien : cette adresse ne sera pas utilisée.\n"
    ) % {"code": code}
