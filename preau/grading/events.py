"""Facts of grading. Ids only: marks are looked up by those who may see them."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class GradebooksMade(Event):
    """The gradebooks of a school were made from its courses: so many opened, so many closed."""

    school_id: int
    opened: int
    closed: int


@dataclass(frozen=True)
class MarksWritten(Event):
    """Marks of a gradebook were written, changed or emptied, in these evaluations, for these pupils."""

    school_id: int
    gradebook_id: int
    evaluation_ids: list[int]
    pupil_ids: list[int]


@dataclass(frozen=True)
class EvaluationWritten(Event):
    """An evaluation was added to a gradebook, or changed."""

    school_id: int
    gradebook_id: int
    evaluation_id: int


@dataclass(frozen=True)
class EvaluationWithdrawn(Event):
    """An evaluation was taken out of a gradebook, with its marks; they are kept."""

    school_id: int
    gradebook_id: int
    evaluation_id: int


@dataclass(frozen=True)
class EvaluationReleased(Event):
    """The marks of an evaluation may be seen from now on by its pupils or, the delay past, by families."""

    school_id: int
    gradebook_id: int
    evaluation_id: int


@dataclass(frozen=True)
class TermResultsWritten(Event):
    """Averages or positionings of a gradebook were decided, changed or given up, for these pupils, for a term."""

    school_id: int
    gradebook_id: int
    kind: str
    number: int
    pupil_ids: list[int]


@dataclass(frozen=True)
class NewMarksAskedFor(Event):
    """Somebody asked to be told of the new marks of a pupil, `jour` or `aussitot`; empty: no more."""

    pupil_id: int
    cadence: str


@dataclass(frozen=True)
class NewMarksFound(Event):
    """Marks may be seen that these persons asked to be told of: of each, her id, the pupil and how many."""

    school_id: int
    found: list[list[int]]
