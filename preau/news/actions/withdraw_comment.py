"""Take back one's own comment."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.news.events import CommentDecided
from preau.news.models import NewsComment


@action
def withdraw_comment(*, actor: Actor, item_id: int, comment_id: int) -> None:
    """Nobody reads it any more. Twice is once.

    Errors: `NotAllowed` for who did not write it.
    """
    comment = (
        NewsComment.objects.select_for_update()
        .filter(pk=comment_id, item_id=item_id, author_id=actor.person_id, author_profile=actor.profile.value)
        .first()
    )
    if comment is None or not actor.in_school(comment.school_id):
        raise NotAllowed
    if comment.state in {NewsComment.State.WITHDRAWN, NewsComment.State.REFUSED}:
        return
    comment.state = NewsComment.State.WITHDRAWN
    comment.decided_by_id, comment.decided_at = actor.person_id, clock.now()
    comment.save(update_fields=["state", "decided_by_id", "decided_at"])
    record(CommentDecided(comment.school_id, item_id, comment.pk, comment.state), actor=actor)
