"""What holds for every week that a pupil may live. `PREAU_WEEKS` says over how many weeks: 300 in the suite."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, timedelta
from fractions import Fraction
from math import ceil
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preau.attendance.counting.claims import Treatment, claims_of, held_by
from preau.attendance.counting.count import count
from preau.attendance.counting.facts import AbsentStretch, Facts, Half, HalfDay, LessonTime, Origin, OriginKind
from preau.attendance.counting.lessons import own_times
from preau.attendance.counting.spans import length, meet, minus
from preau.attendance.counting.tests.weeks import minutes_of, numbers, slowly, weeks
from preau.attendance.counting.thresholds import unjustified_months
from preau.attendance.counting.totals import Tally
from preau.kernel import clock

#: The same weeks at every run, however busy the machine is.
steadily = settings(
    max_examples=int(os.environ.get("PREAU_WEEKS", "300")),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
parts = st.fractions(0, 1)


def cut(stretch: AbsentStretch, where: Fraction) -> tuple[AbsentStretch, ...]:
    """The same stretch in two, at any instant; whole when the instant is one of its ends."""
    starts, ends = stretch.starts_at.astimezone(UTC), stretch.ends_at.astimezone(UTC)
    instant = starts + timedelta(microseconds=int((ends - starts) // timedelta(microseconds=1) * where))
    if not starts < instant < ends:
        return (stretch,)
    return (replace(stretch, starts_at=instant), replace(stretch, ends_at=instant))


@steadily
@given(weeks(), st.integers(0, 999), parts)
def test_order_pieces_and_repeats_change_nothing(facts: Facts, seed: int, where: Fraction) -> None:
    chance, found = Random(seed), count(facts)
    lessons, stretches, late = list(facts.lessons), list(facts.stretches), list(facts.late_arrivals)
    chance.shuffle(lessons)
    chance.shuffle(stretches)
    chance.shuffle(late)
    shuffled = replace(facts, lessons=tuple(lessons), stretches=tuple(stretches), late_arrivals=tuple(late))
    assert count(shuffled) == found
    pieces = tuple(piece for stretch in facts.stretches for piece in cut(stretch, where))
    assert count(replace(facts, stretches=pieces)) == found
    twice = replace(
        facts,
        lessons=facts.lessons * 2,
        stretches=facts.stretches + pieces,
        late_arrivals=facts.late_arrivals * 2,
    )
    assert count(twice) == found


@steadily
@given(weeks())
def test_a_zone_is_only_a_way_to_write_an_instant(facts: Facts) -> None:
    written = replace(
        facts,
        lessons=tuple(
            replace(one, starts_at=one.starts_at.astimezone(UTC), ends_at=one.ends_at.astimezone(UTC))
            for one in facts.lessons
        ),
        stretches=tuple(
            replace(one, starts_at=clock.local(one.starts_at), ends_at=clock.local(one.ends_at))
            for one in facts.stretches
        ),
        late_arrivals=tuple(replace(one, starts_at=clock.local(one.starts_at)) for one in facts.late_arrivals),
    )
    assert count(written) == count(facts)


@steadily
@given(weeks())
def test_it_is_the_count_made_minute_by_minute(facts: Facts) -> None:
    found, slow = count(facts), slowly(facts)
    of_halves = {
        half.half_day: {share.verdict: share.missed // timedelta(minutes=1) for share in half.shares}
        for half in found.half_days
    }
    assert of_halves == {
        half: {verdict: minutes for verdict, minutes in missed.items() if minutes}
        for half, missed in slow.missed.items()
    }
    assert {half.half_day: half.lesson_time // timedelta(minutes=1) for half in found.half_days} == {
        half: slow.lesson_minutes[half] for half in slow.missed
    }
    assert found.late.total.value == slow.late


@steadily
@given(weeks())
def test_the_parts_make_the_total_and_each_item_is_a_part(facts: Facts) -> None:
    found = count(facts)
    for tally in (found.gross, found.proportional, found.hours, found.late):
        assert parts_of(tally) == tally.total.value
        assert all(
            item.value > 0 and item.origins and item.lesson_ids and item.reasons for item in tally.total.items
        )
    assert found.gross.total.value >= ceil(found.proportional.total.value)
    assert found.gross.unjustified.value >= found.proportional.unjustified.value
    assert found.gross.total.value == len({half.half_day for half in found.half_days})
    for half in found.half_days:
        assert timedelta() < half.missed <= half.lesson_time
    for month in unjustified_months(found):
        assert len(month.complete) <= len(month.gross)
    assert sum(len(month.gross) for month in unjustified_months(found)) == found.gross.unjustified.value


def parts_of(tally: Tally) -> Fraction:
    return tally.justified.value + tally.awaiting.value + tally.unjustified.value


@steadily
@given(weeks())
def test_the_union_is_never_more_than_the_sum_nor_than_the_lessons(facts: Facts) -> None:
    found = count(facts)
    claims = claims_of(facts, own_times(facts.lessons, facts.midday))
    alone = [count(replace(facts, stretches=(one,), late_arrivals=())) for one in facts.stretches]
    alone += [count(replace(facts, stretches=(), late_arrivals=(one,))) for one in facts.late_arrivals]
    assert found.hours.total.value <= sum(one.hours.total.value for one in alone)
    lesson_minutes = {m for one in facts.lessons for m in minutes_of(one.starts_at, one.ends_at)}
    assert found.hours.total.value <= len(lesson_minutes)
    held = held_by(claims)
    for treatment in Treatment:
        assert all(not meet(held[treatment], held[other]) for other in Treatment if other != treatment)
        assert length(minus(held[treatment], held[treatment])) == timedelta()


@steadily
@given(weeks(), st.integers(0, 13), st.sampled_from(Half))
def test_a_closure_takes_its_half_day_away_and_nothing_else(facts: Facts, which: int, half: Half) -> None:
    day = clock.school_day(facts.lessons[which % len(facts.lessons)].starts_at) if facts.lessons else clock.today()
    closed = HalfDay(day, half)
    before, after = count(facts), count(replace(facts, closed=facts.closed | {closed}))
    assert after.half_days == tuple(one for one in before.half_days if one.half_day != closed)
    assert after.late.total.items == tuple(item for item in before.late.total.items if item.half_day != closed)


@steadily
@given(weeks(), st.integers(7, 30), st.integers(1, 5000))
def test_time_without_a_lesson_changes_nothing(facts: Facts, days: int, minutes: int) -> None:
    """A week without lessons, attended by nobody: an absence there, a closure there, are nothing."""
    found = count(facts)
    last = max((one.ends_at for one in facts.lessons), default=clock.now()).astimezone(UTC) + timedelta(days=days)
    nowhere = AbsentStretch(Origin(OriginKind.PERIOD, 99), last, last + timedelta(minutes=minutes))
    more = count(replace(facts, stretches=(*facts.stretches, nowhere)))
    assert numbers(more) == numbers(found)
    assert set(more.set_aside) - set(found.set_aside) == {one for one in more.set_aside if one.origin.id == 99}
    shut = facts.closed | {HalfDay(clock.school_day(last), half) for half in Half}
    assert count(replace(facts, closed=shut)) == found


@steadily
@given(weeks())
def test_a_half_day_attended_changes_nothing(facts: Facts) -> None:
    """Lessons of another week, where nothing is noted, add nothing and take nothing."""
    found = count(facts)
    edges = [one.ends_at for one in facts.lessons] + [one.ends_at for one in facts.stretches]
    after = max(edges, default=clock.now()).astimezone(UTC) + timedelta(days=7)
    attended = LessonTime(99, after, after + timedelta(hours=1))
    assert numbers(count(replace(facts, lessons=(*facts.lessons, attended)))) == numbers(found)


@steadily
@given(weeks())
def test_everything_given_is_counted_or_set_aside_with_its_rule(facts: Facts) -> None:
    found = count(facts)
    told = {one.origin for one in found.set_aside}
    counted = {
        origin for tally in (found.gross, found.late) for item in tally.total.items for origin in item.origins
    }
    rows = [(one.origin, one.explanation.effects) for one in facts.stretches]
    rows += [(one.origin, one.explanation.effects) for one in facts.late_arrivals]
    assert told | counted == {origin for origin, _ in rows}
    exempt = {
        origin
        for origin, effects in rows
        if effects is not None and (effects.is_under_responsibility or not effects.is_breach)
    }
    assert not exempt & counted
