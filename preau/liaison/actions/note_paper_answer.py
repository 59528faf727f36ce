"""Copy an answer that came on paper (C99)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.answering import checked, hold, put_down
from preau.liaison.models import Word
from preau.liaison.outcome import YES
from preau.liaison.policies import may_follow
from preau.liaison.signing import readers_of


@action
def note_paper_answer(
    *, actor: Actor, school_id: int, word_id: int, pupil_id: int, person_id: int, value: str = "", text: str = ""
) -> None:
    """The answer of this person, as her slip says it; who copied it is kept with it. It
    may change a refusal after the deadline: the school decides what it accepts.

    Errors: `NotAllowed` for who does not follow this word; `NotPossible` for somebody who may not sign for the
    pupil, and for an answer that the word does not ask.
    """
    held = hold(pupil_id, word_id, school_id=school_id)
    word = held.word
    if not may_follow(actor, word):
        raise NotAllowed
    readers = readers_of(pupil_id)
    counts = readers.get(person_id, False)
    if not counts and not (
        word.answer == Word.Answer.ACKNOWLEDGE and person_id in readers and person_id != pupil_id
    ):
        raise NotPossible(_("Choisissez qui a signé le papier."), field="personne")
    if word.answer == Word.Answer.READ:
        raise NotPossible(_("Ce mot n’attend pas de réponse."))
    if word.answer == Word.Answer.DEPOSIT:
        value, text = YES, ""
    else:
        value, text = checked(word, value, text)
    fact = put_down(held, actor=actor, person_id=person_id, value=value, text=text, typed_by_id=actor.person_id)
    if fact is not None:
        record(fact, actor=actor)
