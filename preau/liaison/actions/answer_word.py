"""Answer a word: confirm, sign, agree or refuse, choose, write (C99, C100, rule B8)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.answering import checked, hold, put_down
from preau.liaison.models import Word
from preau.liaison.policies import may_answer
from preau.liaison.signing import readers_of
from preau.vigilance.policies import frozen_because


@action
def answer_word(
    *, actor: Actor, pupil_id: int, word_id: int, value: str = "", text: str = "", seen: int = 0
) -> None:
    """`seen`: the version of the word that was read. The same answer twice is one; another one replaces it, and
    the former is kept. After the deadline an answer is marked late, and a refusal changes no more.

    Errors: `NotAllowed` for who may not answer for this pupil; `NotPossible` while writing is suspended, when the
    word was corrected since, and for an answer that it does not ask.
    """
    held = hold(pupil_id, word_id)
    word = held.word
    is_adult = readers_of(pupil_id).get(pupil_id, False)
    if not actor.in_school(word.school_id) or not may_answer(actor, pupil_id, word.answer, is_adult=is_adult):
        raise NotAllowed
    if word.answer == Word.Answer.REPLY and (said := frozen_because(actor, word.school_id)):
        raise NotPossible(said)
    if seen and seen != word.version:
        raise NotPossible(_("Ce mot vient d’être corrigé\u202f: relisez-le avant de répondre."))
    value, text = checked(word, value, text)
    fact = put_down(held, actor=actor, person_id=actor.person_id, value=value, text=text)
    if fact is not None:
        record(fact, actor=actor)
