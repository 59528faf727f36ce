"""Weeks drawn at random, and the same count made the slow way: minute by minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from preau.attendance.counting.claims import verdict_of
from preau.attendance.counting.facts import (
    AbsentStretch,
    Admissibility,
    Effects,
    Explanation,
    Facts,
    Half,
    HalfDay,
    LateArrival,
    LessonTime,
    Midday,
    Origin,
    OriginKind,
)
from preau.attendance.counting.totals import Count, Verdict
from preau.kernel import clock

MINUTE = timedelta(minutes=1)
#: An ordinary week, those where clocks change (last Sundays of October and March), one over two months, New Year.
MONDAYS = (
    date(2026, 11, 16), date(2025, 10, 20), date(2026, 10, 19), date(2027, 3, 22), date(2026, 3, 23),
    date(2026, 11, 30), date(2026, 12, 28),
)  # fmt: skip
WORTH = {Verdict.JUSTIFIED: 3, Verdict.AWAITING: 4, Verdict.UNJUSTIFIED: 5}


@st.composite
def weeks(draw: st.DrawFn) -> Facts:
    """One pupil's week: lessons by day and night, some at once; absences, late arrivals, closures, boundaries."""
    monday = draw(st.sampled_from(MONDAYS))
    zone = draw(st.sampled_from((UTC, clock.PARIS)))
    lessons = tuple(_lesson(n, monday, zone, drawn) for n, drawn in enumerate(draw(st.lists(_HOURS, max_size=14))))
    return Facts(
        lessons=lessons,
        midday=Midday(
            draw(_MIDDAYS),
            draw(st.dictionaries(_DAYS.map(lambda n: monday + timedelta(days=n)), _MIDDAYS, max_size=2)),
        ),
        stretches=tuple(
            AbsentStretch(Origin(OriginKind.PERIOD, n), *_times(monday, zone, hours), why)
            for n, (hours, why) in enumerate(draw(st.lists(st.tuples(_AWAY, _WHY), max_size=5)))
        ),
        late_arrivals=tuple(
            LateArrival(
                Origin(OriginKind.OBSERVATION, n),
                lessons[which % len(lessons)].starts_at + (timedelta() if on_time else 400 * MINUTE),
                minutes,
                why,
            )
            for n, (which, on_time, minutes, why) in enumerate(draw(st.lists(_LATE, max_size=4)))
            if lessons
        ),
        closed=frozenset(
            HalfDay(monday + timedelta(days=day), half) for day, half in draw(st.sets(_HALVES, max_size=2))
        ),
        late_as_absence_from=draw(st.none() | st.integers(5, 60)),
    )


_DAYS = st.integers(0, 6)
_MIDDAYS = st.sampled_from((time(10), time(11, 50), time(12, 30), time(15)))
_HALVES = st.tuples(_DAYS, st.sampled_from(Half))
_BY_DAY = st.sampled_from([hour * 60 + shift for hour in range(8, 18) for shift in (0, 30)])
#: day, first minute by wall clock, minutes.
_HOURS = st.tuples(
    _DAYS, st.one_of(_BY_DAY, _BY_DAY, st.integers(0, 1439)), st.sampled_from((30, 55, 60, 110, 180))
)
_AWAY = st.tuples(
    _DAYS,
    st.one_of(_BY_DAY, st.integers(0, 1439)),
    st.one_of(st.sampled_from((60, 120, 240, 600)), st.integers(1, 4000)),
)
_WHY = st.builds(
    Explanation,
    has_reason=st.booleans(),
    admissibility=st.sampled_from(Admissibility),
    is_proof_received=st.booleans(),
    effects=st.none()
    | st.sampled_from(
        (
            Effects(), Effects(needs_proof=True), Effects(as_lateness=True), Effects(is_breach=False),
            Effects(is_under_responsibility=True), Effects(is_under_responsibility=True, is_breach=False),
        )
    ),
)  # fmt: skip
_LATE = st.tuples(
    st.integers(0, 50),
    st.sampled_from((True, True, True, False)),
    st.one_of(st.integers(1, 60), st.just(240)),
    _WHY,
)


