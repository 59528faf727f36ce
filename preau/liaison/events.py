"""Facts of the liaison book. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class WordWritten(Event):
    """A word was begun or changed, before it was sent."""

    school_id: int
    word_id: int
    version: int


@dataclass(frozen=True)
class WordSent(Event):
    """A word went to the families of its pupils."""

    school_id: int
    word_id: int
    author_id: int
    pupils: int


@dataclass(frozen=True)
class WordCorrected(Event):
    """What a sent word says was corrected; `is_told`: families are told of it."""

    school_id: int
    word_id: int
    version: int
    is_told: bool


@dataclass(frozen=True)
class WordWithdrawn(Event):
    """Families read a word no more; it is kept."""

    school_id: int
    word_id: int


@dataclass(frozen=True)
class WordSeen(Event):
    """Somebody of a family opened a word for the first time."""

    school_id: int
    word_id: int
    pupil_id: int
    person_id: int


@dataclass(frozen=True)
class WordAnswered(Event):
    """A family answered. `is_changed`: this person had answered something else; `outcome` is what her family
    answers now, all in all; `person_id` is whose answer it is, copied from paper by the actor when she is
    another.
    """

    school_id: int
    word_id: int
    pupil_id: int
    person_id: int
    outcome: str
    is_changed: bool
    author_id: int


@dataclass(frozen=True)
class FamiliesReminded(Event):
    """Those who did not answer were reminded, each for her child: pairs (person, pupil)."""

    school_id: int
    word_id: int
    pairs: list[list[int]]


@dataclass(frozen=True)
class DocumentDeposited(Event):
    """A family gave documents."""

    school_id: int
    word_id: int
    pupil_id: int
    deposit_ids: list[int]
    author_id: int


@dataclass(frozen=True)
class DepositTakenBack(Event):
    """A family took a document back before anybody decided of it."""

    school_id: int
    word_id: int
    pupil_id: int
    deposit_id: int
    author_id: int


@dataclass(frozen=True)
class DepositDecided(Event):
    """A document was accepted or refused."""

    school_id: int
    word_id: int
    pupil_id: int
    deposit_id: int
    is_accepted: bool


@dataclass(frozen=True)
class DepositsErased(Event):
    """The documents of a request were erased: their time had come."""

    school_id: int
    word_id: int
    count: int


@dataclass(frozen=True)
class UsualWordWritten(Event):
    """A usual word of the school was added, changed, or is no longer offered."""

    school_id: int
    usual_id: int


@dataclass(frozen=True)
class LiaisonSettingsChanged(Event):
    """The school chose what new words start with."""

    school_id: int
