"""What a count is made of: a pupil's absent stretches and late arrivals, her lessons, and what the school decided.

Instants are aware, in any zone: they are compared in UTC, because wall clocks of Paris lie by an hour on the two
nights when it changes. Days are dates in Paris. Ends are excluded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple

from preau.attendance.counting.spans import Span
from preau.kernel import clock


class Half(StrEnum):
    """The halves of a school day; the same words as in the calendar, which this package does not import."""

    MORNING = "matin"
    AFTERNOON = "apres_midi"


class HalfDay(NamedTuple):
    """The morning or the afternoon of a date in Paris."""

    day: date
    half: Half

    @property
    def order(self) -> tuple[date, bool]:
        """What puts half-days in order of time: « apres_midi » comes before « matin » in the alphabet only."""
        return (self.day, self.half == Half.AFTERNOON)


class Method(StrEnum):
    """How half-days are counted (rule B6); the words of `AttendanceSettings.counting`."""

    GROSS = "brut"
    PROPORTIONAL = "proportionnel"
    HOURS = "heures"


class Admissibility(StrEnum):
    """What was decided of a reason; the words of `AbsencePeriod.admissibility`."""

    PENDING = "en_attente"
    ACCEPTED = "acceptee"
    REFUSED = "refusee"


class OriginKind(StrEnum):
    """Where a stretch or a late arrival comes from."""

    OBSERVATION = "observation"
    PERIOD = "periode"


class Origin(NamedTuple):
    """The row that says it: what a reader opens from a count. One row has one reason and one decision."""

    kind: OriginKind
    id: int


@dataclass(frozen=True, slots=True)
class Effects:
    """What a reason of the catalogue does (capability C59, Gepi's flags): see `AbsenceReason`."""

    is_under_responsibility: bool = False
    is_breach: bool = True
    as_lateness: bool = False
    needs_proof: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of a fact. `has_reason`: something was said, in the catalogue or in words. `effects` None: no
    reason of the catalogue, which then turns nothing.
    """

    has_reason: bool = False
    admissibility: Admissibility = Admissibility.PENDING
    is_proof_received: bool = False
    effects: Effects | None = None


@dataclass(frozen=True, slots=True)
class AbsentStretch:
    """The pupil was away from `starts_at` to `ends_at`. Raises `ValueError` when it does not last."""

    origin: Origin
    starts_at: datetime
    ends_at: datetime
    explanation: Explanation = field(default_factory=Explanation)

    def __post_init__(self) -> None:
        Span.between(self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class LateArrival:
    """The pupil arrived `minutes` after `starts_at`, when her lesson began. Raises `ValueError` below a minute."""

    origin: Origin
    starts_at: datetime
    minutes: int
    explanation: Explanation = field(default_factory=Explanation)

    def __post_init__(self) -> None:
        if self.minutes < 1:
            raise ValueError("a late arrival lasts a minute at least")
        Span.lasting(self.starts_at, self.minutes)


@dataclass(frozen=True, slots=True)
class LessonTime:
    """A lesson where the pupil is expected. Cancelled ones, and those she is exempted from, are not given.

    `span` and `wall` follow from the rest: its time, and when it starts in Paris. A class shares its lessons: they
    are made once for thirty pupils.
    """

    id: int
    starts_at: datetime
    ends_at: datetime
    span: Span = field(init=False, repr=False, compare=False)
    wall: datetime = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "span", Span.between(self.starts_at, self.ends_at))
        object.__setattr__(self, "wall", clock.local(self.starts_at))


@dataclass(frozen=True, slots=True)
class Midday:
    """Where the school cuts its days: `usual`, and the dates when it is elsewhere. Wall clocks in Paris."""

    usual: time
    on: Mapping[date, time] = field(default_factory=dict)

    def of(self, day: date) -> time:
        """The boundary of that day."""
        return self.on.get(day, self.usual)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one count needs, of one pupil. The order in which things are given, or twice, changes nothing.

    `late_as_absence_from`: from so many minutes a late arrival counts as an absence; None: never.
    """

    lessons: tuple[LessonTime, ...]
    midday: Midday
    stretches: tuple[AbsentStretch, ...] = ()
    late_arrivals: tuple[LateArrival, ...] = ()
    closed: frozenset[HalfDay] = frozenset()
    late_as_absence_from: int | None = None
