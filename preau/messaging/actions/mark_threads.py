"""Threads are read, or unread again."""

from __future__ import annotations

from collections.abc import Sequence

from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.filing import own_copies
from preau.messaging.models import Copy


@action
def mark_threads(*, actor: Actor, thread_ids: Sequence[int], is_read: bool) -> None:
    """All one has of them; unread: the last message received of each. Her own copies say it, nothing else.
    `NotAllowed` when none of them is hers.
    """
    mine = own_copies(actor, thread_ids)
    if not mine.exists():
        raise NotAllowed
    if is_read:
        mine.filter(read_at=None).update(read_at=clock.now())
        return
    received = mine.exclude(role=Copy.Role.SENDER).order_by("message__thread_id", "-message_id")
    last = list(received.distinct("message__thread_id").values_list("message_id", flat=True))
    mine.filter(message_id__in=last).update(read_at=None)
