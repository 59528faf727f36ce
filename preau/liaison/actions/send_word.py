"""Send a word to the families of its pupils (C99, C100)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.liaison.addressing import places_of, pupils_of
from preau.liaison.events import WordSent
from preau.liaison.models import Word, WordPupil
from preau.liaison.writing import hold_word
from preau.vigilance.policies import frozen_because


@action
def send_word(*, actor: Actor, school_id: int, word_id: int, seen: int = 0) -> int:
    """To the pupils who are there today: a line each, and nothing for each parent. Sent twice, it goes once.
    Returns how many pupils.

    Errors: `NotAllowed`; `NotPossible` while messaging is suspended, without anybody to send it to, for a class
    that is no longer hers, for a deadline that has passed, and once withdrawn.
    """
    word = hold_word(actor, school_id, word_id)
    if said := frozen_because(actor, school_id):
        raise NotPossible(said)
    if word.state == Word.State.SENT:
        return WordPupil.objects.filter(word=word).count()
    if word.state == Word.State.WITHDRAWN:
        raise NotPossible(_("Ce mot a été retiré\u202f: écrivez-en un autre."))
    if seen and word.version != seen:
        raise NotPossible(_("Ce mot vient d’être changé\u202f: relisez-le avant de l’envoyer."))
    _check(actor, word)
    pupils = pupils_of(school_id, word.audience, word.only_ids)
    if not pupils:
        raise NotPossible(_("Ce mot ne va à personne\u202f: choisissez une classe, un groupe ou des élèves."))
    WordPupil.objects.bulk_create(
        [WordPupil(school_id=school_id, word=word, pupil_id=pupil_id) for pupil_id in pupils], batch_size=1000
    )
    word.state, word.sent_at = Word.State.SENT, clock.now()
    word.save(update_fields=["state", "sent_at"])
    record(WordSent(school_id, word.pk, word.author_id, len(pupils)), actor=actor)
    return len(pupils)


def _check(actor: Actor, word: Word) -> None:
    if word.due_on is not None and word.due_on < clock.today():
        raise NotPossible(_("La date limite est passée\u202f: changez-la avant d’envoyer ce mot."))
    offered = {place.key for place in places_of(actor, word.school_id)}
    if not set(word.audience) <= offered:
        raise NotPossible(_("Une des classes choisies n’est plus la vôtre\u202f: changez à qui va ce mot."))
