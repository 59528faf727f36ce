"""Keep a sentence to use again, or change one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.actions.write_appreciations import tidy, too_long
from preau.bulletins.events_words import SentenceKept
from preau.bulletins.models import Sentence
from preau.bulletins.policies import may_keep_sentences
from preau.bulletins.rules import LONGEST_APPRECIATION, MOST_SENTENCES
from preau.bulletins.sentences import checked
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def keep_sentence(*, actor: Actor, text: str, sentence_id: int | None = None) -> None:
    """Keep this sentence for oneself, or change the one with this id.

    Errors: `NotAllowed` for who writes no appreciation, or a sentence of somebody else; `NotPossible` for an empty
    or too long one, unknown braces, one that she has already, or too many.
    """
    if not may_keep_sentences(actor):
        raise NotAllowed
    text = checked(tidy(text))
    if not text:
        raise NotPossible(_("Écrivez la phrase à garder."), field="text")
    if len(text) > LONGEST_APPRECIATION:
        raise NotPossible(too_long(len(text), LONGEST_APPRECIATION), field="text")
    hers = Sentence.objects.filter(person_id=actor.person_id)
    if hers.filter(text=text).exclude(pk=sentence_id or 0).exists():
        raise NotPossible(_("Vous gardez déjà cette phrase."), field="text")
    if sentence_id is None:
        if hers.count() >= MOST_SENTENCES:
            raise NotPossible(_("%(most)s phrases sont gardées\u202f: effacez-en une.") % {"most": MOST_SENTENCES})
        sentence = Sentence(person_id=actor.person_id)
    else:
        found = hers.filter(pk=sentence_id).first()
        if found is None:
            raise NotAllowed
        sentence = found
    sentence.text, sentence.kept_at = text, clock.now()
    sentence.save()
    record(SentenceKept(sentence.pk), actor=actor)
