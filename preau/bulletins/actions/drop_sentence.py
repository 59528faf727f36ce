"""Erase a sentence that was kept."""

from __future__ import annotations

from preau.bulletins.events_words import SentenceDropped
from preau.bulletins.models import Sentence
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def drop_sentence(*, actor: Actor, sentence_id: int) -> None:
    """Erase it; what it was used for stays. Errors: `NotAllowed` for a sentence of somebody else."""
    gone, _by_model = Sentence.objects.filter(pk=sentence_id, person_id=actor.person_id).delete()
    if not gone:
        raise NotAllowed
    record(SentenceDropped(sentence_id), actor=actor)
