"""Accept a document that a family gave, or refuse it with a reason (C101)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.answering import hold
from preau.liaison.depositing import ask_again_unless_given
from preau.liaison.events import DepositDecided
from preau.liaison.models import Deposit
from preau.liaison.policies import may_follow
from preau.liaison.rules import REASON_LENGTH


@action
def decide_deposit(*, actor: Actor, school_id: int, deposit_id: int, is_accepted: bool, reason: str = "") -> None:
    """A refusal asks the family again, and tells why. The same decision twice is one.

    Errors: `NotAllowed` for who does not follow the word; `NotPossible` when the family took it back, without a
    reason to refuse, and for one that is too long.
    """
    deposit = (
        Deposit.objects.select_related("word").filter(pk=deposit_id, school_id=school_id).defer("content").first()
    )
    if deposit is None or not may_follow(actor, deposit.word):
        raise NotAllowed
    held = hold(deposit.pupil_id, deposit.word_id, school_id=school_id)
    deposit.refresh_from_db(fields=["state", "reason"])
    if deposit.state == Deposit.State.WITHDRAWN:
        raise NotPossible(_("La famille a repris ce document."))
    reason = reason.strip()
    if not is_accepted and not reason:
        raise NotPossible(_("Dites à la famille pourquoi ce document est refusé."), field="motif")
    if len(reason) > REASON_LENGTH:
        raise NotPossible(_("Cette raison est trop longue\u202f: cinq cents signes au plus."), field="motif")
    state = Deposit.State.ACCEPTED if is_accepted else Deposit.State.REFUSED
    if (deposit.state, deposit.reason) == (state, "" if is_accepted else reason):
        return
    deposit.state, deposit.reason = state, "" if is_accepted else reason
    deposit.decided_by_id, deposit.decided_at = actor.person_id, clock.now()
    deposit.save(update_fields=["state", "reason", "decided_by_id", "decided_at"])
    if not is_accepted:
        ask_again_unless_given(held, sender_id=deposit.sent_by_id)
    record(DepositDecided(school_id, deposit.word_id, deposit.pupil_id, deposit.pk, is_accepted), actor=actor)
