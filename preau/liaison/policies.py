"""Who writes words, who follows the answers, who reads and answers (rules B1 and B8, capabilities C99 to C101)."""

from __future__ import annotations

from preau.kernel.actor import STAFF_PROFILES, Actor, Profile
from preau.liaison.models import Word

#: Write words to the families of one's own classes and groups.
WRITE_OWN = "liaison:word:write_own"
#: Write words to any family of the school.
WRITE_ANY = "liaison:word:write_any"
#: Read every word of the school and its answers, copy those that came on paper.
FOLLOW_ANY = "liaison:word:follow_any"
#: Choose what the book of the school starts with, keep its usual words.
SET = "liaison:settings:change"

#: Who reads the book.
FAMILY = frozenset({Profile.GUARDIAN, Profile.PUPIL})


def may_write(actor: Actor, school_id: int) -> bool:
    """Every teacher for her classes; vie scolaire, direction and secretariat for all."""
    return (
        actor.is_a(*STAFF_PROFILES) and actor.in_school(school_id) and (actor.may(WRITE_OWN) or writes_any(actor))
    )


def writes_any(actor: Actor) -> bool:
    return actor.may(WRITE_ANY)


def may_change(actor: Actor, word: Word) -> bool:
    """Its author; who writes to all may correct or withdraw what a colleague sent, never her draft."""
    if not may_write(actor, word.school_id):
        return False
    return word.author_id == actor.person_id or (word.state != Word.State.DRAFT and writes_any(actor))


def may_follow(actor: Actor, word: Word) -> bool:
    """Its author, those she named, and who follows every word. Nobody follows the draft of another."""
    if not (actor.is_a(*STAFF_PROFILES) and actor.in_school(word.school_id)):
        return False
    if word.author_id == actor.person_id:
        return True
    return word.state != Word.State.DRAFT and (actor.may(FOLLOW_ANY) or actor.person_id in word.reader_ids)


def may_set(actor: Actor, school_id: int) -> bool:
    """The direction, and those it delegates it to."""
    return actor.may(SET) and actor.in_school(school_id)


def pupils_read(actor: Actor) -> tuple[int, ...]:
    """Of whom this person reads the book: her wards, or herself."""
    if actor.is_a(Profile.GUARDIAN):
        return tuple(ward.pupil_id for ward in actor.wards if ward.is_informed or ward.may_consult)
    return (actor.person_id,) if actor.is_a(Profile.PUPIL) else ()


def may_read_book(actor: Actor, pupil_id: int) -> bool:
    return pupil_id in pupils_read(actor)


def may_answer(actor: Actor, pupil_id: int, answer: str, *, is_adult: bool) -> bool:
    """Once she is of age or emancipated, the pupil alone. Before, her guardians: to confirm a reading, whoever
    reads; anything else is an act of parental authority, of those who decide for her.
    """
    if answer == Word.Answer.READ or not may_read_book(actor, pupil_id):
        return False
    if is_adult or actor.is_a(Profile.PUPIL):
        return is_adult and actor.is_a(Profile.PUPIL)
    ward = actor.ward(pupil_id)
    return ward is not None and (ward.may_decide or answer == Word.Answer.ACKNOWLEDGE)
