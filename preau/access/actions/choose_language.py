"""Choose the language in which Préau speaks to me."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.access.events import LanguageChosen
from preau.access.models import Account
from preau.foundation.languages.offered import is_offered
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def choose_language(*, actor: Actor, language: str) -> None:
    """Keep the language on the account: pages, notices and mails follow it, on every device. Twice is once.

    Errors: `NotAllowed` for who has no account; `NotPossible` for a language that is not offered.
    """
    if not actor.account_id:
        raise NotAllowed
    if not is_offered(language):
        raise NotPossible(_("Préau ne parle pas encore cette langue."), field="langue")
    if Account.objects.filter(pk=actor.account_id).exclude(language=language).update(language=language):
        record(LanguageChosen(actor.account_id, language), actor=actor)
