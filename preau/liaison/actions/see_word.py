"""Note that somebody of a family opened a word (C37)."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.liaison.events import WordSeen
from preau.liaison.models import Reply, Word, WordPupil
from preau.liaison.policies import may_read_book


@action
def see_word(*, actor: Actor, pupil_id: int, word_id: int) -> None:
    """Once, the first time: opening is not confirming. Errors: `NotAllowed` for who does not read the book of this
    pupil, for a word she does not have, or that is withdrawn.
    """
    if not may_read_book(actor, pupil_id):
        raise NotAllowed
    had = WordPupil.objects.filter(
        word_id=word_id, pupil_id=pupil_id, word__state=Word.State.SENT, school_id__in=actor.school_ids
    )
    of_pupil = had.first()
    if of_pupil is None:
        raise NotAllowed
    reply, is_new = Reply.objects.get_or_create(
        word_id=word_id, pupil_id=pupil_id, person_id=actor.person_id,
        defaults={
            "school_id": of_pupil.school_id, "profile": actor.profile.value, "seen_at": clock.now(),
        },
    )  # fmt: skip
    if not is_new and reply.seen_at is not None:
        return
    if not is_new:
        reply.seen_at = clock.now()
        reply.save(update_fields=["seen_at"])
    record(WordSeen(of_pupil.school_id, word_id, pupil_id, actor.person_id), actor=actor)
