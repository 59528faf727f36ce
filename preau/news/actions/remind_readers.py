"""Remind of an item those who did not take note of it, and nobody else (C37)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.news.events import AcknowledgementsAsked
from preau.news.models import NewsItem
from preau.news.queries.follow import still_waiting
from preau.news.writing import hold_to_publish

_A_DAY = timedelta(hours=20)


@action
def remind_readers(*, actor: Actor, item_id: int) -> int:
    """Once a day at most. Returns how many were reminded.

    Errors: `NotAllowed` for who does not publish in the thread, or when nothing is asked; `NotPossible` when it is
    not shown, when everybody took note, or when they were reminded today.
    """
    held = hold_to_publish(actor, item_id)
    item = held.item
    if held.school_id is None or not item.wants_acknowledgement:
        raise NotAllowed
    now = clock.now()
    if item.state != NewsItem.State.PUBLISHED or (item.shown_from or now) > now:
        raise NotPossible(_("Cette actualité n’est pas publiée en ce moment."))
    if item.reminded_at is not None and now - item.reminded_at < _A_DAY:
        raise NotPossible(_("Un rappel est déjà parti aujourd’hui\u202f: attendez demain."))
    people = still_waiting(item, held.school_id)
    if not people:
        raise NotPossible(_("Tout le monde a pris connaissance\u202f: personne n’est à relancer."))
    item.reminded_at = now
    item.save(update_fields=["reminded_at"])
    record(AcknowledgementsAsked(held.school_id, item.pk, list(people)), actor=actor)
    return len(people)
