"""Facts of attendance. Ids only: names are looked up by those who may see them."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class RollOpened(Event):
    """Someone began to call the roll of a lesson."""

    school_id: int
    lesson_id: int


@dataclass(frozen=True)
class RollClosed(Event):
    """The sheet of a lesson was validated, with so many absent and late (0 and 0: an empty sheet)."""

    school_id: int
    lesson_id: int
    absent: int
    late: int


@dataclass(frozen=True)
class AbsenceNoted(Event):
    """A pupil was noted absent from a lesson."""

    school_id: int
    absence_id: int
    pupil_id: int
    lesson_id: int


@dataclass(frozen=True)
class LateArrivalNoted(Event):
    """A pupil was noted late at a lesson (an absence may have become lateness)."""

    school_id: int
    absence_id: int
    pupil_id: int
    lesson_id: int
    minutes: int


@dataclass(frozen=True)
class AbsenceWithdrawn(Event):
    """What had been noted of a pupil at a lesson was an error: the pupil is present."""

    school_id: int
    absence_id: int
    pupil_id: int
    lesson_id: int


@dataclass(frozen=True)
class StandingConfirmed(Event):
    """A tap said what was already noted: nothing changed, but its key is now known."""

    school_id: int
    pupil_id: int
    lesson_id: int


@dataclass(frozen=True)
class PeriodNoted(Event):
    """Vie scolaire noted that a pupil is, was or will be away for a time."""

    school_id: int
    period_id: int
    pupil_id: int


@dataclass(frozen=True)
class PeriodTreated(Event):
    """The reason, the decision, the proof or the follow-up mark of a period changed; `decided`: what was decided
    now, empty when nothing was.
    """

    school_id: int
    period_id: int
    pupil_id: int
    decided: str


@dataclass(frozen=True)
class PeriodWithdrawn(Event):
    """A period was an error: it counts no more, and stays readable."""

    school_id: int
    period_id: int
    pupil_id: int


@dataclass(frozen=True)
class FollowUpAdded(Event):
    """Something was done about a period: a call, a letter, a meeting."""

    school_id: int
    period_id: int
    follow_up_id: int
