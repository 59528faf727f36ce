"""Facts of what is written for report cards. Ids only: words are looked up by those who may read them."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class AppreciationsWritten(Event):
    """Appreciations of a gradebook were written, changed or emptied, for these pupils."""

    school_id: int
    gradebook_id: int
    pupil_ids: list[int]


@dataclass(frozen=True)
class CorrectionProposed(Event):
    """Another wording of an appreciation was proposed."""

    school_id: int
    gradebook_id: int
    correction_id: int


@dataclass(frozen=True)
class CorrectionSettled(Event):
    """A proposed wording was accepted, and written, or was not."""

    school_id: int
    gradebook_id: int
    correction_id: int
    is_accepted: bool


@dataclass(frozen=True)
class ElementsChanged(Event):
    """Programme elements of a gradebook were added, moved or removed for a term (`trimestre`, 1)."""

    school_id: int
    gradebook_id: int
    kind: str
    number: int


@dataclass(frozen=True)
class ClassCommentWritten(Event):
    """The comment on a class for a term was written or changed."""

    school_id: int
    group_id: int
    term_id: int


@dataclass(frozen=True)
class SentenceKept(Event):
    """A person kept a sentence for herself, or changed one."""

    sentence_id: int


@dataclass(frozen=True)
class SentenceDropped(Event):
    """A person erased a sentence of hers."""

    sentence_id: int
