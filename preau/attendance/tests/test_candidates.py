"""Whom the page of absenteeism counts: never fewer than those who have gone too far, whatever they lived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest

from preau.attendance.counting.count import count
from preau.attendance.counting.facts import Facts
from preau.attendance.counting.thresholds import Level, UnjustifiedMonth, unjustified_months
from preau.attendance.models import AbsencePeriod, AbsenceReason, AttendanceSettings
from preau.attendance.queries import thresholds
from preau.attendance.queries.facts import facts_of
from preau.attendance.queries.thresholds import absent_months
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast, lesson

Look = Callable[[], AbstractContextManager[None]]

SINCE = date(2026, 10, 1)
#: Days of class in two months, and one without class: Armistice.
DAYS = [date(2026, 10, 15), date(2026, 10, 16), *(date(2026, 11, 9) + timedelta(days=n) for n in range(5))]
#: One lesson begins in the morning and lasts after midday (11 h 50), when another has begun.
HOURS = (((8, 0), (10, 0)), ((11, 20), (13, 10)), ((12, 30), (13, 30)), ((14, 0), (16, 0)))


@pytest.fixture
def days(cast: Cast, seen_everywhere: Look) -> None:
    """The same lessons each day for Léa and Noé's class."""
    with seen_everywhere():
        for day in DAYS:
            for n, (start, end) in enumerate(HOURS):
                lesson(cast, f"{day}-{n}", "college", "4B", "durand", "Français", time(*start), time(*end), day)


def live(cast: Cast, chance: Random) -> None:
    """Periods of any kind, reason and length, for two pupils; their school chooses its limit."""
    school = cast.schools["college"]
    AttendanceSettings.objects.update_or_create(
        school=school, defaults={"late_as_absence_from": chance.choice([None, 1, 20, 60])}
    )
    reasons = list(AbsenceReason.objects.filter(school=school).order_by("id"))
    made: list[AbsencePeriod] = []
    for pupil in (cast.lea, cast.noe):
        for _n in range(chance.randint(2, 14)):
            day = chance.choice(DAYS)
            kind = chance.choice(["absence", "absence", "absence", "retard", "depart"])
            starts_at = clock.instant(day, time(chance.randint(7, 16), chance.choice([0, 20, 50])))
            lasts = chance.choice([1, 10, 20, 45, 60, 130, 240, 600] + ([2000, 4000] if kind == "absence" else []))
            ends_at = starts_at + timedelta(minutes=lasts)
            decision = chance.choice(["en_attente", "en_attente", "en_attente", "refusee", "acceptee"])
            made.append(AbsencePeriod(
                school=school, pupil_id=pupil.pk, kind=kind, starts_at=starts_at, ends_at=ends_at,
                origin=chance.choice(["appel", "vie_scolaire"]), first_on=day, last_on=clock.school_day(ends_at),
                reason=chance.choice(reasons) if chance.random() < 0.2 else None,
                words=chance.choice(["", "", "", "Fièvre"]), admissibility=decision,
                decided_at=None if decision == "en_attente" else NOW, made_at=NOW,
            ))  # fmt: skip
    AbsencePeriod.objects.bulk_create(made)


def counted(cast: Cast) -> set[tuple[int, UnjustifiedMonth]]:
    """The same by counting everybody whole."""
    pupils = [cast.lea.pk, cast.noe.pk]
    facts = facts_of(cast.schools["college"].pk, pupils, since=SINCE, until=TODAY)
    return {
        (pupil, month)
        for pupil in pupils
        for month in unjustified_months(count(facts[pupil]))
        if month.gross_level is not Level.NONE
    }


@pytest.mark.usefixtures("days")
def test_those_chosen_by_sql_and_everybody_counted_whole_give_the_same_months(
    cast: Cast, seen_everywhere: Look
) -> None:
    school, found = cast.schools["college"].pk, 0
    with seen_everywhere():
        for seed in range(40):
            AbsencePeriod.objects.filter(pupil_id__in=[cast.lea.pk, cast.noe.pk]).delete()
            live(cast, Random(seed))
            expected = counted(cast)
            chosen = absent_months(school, since=SINCE, until=TODAY)
            assert {(one.pupil_id, one.month) for one in chosen} == expected, seed
            found += len(expected)
    assert found > 10


@pytest.mark.usefixtures("days")
@pytest.mark.parametrize(("afternoons", "is_counted"), [(1, False), (2, True)])
def test_an_absence_after_midday_may_take_the_end_of_a_morning(
    cast: Cast, seen_everywhere: Look, monkeypatch: pytest.MonkeyPatch, afternoons: int, is_counted: bool
) -> None:
    asked: list[list[int]] = []

    def watched(school: int, pupils: list[int], **when: Any) -> Mapping[int, Facts]:
        asked.append(pupils)
        return facts_of(school, pupils, **when)

    monkeypatch.setattr(thresholds, "facts_of", watched)
    with seen_everywhere():
        AbsencePeriod.objects.filter(pupil_id__in=[cast.lea.pk, cast.noe.pk]).delete()
        for day in DAYS[2 : 2 + afternoons]:
            AbsencePeriod.objects.create(
                school=cast.schools["college"], pupil_id=cast.lea.pk, kind="absence", origin="appel",
                starts_at=clock.instant(day, time(12)), ends_at=clock.instant(day, time(14, 30)), first_on=day,
                last_on=day, made_at=NOW,
            )  # fmt: skip
        months = absent_months(cast.schools["college"].pk, since=SINCE, until=TODAY)
    assert (cast.lea.pk in asked[0]) is is_counted
    assert [len(one.month.gross) for one in months] == ([4] if is_counted else [])


@pytest.mark.usefixtures("days")
def test_four_late_arrivals_long_enough_are_four_absences(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        school = cast.schools["college"]
        AbsencePeriod.objects.filter(pupil_id__in=[cast.lea.pk, cast.noe.pk]).delete()
        AttendanceSettings.objects.create(school=school, late_as_absence_from=20)
        for day in [DAYS[n] for n in (2, 3, 5, 6)]:
            AbsencePeriod.objects.create(
                school=school, pupil_id=cast.lea.pk, kind="retard", origin="appel", first_on=day, last_on=day,
                starts_at=clock.instant(day, time(8)), ends_at=clock.instant(day, time(8, 20)), made_at=NOW,
            )  # fmt: skip
        (month,) = absent_months(school.pk, since=SINCE, until=TODAY)
    assert len(month.month.gross) == 4
