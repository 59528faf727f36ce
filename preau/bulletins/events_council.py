"""Facts of class councils. Ids only: what was said is looked up by those who may read it."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class CouncilOpened(Event):
    """The council of a class for a term began."""

    school_id: int
    term_id: int


@dataclass(frozen=True)
class DecisionWritten(Event):
    """Something that the council says of a pupil was written or changed: these fields (`synthese`, `pour`…)."""

    school_id: int
    term_id: int
    pupil_id: int
    fields: list[str]


@dataclass(frozen=True)
class CouncilPassedOn(Event):
    """The council passed on from a pupil: what was shown of her is kept."""

    school_id: int
    term_id: int
    pupil_id: int


@dataclass(frozen=True)
class CouncilClosed(Event):
    """Everything is decided of every pupil."""

    school_id: int
    term_id: int


@dataclass(frozen=True)
class CouncilReopened(Event):
    """Decisions may change again; what was validated no longer is."""

    school_id: int
    term_id: int


@dataclass(frozen=True)
class CouncilValidated(Event):
    """The direction agreed with what the council decided and says."""

    school_id: int
    term_id: int


@dataclass(frozen=True)
class CouncilWordsWritten(Event):
    """The synthesis on the class or the minutes of the delegates were written or changed."""

    school_id: int
    term_id: int
