"""Let a comment appear, or not."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.news.events import CommentDecided
from preau.news.models import NewsComment
from preau.news.writing import hold_to_publish


@action
def decide_comment(*, actor: Actor, item_id: int, comment_id: int, is_shown: bool) -> None:
    """One that waits appears or is refused; one that appears may be refused later, and shown again. Twice is once.

    Errors: `NotAllowed` for who does not publish in the thread, and for what its writer took back.
    """
    held = hold_to_publish(actor, item_id)
    comment = NewsComment.objects.select_for_update().filter(pk=comment_id, item_id=held.item.pk).first()
    if comment is None or comment.state == NewsComment.State.WITHDRAWN:
        raise NotAllowed
    state = NewsComment.State.SHOWN if is_shown else NewsComment.State.REFUSED
    if comment.state == state:
        return
    comment.state, comment.decided_by_id, comment.decided_at = state, actor.person_id, clock.now()
    comment.save(update_fields=["state", "decided_by_id", "decided_at"])
    record(CommentDecided(comment.school_id, item_id, comment.pk, comment.state), actor=actor)