def _times(monday: date, zone: object, hours: tuple[int, int, int]) -> tuple[datetime, datetime]:
    day, minute, lasts = hours
    starts = clock.instant(monday + timedelta(days=day), time(minute // 60, minute % 60))
    ends = starts + lasts * MINUTE
    return (starts, ends) if zone is UTC else (clock.local(starts), clock.local(ends))


def _lesson(number: int, monday: date, zone: object, hours: tuple[int, int, int]) -> LessonTime:
    return LessonTime(number, *_times(monday, zone, hours))


@dataclass(frozen=True)
class Slow:
    """What the slow count finds: minutes of lessons and minutes missed by half-day, and how many late arrivals."""

    lesson_minutes: dict[HalfDay, int]
    missed: dict[HalfDay, dict[Verdict, int]]
    late: int


def minutes_of(starts_at: datetime, ends_at: datetime) -> range:
    """Minutes since the epoch: a plain set of numbers, where clocks never change."""
    return range(int(starts_at.timestamp()) // 60, int(ends_at.timestamp()) // 60)


def slowly(facts: Facts) -> Slow:
    """Each minute of lesson, one by one: whose lesson, which half-day, the word of lowest number said of it."""
    owner: dict[int, HalfDay] = {}
    for lesson in sorted(
        facts.lessons, key=lambda one: (one.starts_at.timestamp(), one.ends_at.timestamp(), one.id)
    ):
        day = clock.school_day(lesson.starts_at)
        is_morning = clock.local(lesson.starts_at).time() < facts.midday.of(day)
        for minute in minutes_of(lesson.starts_at, lesson.ends_at):
            owner.setdefault(minute, HalfDay(day, Half.MORNING if is_morning else Half.AFTERNOON))
    said: dict[int, int] = {}
    lates: list[tuple[int, set[int], int]] = []
    for number, (minutes, worth) in enumerate(_worths(facts, owner)):
        for minute in minutes:
            said[minute] = min(said.get(minute, 9), worth)
        if worth in {2, 6}:
            lates.append((number, minutes, worth))
    totals = {half: sum(1 for one in owner.values() if one == half) for half in set(owner.values()) - facts.closed}
    missed: dict[HalfDay, dict[Verdict, int]] = {}
    for minute, half in owner.items():
        for verdict, worth in WORTH.items():
            if said.get(minute) == worth and half not in facts.closed:
                missed.setdefault(half, dict.fromkeys(Verdict, 0))[verdict] += 1
    seen = {
        (number, owner[minute])
        for number, minutes, worth in lates
        for minute in minutes & owner.keys()
        if said[minute] == worth and owner[minute] not in facts.closed
    }
    return Slow(totals, missed, len(seen))


def _worths(facts: Facts, owner: dict[int, HalfDay]) -> list[tuple[set[int], int]]:
    found = []
    for stretch in facts.stretches:
        effects = stretch.explanation.effects or Effects()
        worth = 2 if effects.as_lateness else WORTH[verdict_of(stretch.explanation)[0]]
        found.append((set(minutes_of(stretch.starts_at, stretch.ends_at)), _exempt(effects, worth)))
    for late in facts.late_arrivals:
        first = int(late.starts_at.timestamp()) // 60
        minutes = set(range(first, first + late.minutes)) & owner.keys()
        home = owner[min(minutes)] if minutes else None
        limit = facts.late_as_absence_from
        reason = late.explanation.effects
        is_absence = (reason is not None and not reason.as_lateness) or (
            limit is not None and late.minutes >= limit
        )
        worth = WORTH[verdict_of(late.explanation)[0]] if is_absence else 6
        found.append(({m for m in minutes if owner[m] == home}, _exempt(reason or Effects(), worth)))
    return found


def _exempt(effects: Effects, worth: int) -> int:
    return 0 if effects.is_under_responsibility else worth if effects.is_breach else 1


def numbers(found: Count) -> tuple[object, ...]:
    """What a count says, without what it set aside."""
    return (found.half_days, found.late)
