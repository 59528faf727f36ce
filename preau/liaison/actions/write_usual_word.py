"""Add a usual word to those of the school, change one, or no longer offer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison.catalogue import ours
from preau.liaison.events import UsualWordWritten
from preau.liaison.models import UsualWord, Word
from preau.liaison.policies import may_set
from preau.liaison.rules import TITLE_LENGTH
from preau.liaison.writing import checked_options, worded


@dataclass(frozen=True, slots=True)
class UsualWords:
    """What is said of a usual word."""

    label: str
    title: str
    html: str
    purpose: str = Word.Purpose.WORD
    answer: str = Word.Answer.ACKNOWLEDGE
    options: Sequence[str] = ()
    needs_all: bool = False
    is_hidden: bool = False


@action
def write_usual_word(*, actor: Actor, school_id: int, said: UsualWords, place: int | None = None) -> int:
    """`place`: that of the word that changes, in the list of the school by label; None adds one. The first time,
    the school takes over the words of the catalogue. Returns the id.

    Errors: `NotAllowed` for who may not set the book; `NotPossible` for words that cannot be kept, or a label that
    another word has.
    """
    if not may_set(actor, school_id):
        raise NotAllowed
    taken = _taken_over(school_id)
    if place is not None and not 0 <= place < len(taken):
        raise NotAllowed
    label = " ".join(said.label.split())
    if not label or len(label) > TITLE_LENGTH:
        raise NotPossible(_("Donnez un nom court à ce mot habituel."), field="label")
    kept = taken[place] if place is not None else UsualWord(school_id=school_id, version=0)
    if any(one.label == label and one.pk != kept.pk for one in taken):
        raise NotPossible(_("Un autre mot habituel porte déjà ce nom."), field="label")
    words = worded(said.title, said.html)
    kept.label, kept.title, kept.html = label, words["title"], words["html"]
    kept.purpose, kept.answer, kept.needs_all = said.purpose, said.answer, said.needs_all
    kept.options = checked_options(said.answer, said.options)
    kept.hidden_at = (kept.hidden_at or clock.now()) if said.is_hidden else None
    kept.version += 1
    kept.save()
    record(UsualWordWritten(school_id, kept.pk), actor=actor)
    return kept.pk


def _taken_over(school_id: int) -> list[UsualWord]:
    """The words of the school, locked; ours first become its own, in the same order."""
    kept = list(UsualWord.objects.select_for_update().filter(school_id=school_id))
    if kept:
        return kept
    own = [
        UsualWord(
            school_id=school_id, label=one.label, purpose=one.purpose, title=one.title, html=one.html,
            answer=one.answer, options=list(one.options), needs_all=one.needs_all,
        )
        for one in ours()
    ]  # fmt: skip
    UsualWord.objects.bulk_create(own, ignore_conflicts=True)
    by_label = {one.label: one for one in UsualWord.objects.filter(school_id=school_id)}
    return [by_label[one.label] for one in ours()]
