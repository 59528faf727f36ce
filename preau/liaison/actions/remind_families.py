"""Remind of a word those who did not answer, and nobody else (C37, C99)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.events import FamiliesReminded
from preau.liaison.models import Word
from preau.liaison.owing import who_owes
from preau.liaison.policies import may_follow
from preau.liaison.rules import REMINDER_PAUSE
from preau.vigilance.policies import frozen_because


@action
def remind_families(*, actor: Actor, school_id: int, word_id: int) -> int:
    """Once a day at most. Returns how many people are reminded.

    Errors: `NotAllowed` for who does not follow this word; `NotPossible` when it is not sent, when everybody
    answered, when they were reminded today, and while writing is suspended.
    """
    word = Word.objects.select_for_update().filter(pk=word_id, school_id=school_id).first()
    if word is None or not may_follow(actor, word):
        raise NotAllowed
    if said := frozen_because(actor, school_id):
        raise NotPossible(said)
    if word.state != Word.State.SENT:
        raise NotPossible(_("Ce mot n’est pas envoyé\u202f: il n’y a personne à relancer."))
    now = clock.now()
    if word.reminded_at is not None and now - word.reminded_at < REMINDER_PAUSE:
        raise NotPossible(_("Un rappel est déjà parti aujourd’hui\u202f: attendez demain."))
    pairs = who_owes(word.pk)
    if not pairs:
        raise NotPossible(_("Toutes les familles ont répondu\u202f: personne n’est à relancer."))
    word.reminded_at = now
    word.save(update_fields=["reminded_at"])
    record(FamiliesReminded(school_id, word.pk, [list(pair) for pair in pairs]), actor=actor)
    return len({person_id for person_id, _pupil in pairs})
