"""Erase the documents of families when the day that their request named has come (C101, rule B11)."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.liaison.events import DepositsErased
from preau.liaison.models import Deposit


@action
def erase_deposits(*, actor: Actor, school_id: int) -> int:
    """Préau's own work, every night. What was given and decided stays, without the file. Returns how many.

    Errors: `NotAllowed` for a person.
    """
    if actor.person_id:
        raise NotAllowed
    now = clock.now()
    over = Deposit.objects.filter(school_id=school_id, erased_at=None, word__kept_until__lt=clock.today())
    by_word: dict[int, list[int]] = {}
    for pk, word_id in over.values_list("pk", "word_id"):
        by_word.setdefault(word_id, []).append(pk)
    for word_id, ids in by_word.items():
        Deposit.objects.filter(pk__in=ids).update(content=b"", erased_at=now)
        record(DepositsErased(school_id, word_id, len(ids)), actor=actor)
    return sum(map(len, by_word.values()))
