"""What documents make of a family's answer: one that stands is an answer, none is none."""

from __future__ import annotations

from preau.liaison.answering import Held, take_back
from preau.liaison.models import Deposit

STANDING = (Deposit.State.RECEIVED, Deposit.State.ACCEPTED)


def ask_again_unless_given(held: Held, *, sender_id: int) -> None:
    """When nothing that this person gave stands any more, her answer goes, and the document is asked again."""
    given = Deposit.objects.filter(
        word=held.word, pupil_id=held.of_pupil.pupil_id, sent_by_id=sender_id, state__in=STANDING
    )
    if not given.exists():
        take_back(held, person_ids=[sender_id])
