"""Which open pages a fact of the book concerns: the child's, for her family; the follow-up of the word."""

from __future__ import annotations

from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.kernel.actor import STAFF_PROFILES, Actor
from preau.liaison.events import (
    DepositDecided,
    DepositTakenBack,
    DocumentDeposited,
    WordAnswered,
    WordCorrected,
    WordSeen,
    WordSent,
    WordWithdrawn,
)
from preau.liaison.models import WordPupil
from preau.liaison.policies import may_read_book


@on(WordSent, WordCorrected, WordWithdrawn)
def touch_families(event: WordSent | WordCorrected | WordWithdrawn, recorded: Recorded) -> None:
    """The book of each pupil, and the page of the word."""
    pupils = WordPupil.objects.filter(word_id=event.word_id).values_list("pupil_id", flat=True)
    touch([topic_of(event.school_id, event.word_id), *(f"carnet:{one}" for one in pupils)], recorded.id)


@on(WordAnswered, DocumentDeposited, DepositTakenBack, DepositDecided)
def touch_both_sides(
    event: WordAnswered | DocumentDeposited | DepositTakenBack | DepositDecided, recorded: Recorded
) -> None:
    """Both parents, and whoever follows the answers as they come."""
    touch([topic_of(event.school_id, event.word_id), f"carnet:{event.pupil_id}"], recorded.id)


@on(WordSeen)
def touch_follow_up(event: WordSeen, recorded: Recorded) -> None:
    touch([topic_of(event.school_id, event.word_id)], recorded.id)


def topic_of(school_id: int, word_id: int) -> str:
    return f"mot:{school_id}:{word_id}"


def may_listen_to_book(actor: Actor, rest: str) -> bool:
    """`carnet:<pupil>`: those who read it."""
    return rest.isdigit() and may_read_book(actor, int(rest))


def may_listen_to_word(actor: Actor, rest: str) -> bool:
    """`mot:<school>:<id>`: the staff of that school; the page asked again decides the rest."""
    school_id, _, word_id = rest.partition(":")
    return (
        school_id.isdigit()
        and word_id.isdigit()
        and actor.is_a(*STAFF_PROFILES)
        and actor.in_school(int(school_id))
    )
