"""Say that a word goes to some pupils only, among those of its classes (C99)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.liaison.addressing import pupils_of
from preau.liaison.events import WordWritten
from preau.liaison.models import Word
from preau.liaison.writing import hold_word


@action
def choose_pupils(*, actor: Actor, school_id: int, word_id: int, pupil_ids: Sequence[int], seen: int = 0) -> None:
    """All of them is the whole class again, whoever joins it until the word is sent.

    Errors: `NotAllowed`; `NotPossible` for nobody, for somebody of another class, and once it is sent.
    """
    word = hold_word(actor, school_id, word_id, seen=seen)
    if word.state != Word.State.DRAFT:
        raise NotPossible(_("Ce mot est déjà envoyé\u202f: ses destinataires ne changent plus."))
    every = set(pupils_of(school_id, word.audience))
    chosen = set(pupil_ids)
    if not chosen:
        raise NotPossible(_("Choisissez au moins un élève."))
    if not chosen <= every:
        raise NotPossible(_("Un des élèves choisis a quitté la classe\u202f: vérifiez la liste."))
    word.only_ids = [] if chosen == every else sorted(chosen)
    word.version += 1
    word.save(update_fields=["only_ids", "version"])
    record(WordWritten(school_id, word.pk, word.version), actor=actor)
