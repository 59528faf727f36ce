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


@dataclass(frozen=True)
class SheetRemarked(Event):
    """What a sheet says of a pupil besides absent or late changed: an early departure, a notebook, a sentence."""

    school_id: int
    lesson_id: int
    pupil_id: int


@dataclass(frozen=True)
class PeriodJustified(Event):
    """A family said why a pupil was away, or sent a proof: it is to be examined."""

    school_id: int
    period_id: int
    pupil_id: int


@dataclass(frozen=True)
class AbsenceDeclared(Event):
    """A family announced that a pupil is or will be away."""

    school_id: int
    period_id: int
    pupil_id: int


@dataclass(frozen=True)
class ProofWithdrawn(Event):
    """A file sent for a period was taken back by its sender."""

    school_id: int
    period_id: int
    pupil_id: int


@dataclass(frozen=True)
class RollNudged(Event):
    """Vie scolaire reminded the teachers of a lesson that its roll is still to be called."""

    school_id: int
    lesson_id: int


@dataclass(frozen=True)
class FamiliesAlerted(Event):
    """Messages were made to tell families of an absence, besides the page."""

    school_id: int
    absence_id: int
    pupil_id: int


@dataclass(frozen=True)
class NotificationSent(Event):
    """A message was handed over to the mail server or to the SMS gateway."""

    school_id: int
    notification_id: int
    pupil_id: int


@dataclass(frozen=True)
class NotificationCutShort(Event):
    """Préau stopped while this message left: nobody knows whether it did, and it is sent again."""

    school_id: int
    notification_id: int
    pupil_id: int


@dataclass(frozen=True)
class NotificationFailed(Event):
    """A message could not be sent, and will not be tried again."""

    school_id: int
    notification_id: int
    pupil_id: int
    absence_id: int | None


@dataclass(frozen=True)
class NotificationsForgotten(Event):
    """So many messages of more than a year were erased."""

    school_id: int
    count: int


@dataclass(frozen=True)
class AlertWasReset(Event):
    """An alert of a pupil was dealt with: what counts for it starts again."""

    school_id: int
    pupil_id: int
    kind: str


@dataclass(frozen=True)
class LettersMade(Event):
    """Somebody made letters to families, by this channel, to so many people."""

    school_id: int
    batch: str
    channel: str
    count: int


@dataclass(frozen=True)
class LettersCancelled(Event):
    """So many letters of a batch were stopped before they left."""

    school_id: int
    batch: str
    count: int
