"""What rolls noted of a pupil on one day, as stretches: pure arithmetic, whatever the order in which it came.

Absences that follow each other make one stretch. A lesson where the pupil was seen (a validated roll that does not
note her absent) cuts it; one whose roll nobody called does not. Late arrivals and early departures stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from preau.attendance.models import AbsencePeriod


@dataclass(frozen=True, slots=True)
class Observed:
    """An absence or a late arrival that a roll notes and that stands.

    `seen_before` counts the lessons of that day, before this one, where the pupil was seen. `told_id` is the told
    period that covers its beginning, when there is one.
    """

    absence_id: int
    starts_at: datetime
    ends_at: datetime
    late_minutes: int | None
    period_id: int | None
    told_id: int | None
    seen_before: int


@dataclass(frozen=True, slots=True)
class Departure:
    """A pupil who left so many minutes before the end of a lesson."""

    starts_at: datetime
    ends_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period to be: its kind, its time, and the notes of rolls that make it, in order."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    absence_ids: tuple[int, ...]

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        """True when both have an instant in common."""
        return self.starts_at < ends_at and starts_at < self.ends_at


def stretches_of(observed: Iterable[Observed], departures: Iterable[Departure] = ()) -> list[Stretch]:
    """The stretches of one pupil on one day that no told period covers, in order of time."""
    found = [_departure(one) for one in departures]
    cut = -1
    for one in sorted(observed, key=lambda o: (o.starts_at, o.absence_id)):
        if one.late_minutes is not None:
            found.append(_late(one, one.late_minutes))
        elif one.told_id is None:
            last = next((s for s in reversed(found) if s.kind == AbsencePeriod.Kind.ABSENCE), None)
            if last is not None and cut == one.seen_before:
                found[found.index(last)] = _longer(last, one)
            else:
                found.append(Stretch(AbsencePeriod.Kind.ABSENCE, one.starts_at, one.ends_at, (one.absence_id,)))
            cut = one.seen_before
    return sorted(found, key=lambda stretch: (stretch.starts_at, stretch.kind))


def _longer(stretch: Stretch, one: Observed) -> Stretch:
    return Stretch(
        stretch.kind, stretch.starts_at, max(stretch.ends_at, one.ends_at), (*stretch.absence_ids, one.absence_id)
    )


def _late(one: Observed, minutes: int) -> Stretch:
    """A late arrival lasts from the start of the lesson."""
    until = one.starts_at + timedelta(minutes=minutes)
    return Stretch(AbsencePeriod.Kind.LATE, one.starts_at, until, (one.absence_id,))


def _departure(one: Departure) -> Stretch:
    """An early departure lasts until the end of the lesson, and began in it at the earliest."""
    since = max(one.ends_at - timedelta(minutes=one.minutes), one.starts_at)
    return Stretch(AbsencePeriod.Kind.LEFT_EARLY, since, one.ends_at, ())
