"""Real lives, counted by hand: what the desk, the family and the report card must all read."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest

from preau.attendance.counting.count import count
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
    Method,
    Midday,
)
from preau.attendance.counting.rules import Rule, whole
from preau.attendance.counting.tests.school import (
    ACCEPTED,
    EXCLUDED,
    INFIRMARY,
    MONDAY,
    NOON,
    OVERSLEPT,
    PENDING,
    REFUSED,
    absent,
    at,
    days_later,
    late,
    lessons,
    noted,
    parts,
    period,
)
from preau.attendance.counting.totals import SetAside
from preau.directory.class_days import half_day_of
from preau.kernel import clock

MORNING = HalfDay(MONDAY, Half.MORNING)
AFTERNOON = HalfDay(MONDAY, Half.AFTERNOON)
FOUR_HOURS = lessons("8:00-9:00", "9:00-10:00", "10:00-11:00", "11:00-12:00")
ALL_DAY = (*FOUR_HOURS, *lessons("14:00-15:00", "15:00-16:00", first_id=5))


def test_sick_all_day_with_a_word_of_her_parents_is_two_justified_half_days() -> None:
    found = count(Facts(ALL_DAY, NOON, (absent("8:00-17:00", ACCEPTED, row=7),)))
    assert parts(found.gross) == parts(found.proportional) == (2, 2, 0, 0)
    assert found.hours.total.value == 360
    opened = found.gross.justified.items
    assert [item.half_day for item in opened] == [MORNING, AFTERNOON]
    assert [item.lesson_ids for item in opened] == [(1, 2, 3, 4), (5, 6)]
    assert {item.origins for item in opened} == {(period(7),)}
    assert {(item.rule, item.reasons) for item in opened} == {(Rule.GROSS, (Rule.ACCEPTED,))}


def test_one_hour_missed_out_of_four_is_one_gross_half_day_a_quarter_or_sixty_minutes() -> None:
    found = count(Facts(ALL_DAY, NOON, (absent("9:00-10:00"),)))
    assert found.by(Method.GROSS).unjustified.value == 1
    assert found.by(Method.PROPORTIONAL).unjustified.value == Fraction(1, 4)
    assert found.by(Method.HOURS).unjustified.value == 60
    assert found.lesson_ids == (2,)
    assert [half.is_complete for half in found.half_days] == [False]


def test_a_lesson_that_runs_over_noon_makes_one_half_day() -> None:
    found = count(Facts(lessons("11:30-12:25", "14:00-15:00"), NOON, (absent("11:30-12:25"),)))
    assert [half.half_day for half in found.half_days] == [MORNING]
    assert found.half_days[0].is_complete


def test_a_lesson_that_starts_at_the_boundary_is_of_the_afternoon_as_in_the_calendar() -> None:
    found = count(Facts(lessons("10:50-11:50", "11:50-12:45"), NOON, (absent("11:50-12:45"),)))
    assert [half.half_day for half in found.half_days] == [AFTERNOON]
    of_the_calendar = half_day_of(at("11:50"), NOON.usual)
    assert HalfDay(of_the_calendar.day, Half(of_the_calendar.half)) == AFTERNOON


def test_a_wednesday_cut_later_by_the_school_keeps_its_last_lesson_in_the_morning() -> None:
    wednesday = days_later(2)
    facts = Facts(
        lessons("11:55-12:50", day=wednesday),
        Midday(time(11, 50), {wednesday: time(13)}),
        (absent("11:55-12:50", day=wednesday),),
    )
    assert [half.half_day for half in count(facts).half_days] == [HalfDay(wednesday, Half.MORNING)]


def test_an_absence_over_lunch_and_free_hours_misses_nothing() -> None:
    found = count(Facts(ALL_DAY, NOON, (absent("12:00-14:00", row=3), absent("16:00-18:00", row=4))))
    assert found.half_days == ()
    assert found.set_aside == (
        SetAside(period(3), None, Rule.NO_LESSON),
        SetAside(period(4), None, Rule.NO_LESSON),
    )


def test_an_hour_at_the_infirmary_is_taken_out_of_an_absence_noted_over_it() -> None:
    stretches = (absent("8:00-10:00", row=1), absent("9:00-10:00", INFIRMARY, row=2))
    found = count(Facts(FOUR_HOURS, NOON, stretches))
    assert found.hours.total.value == 60
    assert found.lesson_ids == (1,)
    assert found.set_aside == (SetAside(period(2), MORNING, Rule.UNDER_RESPONSIBILITY),)


def test_a_trip_of_two_days_never_counts_whatever_was_noted_meanwhile() -> None:
    tuesday = days_later(1)
    trip = AbsentStretch(period(1), at("7:00"), at("20:00", tuesday), INFIRMARY)
    noted_absent = absent("9:00-10:00", row=2, day=tuesday)
    found = count(Facts((*ALL_DAY, *lessons("9:00-10:00", day=tuesday, first_id=9)), NOON, (trip, noted_absent)))
    assert not found.half_days
    assert not found.late.total.items
    assert SetAside(period(2), HalfDay(tuesday, Half.MORNING), Rule.COVERED) in found.set_aside


def test_days_of_exclusion_are_no_breach_and_do_not_count() -> None:
    found = count(Facts(ALL_DAY, NOON, (absent("8:00-17:00", EXCLUDED),)))
    assert found.half_days == ()
    assert {one.rule for one in found.set_aside} == {Rule.NO_BREACH}


def test_an_hour_explained_and_an_hour_unexplained_make_one_unjustified_half_day() -> None:
    stretches = (absent("8:00-9:00", ACCEPTED, row=1), absent("10:00-11:00", row=2))
    found = count(Facts(FOUR_HOURS, NOON, stretches))
    assert parts(found.gross) == (1, 0, 0, 1)
    assert found.gross.unjustified.items[0].origins == (period(1), period(2))
    assert Rule.WORST_OF_HALF in found.gross.unjustified.items[0].reasons
    assert parts(found.proportional) == (Fraction(1, 2), Fraction(1, 4), 0, Fraction(1, 4))
    assert found.proportional.unjustified.items[0].origins == (period(2),)


def test_what_a_father_explained_and_what_the_roll_noted_are_one_absence() -> None:
    stretches = (absent("8:00-12:00", ACCEPTED, row=1), absent("9:00-10:00", row=2))
    found = count(Facts(FOUR_HOURS, NOON, stretches))
    assert parts(found.hours) == (240, 240, 0, 0)
    assert found.set_aside == (SetAside(period(2), MORNING, Rule.COVERED),)


def test_a_reason_waits_until_it_is_judged_and_a_refused_one_is_no_reason() -> None:
    days = [days_later(n) for n in range(3)]
    held = tuple(lesson for n, day in enumerate(days) for lesson in lessons("8:00-9:00", day=day, first_id=n + 1))
    whys = (PENDING, REFUSED, Explanation())
    stretches = tuple(
        absent("8:00-9:00", why, day=day, row=n) for n, (day, why) in enumerate(zip(days, whys, strict=True))
    )
    gross = count(Facts(held, NOON, stretches)).gross
    assert parts(gross) == (3, 0, 1, 2)
    assert [item.reasons for item in gross.total.items] == [(Rule.PENDING,), (Rule.REFUSED,), (Rule.NO_REASON,)]


def test_an_accepted_reason_whose_certificate_has_not_come_says_so() -> None:
    why = Explanation(has_reason=True, admissibility=Admissibility.ACCEPTED, effects=Effects(needs_proof=True))
    brought = Explanation(
        has_reason=True,
        admissibility=Admissibility.ACCEPTED,
        effects=Effects(needs_proof=True),
        is_proof_received=True,
    )
    for explanation, awaited in ((why, True), (brought, False)):
        item = count(Facts(FOUR_HOURS, NOON, (absent("8:00-9:00", explanation),))).gross.justified.items[0]
        assert item.is_proof_awaited is awaited


def test_ten_minutes_late_is_late_and_not_absent() -> None:
    found = count(Facts(FOUR_HOURS, NOON, late_arrivals=(late("8:00", 10, row=5),)))
    assert parts(found.late) == (1, 0, 0, 1)
    assert not found.half_days
    (item,) = found.late.unjustified.items
    assert (item.half_day, item.lesson_ids, item.origins) == (MORNING, (1,), (noted(5),))
    assert (item.missed, item.rule) == (timedelta(minutes=10), Rule.LATE)


@pytest.mark.parametrize(("limit", "absences", "lates"), [(None, 0, 1), (31, 0, 1), (30, 1, 0)])
def test_the_limit_of_the_school_turns_half_an_hour_late_into_an_absence(
    limit: int | None, absences: int, lates: int
) -> None:
    facts = Facts(FOUR_HOURS, NOON, late_arrivals=(late("8:00", 30),), late_as_absence_from=limit)
    found = count(facts)
    assert parts(found.gross) == (absences, 0, 0, absences)
    assert parts(found.late) == (lates, 0, 0, lates)
    assert found.hours.total.value == 30 * absences


def test_a_reason_turns_a_late_arrival_into_an_absence_and_an_absence_into_a_late_arrival() -> None:
    turned = Explanation(has_reason=True, effects=Effects())
    by_reason = count(Facts(FOUR_HOURS, NOON, late_arrivals=(late("8:00", 20, turned),)))
    assert by_reason.gross.awaiting.items[0].reasons == (Rule.PENDING, Rule.TURNED_BY_REASON)
    slept = count(Facts(FOUR_HOURS, NOON, (absent("8:00-9:00", OVERSLEPT),)))
    assert not slept.half_days
    assert parts(slept.late) == (1, 0, 1, 0)
    assert slept.late.total.items[0].rule == Rule.AS_LATENESS


def test_late_because_kept_by_the_school_or_within_an_absence_is_not_late_again() -> None:
    kept = count(Facts(FOUR_HOURS, NOON, late_arrivals=(late("9:00", 10, INFIRMARY, row=1),)))
    assert not kept.late.total.items
    assert kept.set_aside[0].rule == Rule.UNDER_RESPONSIBILITY
    at_the_doctor = absent("8:00-9:10", ACCEPTED, row=2)
    found = count(Facts(FOUR_HOURS, NOON, (at_the_doctor,), (late("9:00", 10, row=3),)))
    assert not found.late.total.items
    assert parts(found.hours) == (70, 70, 0, 0)
    assert found.set_aside == (SetAside(noted(3), MORNING, Rule.COVERED),)


def test_a_long_late_arrival_over_noon_is_late_once() -> None:
    found = count(Facts(ALL_DAY, NOON, late_arrivals=(late("11:00", 210),)))
    assert [item.half_day for item in found.late.total.items] == [MORNING]


def test_a_lesson_of_a_closed_afternoon_is_not_missed() -> None:
    facts = Facts(ALL_DAY, NOON, (absent("8:00-17:00", row=1),), closed=frozenset({AFTERNOON}))
    found = count(facts)
    assert [half.half_day for half in found.half_days] == [MORNING]
    assert found.set_aside == (SetAside(period(1), AFTERNOON, Rule.CLOSED),)


def test_late_then_gone_early_on_a_closed_afternoon_is_set_aside_once() -> None:
    gone = AbsentStretch(noted(1), at("14:40"), at("15:00"))
    facts = Facts(ALL_DAY, NOON, (gone,), (late("14:00", 10, row=1),), closed=frozenset({AFTERNOON}))
    assert count(facts).set_aside == (SetAside(noted(1), AFTERNOON, Rule.CLOSED),)


def test_two_groups_at_once_by_mistake_are_not_missed_twice() -> None:
    found = count(Facts(lessons("11:00-13:00", "12:00-13:30"), NOON, (absent("11:00-13:30"),)))
    assert found.hours.total.value == 150
    assert [half.missed for half in found.half_days] == [timedelta(hours=2), timedelta(minutes=30)]


@pytest.mark.parametrize(("sunday", "minutes"), [(date(2026, 10, 25), 240), (date(2027, 3, 28), 120)])
def test_a_night_of_boarding_lasts_as_long_as_it_does_when_clocks_change(sunday: date, minutes: int) -> None:
    starts, ends = (datetime.combine(sunday, time(hour), tzinfo=clock.PARIS) for hour in (1, 4))
    watch = LessonTime(1, starts, ends)
    found = count(Facts((watch,), NOON, (AbsentStretch(period(1), starts, ends),)))
    assert found.hours.total.value == minutes
    assert found.half_days[0].is_complete
    assert found.half_days[0].half_day == HalfDay(sunday, Half.MORNING)


@pytest.mark.parametrize("sunday", [date(2026, 10, 25), date(2027, 3, 28)])
def test_late_on_that_night_lasts_the_minutes_that_went_by(sunday: date) -> None:
    starts, ends = (datetime.combine(sunday, time(hour), tzinfo=clock.PARIS) for hour in (1, 4))
    found = count(Facts((LessonTime(1, starts, ends),), NOON, late_arrivals=(LateArrival(noted(1), starts, 120),)))
    assert found.late.total.items[0].missed == timedelta(minutes=120)


@pytest.mark.parametrize("sunday", [date(2026, 10, 25), date(2027, 3, 28)])
def test_away_from_friday_to_monday_over_the_change_misses_friday_and_monday(sunday: date) -> None:
    friday, monday = sunday - timedelta(days=2), sunday + timedelta(days=1)
    held = (*lessons("16:00-17:00", day=friday), *lessons("8:00-9:00", "9:00-10:00", day=monday, first_id=2))
    away = AbsentStretch(period(1), at("16:00", friday), at("9:00", monday))
    found = count(Facts(held, NOON, (away,)))
    assert [half.half_day for half in found.half_days] == [
        HalfDay(friday, Half.AFTERNOON),
        HalfDay(monday, Half.MORNING),
    ]
    assert found.proportional.total.value == Fraction(3, 2)


def test_a_report_card_prints_the_nearest_integer_and_a_part_never_exceeds_its_total() -> None:
    assert [whole(Fraction(n, 4)) for n in range(7)] == [0, 0, 1, 1, 1, 1, 2]
    stretches = (absent("8:00-9:00", ACCEPTED, row=1), absent("9:00-11:00", row=2))
    found = count(Facts(FOUR_HOURS, NOON, stretches)).proportional
    assert (found.total.whole, found.unjustified.whole) == (1, 1)
