"""Correct what a sent word says (C99)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.liaison.events import WordCorrected
from preau.liaison.models import Word, WordVersion
from preau.liaison.writing import hold_word, worded
from preau.vigilance.policies import frozen_because


@action
def correct_word(
    *,
    actor: Actor,
    school_id: int,
    word_id: int,
    title: str,
    html: str,
    due_on: date | None = None,
    is_told: bool = False,
    seen: int = 0,
) -> None:
    """Its text and its deadline; whom it goes to and what it asks stay. What it said is kept, and each signature
    says which text it signed. Families are told of it when `is_told`.

    Errors: `NotAllowed`; `NotPossible` for a draft, a withdrawn word, words that cannot be kept, or when somebody
    corrected it meanwhile.
    """
    word = hold_word(actor, school_id, word_id, seen=seen)
    if said := frozen_because(actor, school_id):
        raise NotPossible(said)
    if word.state != Word.State.SENT:
        raise NotPossible(_("Ce mot n’est pas envoyé\u202f: il n’y a rien à corriger auprès des familles."))
    fields = worded(title, html)
    due = due_on if word.answer != Word.Answer.READ else None
    if (word.title, word.html, word.due_on) == (fields["title"], fields["html"], due):
        return
    WordVersion.objects.create(
        school_id=school_id, word=word, number=word.version, title=word.title, html=word.html, due_on=word.due_on,
        changed_at=clock.now(), changed_by_id=actor.person_id,
    )  # fmt: skip
    for name, value in fields.items():
        setattr(word, name, value)
    word.due_on, word.version, word.corrected_at = due, word.version + 1, clock.now()
    word.save()
    record(WordCorrected(school_id, word.pk, word.version, is_told), actor=actor)
