"""Take back a document that nobody decided of yet (C101)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.answering import hold, is_past
from preau.liaison.depositing import ask_again_unless_given
from preau.liaison.events import DepositTakenBack
from preau.liaison.models import Deposit
from preau.liaison.policies import may_read_book


@action
def take_back_deposit(*, actor: Actor, pupil_id: int, deposit_id: int) -> None:
    """By who gave it, before the deadline: its content is erased. Twice is once.

    Errors: `NotAllowed` for a document of somebody else; `NotPossible` once it is decided, or after the deadline.
    """
    if not may_read_book(actor, pupil_id):
        raise NotAllowed
    found = Deposit.objects.filter(pk=deposit_id, pupil_id=pupil_id, sent_by_id=actor.person_id).defer("content")
    deposit = found.first()
    if deposit is None:
        raise NotAllowed
    held = hold(pupil_id, deposit.word_id)
    deposit.refresh_from_db(fields=["state"])
    if deposit.state == Deposit.State.WITHDRAWN:
        return
    if deposit.state != Deposit.State.RECEIVED:
        raise NotPossible(_("L’établissement a déjà répondu\u202f: ce document ne se reprend plus."))
    if is_past(held.word):
        raise NotPossible(_("La date limite est passée\u202f: ce document ne se reprend plus."))
    deposit.state, deposit.content = Deposit.State.WITHDRAWN, b""
    deposit.save(update_fields=["state", "content"])
    ask_again_unless_given(held, sender_id=actor.person_id)
    word = held.word
    record(DepositTakenBack(word.school_id, word.pk, pupil_id, deposit.pk, word.author_id), actor=actor)
