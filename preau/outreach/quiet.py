"""When something may leave: quiet hours make delivery wait, never writing (rule B14). Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from preau.kernel import clock
from preau.outreach.rules import QUIET_FROM, QUIET_UNTIL

_SATURDAY, _FRIDAY, _MONDAY = 5, 4, 0


@dataclass(frozen=True, slots=True)
class Quiet:
    """No delivery from `since` in the evening until `until` in the morning; with `weekends`, from Friday evening
    to Monday morning. `own` is a stretch the person adds, within one day or over midnight.
    """

    since: time = QUIET_FROM
    until: time = QUIET_UNTIL
    weekends: bool = True
    own: tuple[time, time] | None = None

    def leaves_at(self, instant: datetime) -> datetime:
        """The first instant, from this one, that is quiet for nobody's sake."""
        leaving = instant
        # Two stretches may follow each other: a few steps reach a free instant. Where none is free, the person's
        # own hours give way: nothing waits for ever.
        for _step in range(8):
            held = self._held_until(leaving)
            if held is None:
                return leaving
            leaving = held
        return replace(self, own=None).leaves_at(instant)

    def is_quiet(self, instant: datetime) -> bool:
        """True when delivery waits."""
        return self._held_until(instant) is not None

    def holds_every_day(self, instant: datetime) -> bool:
        """True when delivery waits at this hour whatever the day: week-ends apart."""
        return replace(self, weekends=False).is_quiet(instant)

    def _held_until(self, instant: datetime) -> datetime | None:
        wall = clock.local(instant)
        if self.weekends and self._is_weekend(wall):
            monday = wall.date() + timedelta(days=(7 - wall.weekday()) % 7)
            return clock.instant(monday, self.until)
        held = [
            end
            for one in ((self.since, self.until), self.own)
            if one is not None and (end := _end_of(one, wall)) is not None
        ]
        return max(held, default=None)

    def _is_weekend(self, wall: datetime) -> bool:
        day, hour = wall.weekday(), wall.time()
        return (
            day >= _SATURDAY or (day == _FRIDAY and hour >= self.since) or (day == _MONDAY and hour < self.until)
        )


#: Of who has no school's hours: her own only.
FREE = Quiet(time.min, time.min, weekends=False)


def _end_of(stretch: tuple[time, time], wall: datetime) -> datetime | None:
    """The end of the stretch that holds this hour; None when it does not."""
    since, until = stretch
    hour = wall.time()
    if since == until:
        return None
    if since < until:
        return _at(wall.date(), until) if since <= hour < until else None
    if hour >= since:
        return _at(wall.date() + timedelta(days=1), until)
    return _at(wall.date(), until) if hour < until else None


def _at(day: date, hour: time) -> datetime:
    return clock.instant(day, hour)
