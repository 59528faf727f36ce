"""Say something under an item that takes comments (C38)."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.kernel.words import folded
from preau.news.events import CommentWritten
from preau.news.models import NewsComment, NewsItem
from preau.news.opening import readable
from preau.news.policies import may_publish, rights_of
from preau.news.rules import COMMENT_LENGTH
from preau.news.writing import refuse_when_frozen


@action
def comment_item(*, actor: Actor, item_id: int, text: str, key: uuid.UUID | None = None) -> int:
    """It waits for somebody who publishes in the thread, unless the actor does. Sent twice with the same `key`, it
    is one. Returns its id.

    Errors: `NotAllowed` for who is not shown this item, or when it takes none; `NotPossible` for an empty one.
    """
    read = readable(actor, item_id)
    if not read.takes_comments:
        raise NotAllowed
    school_id, said = read.line.school_ids[0], text.strip()
    refuse_when_frozen(actor, school_id)
    if not said:
        raise NotPossible(_("Écrivez votre commentaire."), field="text")
    if len(said) > COMMENT_LENGTH:
        raise NotPossible(
            _("Un commentaire ne peut dépasser %(count)s caractères.") % {"count": COMMENT_LENGTH}, field="text"
        )
    known = NewsComment.objects.filter(author_id=actor.person_id, key=key).first() if key else None
    if known is not None:
        return known.pk
    thread_id = NewsItem.objects.values_list("thread_id", flat=True).get(pk=item_id)
    is_shown = may_publish(rights_of(actor, school_id).get(thread_id or 0, ""))
    state = NewsComment.State.SHOWN if is_shown else NewsComment.State.WAITING
    made = NewsComment.objects.create(
        school_id=school_id, item_id=item_id, author_id=actor.person_id, author_profile=actor.profile.value,
        text=said, searched=folded(said), state=state, written_at=clock.now(), key=key,
    )  # fmt: skip
    record(CommentWritten(school_id, item_id, made.pk, not is_shown), actor=actor)
    return made.pk
