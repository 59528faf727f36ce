"""Take a word back from families (C99)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.liaison.events import WordWithdrawn
from preau.liaison.models import Word
from preau.liaison.rules import REASON_LENGTH
from preau.liaison.writing import hold_word


@action
def withdraw_word(*, actor: Actor, school_id: int, word_id: int, reason: str = "") -> None:
    """Nobody of a family reads it any more; its answers stay with the school. A draft is erased. Twice is once.

    Errors: `NotAllowed`; `NotPossible` for a reason that is too long.
    """
    word = hold_word(actor, school_id, word_id)
    if word.state == Word.State.WITHDRAWN:
        return
    if len(reason) > REASON_LENGTH:
        raise NotPossible(_("Cette raison est trop longue\u202f: cinq cents signes au plus."), field="reason")
    record(WordWithdrawn(school_id, word.pk), actor=actor)
    if word.state == Word.State.DRAFT:
        word.delete()
        return
    word.state, word.reason, word.withdrawn_at = Word.State.WITHDRAWN, reason.strip(), clock.now()
    word.save(update_fields=["state", "reason", "withdrawn_at"])
