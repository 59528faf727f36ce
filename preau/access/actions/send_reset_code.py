"""Draw the code of a forgotten password and send it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from preau.access.events import ResetCodeSent
from preau.access.models import Account, ResetCode
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
def send_reset_code(*, actor: Actor, account_id: int, asked_at: datetime) -> None:
    """Send a code good for 20 minutes, in place of the former one. Nothing for an account without a confirmed
    address, nor when a code already left since `asked_at` (the job ran twice). Only Préau itself does it.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    account = Account.objects.filter(pk=account_id, blocked_at=None).exclude(email="").first()
    if account is None or ResetCode.objects.filter(account=account, issued_at__gte=asked_at).exists():
        return
    code, now = new_paper_code(groups=2), clock.now()
    ResetCode.objects.update_or_create(
        account=account,
        defaults={
            "digest": token_digest(normalised_paper_code(code)),
            "issued_at": now,
            "expires_at": now + MAILED_CODE_LIFE,
            "attempts": 0,
            "used_at": None,
        },
    )
    record(ResetCodeSent(account.pk), actor=actor)
    with speaking(account.language):
        subject = _("Votre code pour Préau")
    send_mail(subject, in_both(account.language, partial(_text, code, account.login)), None, [account.email])


def _text(code: str, login: str) -> str:
    return _(
        "Bonjour,\n\n"
        "Voici le code pour choisir un nouveau mot de passe : %(code)s\n"
        "Votre identifiant : %(login)s\n"
        "Le code sert une seule fois, pendant 20 minutes.\n\n"
        "Si vous n’avez rien demandé, ne faites rien : votre mot de passe ne change pas. "
        "Ne donnez ce code à personne, pas même à l’établissement.\n"
    ) % {"code": code, "login": login}
