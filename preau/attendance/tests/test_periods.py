"""Periods: gathered from rolls, told by the office, treated, never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from preau.attendance.actions.note_period import note_period
from preau.attendance.actions.treat_periods import Treatment, treat_periods
from preau.attendance.actions.withdraw_period import withdraw_period
from preau.attendance.catalogue import STARTING_REASONS
from preau.attendance.life.stretches import Observed, Stretch, stretches_of
from preau.attendance.models import Absence, AbsencePeriod, AbsencePeriodVersion, AbsenceReason
from preau.attendance.tests.test_roll import sheet_url, tap
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.tenancy.scope import school_scope
from preau.kernel import clock
from preau.kernel.refusals import NotPossible
from tests.cast import TODAY, Cast, lesson
from tests.house.test_actions import acting

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Periods = Callable[[], list[tuple[str, str, str]]]


@pytest.fixture
def periods(cast: Cast, seen_everywhere: Look) -> Periods:
    """Let the ledger do its work; the standing periods of Léa, as (kind, start, end) on a clock of Paris."""

    def read() -> list[tuple[str, str, str]]:
        gather_listeners()
        deliver_all()
        with seen_everywhere():
            found = AbsencePeriod.objects.filter(pupil_id=cast.lea.pk, withdrawn_at=None)
            return [
                (p.kind, f"{clock.local(p.starts_at):%H:%M}", f"{clock.local(p.ends_at):%H:%M}") for p in found
            ]

    return read


@pytest.fixture
def morning(cast: Cast, seen_everywhere: Look) -> None:
    """Léa has three lessons this morning."""
    with seen_everywhere():
        lesson(cast, "histoire", "college", "4B", "durand", "Mathématiques", time(9, 0), time(9, 55))


def only(cast: Cast, look: Look) -> AbsencePeriod:
    with look():
        return AbsencePeriod.objects.get(pupil_id=cast.lea.pk, withdrawn_at=None)


def reason(cast: Cast, code: str) -> int:
    return AbsenceReason.objects.get(school=cast.schools["college"], code=code).pk


def test_a_school_is_born_with_the_starting_reasons(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        mine = AbsenceReason.objects.filter(school=cast.schools["twin"])
        assert [r.label for r in mine.order_by("position")] == [r.label for r in STARTING_REASONS]
        assert not mine.get(code="infirmerie").is_breach
        assert mine.get(code="maladie").is_health


@pytest.mark.usefixtures("morning")
def test_absences_that_follow_each_other_are_one_period(cast: Cast, visit: Visit, periods: Periods) -> None:
    for name in ("maths", "francais", "histoire"):
        tap(visit("cpe"), cast, "lea", "absent", lesson=name)
    assert periods() == [("absence", "08:00", "11:05")]


@pytest.mark.usefixtures("morning")
def test_a_lesson_where_she_was_seen_cuts_it(cast: Cast, visit: Visit, periods: Periods) -> None:
    for name in ("maths", "francais"):
        tap(visit("cpe"), cast, "lea", "absent", lesson=name)
    assert periods() == [("absence", "08:00", "11:05")]
    visit("cpe").post(f"{sheet_url(cast, 'histoire')}valider/")
    assert periods() == [("absence", "08:00", "08:55"), ("absence", "10:10", "11:05")]


def test_an_error_withdraws_its_period_and_keeps_its_history(
    cast: Cast, visit: Visit, periods: Periods, seen_everywhere: Look
) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    assert periods() == [("absence", "10:10", "11:05")]
    tap(visit("durand"), cast, "lea", "present")
    assert periods() == []
    with seen_everywhere():
        assert AbsencePeriod.objects.get(pupil_id=cast.lea.pk).withdrawn_why == "appel"
        assert AbsencePeriodVersion.objects.count() == 1


def test_when_she_arrives_the_absence_becomes_a_late_arrival(cast: Cast, visit: Visit, periods: Periods) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    tap(visit("durand"), cast, "lea", "retard", minutes=20)
    assert periods() == [("retard", "10:10", "10:30")]


def test_what_was_decided_goes_on_when_the_absence_grows(
    cast: Cast, visit: Visit, periods: Periods, seen_everywhere: Look
) -> None:
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    periods()
    period = only(cast, seen_everywhere)
    treated(cast, "cpe", period, Treatment(), code="maladie")
    tap(visit("cpe"), cast, "lea", "absent")
    assert periods() == [("absence", "08:00", "11:05")]
    grown = only(cast, seen_everywhere)
    assert grown.pk == period.pk
    assert grown.reason_id is not None


def test_a_told_absence_takes_what_rolls_note_in_its_time(
    cast: Cast, visit: Visit, periods: Periods, seen_everywhere: Look
) -> None:
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    periods()
    told = noted(cast, time(7), time(13), "maladie")
    tap(visit("durand"), cast, "lea", "absent")
    assert periods() == [("absence", "07:00", "13:00")]
    with seen_everywhere():
        assert {*Absence.objects.values_list("period_id", flat=True)} == {told.pk}
    assert told.admissibility == "acceptee"


def test_a_withdrawn_call_gives_the_rolls_back_what_they_noted(cast: Cast, visit: Visit, periods: Periods) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    told = noted(cast, time(7), time(13), "maladie")
    assert periods() == [("absence", "07:00", "13:00")]
    with at_college(cast):
        withdraw_period(actor=acting(cast, "cpe"), school_id=told.school_id, period_id=told.pk, why="autre élève")
    assert periods() == [("absence", "10:10", "11:05")]


def test_two_people_on_one_absence_do_not_overwrite_each_other(
    cast: Cast, visit: Visit, periods: Periods, seen_everywhere: Look
) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    periods()
    period = only(cast, seen_everywhere)
    treated(cast, "cpe", period, Treatment(followed=True))
    with pytest.raises(NotPossible, match="vient d’être modifiée par"):
        treated(cast, "chef", period, Treatment(proof=True))
    assert only(cast, seen_everywhere).proof_received_at is None


def test_no_decision_without_its_reason_nor_a_refusal_without_a_word(
    cast: Cast, visit: Visit, periods: Periods, seen_everywhere: Look
) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    periods()
    period = only(cast, seen_everywhere)
    with pytest.raises(NotPossible, match="Choisissez un motif"):
        treated(cast, "cpe", period, Treatment(admissibility="acceptee"))
    with pytest.raises(NotPossible, match="pourquoi ce motif est refusé"):
        treated(cast, "cpe", period, Treatment(words="chez sa tante", admissibility="refusee"))
    assert only(cast, seen_everywhere).version == period.version


@given(st.data())
def test_the_order_of_arrival_changes_nothing(data: st.DataObject) -> None:
    hours = data.draw(st.lists(st.integers(8, 17), unique=True, max_size=8))
    start = datetime(2026, 11, 24, tzinfo=UTC)
    seen = data.draw(st.integers(0, 3))
    observed = [
        Observed(hour, start + timedelta(hours=hour), start + timedelta(hours=hour, minutes=55),
                 data.draw(st.sampled_from([None, None, 5])), None, None, seen if hour > 12 else 0)
        for hour in hours
    ]  # fmt: skip
    told = stretches_of(observed)
    assert stretches_of(data.draw(st.permutations(observed))) == told
    absent = [stretch for stretch in told if stretch.kind == "absence"]
    assert all(before.ends_at <= after.starts_at for before, after in pairwise(absent))
    assert sorted(_ids(told)) == sorted(hours)


def _ids(stretches: Iterable[Stretch]) -> list[int]:
    return [pk for stretch in stretches for pk in stretch.absence_ids]


def at_college(cast: Cast) -> AbstractContextManager[None]:
    return school_scope([cast.schools["college"].pk])


def noted(cast: Cast, since: time, until: time, code: str) -> AbsencePeriod:
    with transaction.atomic(), at_college(cast):
        return note_period(
            actor=acting(cast, "cpe"),
            school_id=cast.schools["college"].pk,
            pupil_id=cast.lea.pk,
            starts_at=clock.instant(TODAY, since),
            ends_at=clock.instant(TODAY, until),
            reason_id=reason(cast, code),
        )


def treated(cast: Cast, who: str, period: AbsencePeriod, treatment: Treatment, code: str | None = None) -> None:
    with transaction.atomic(), at_college(cast):
        if code is not None:
            treatment = Treatment(reason_id=reason(cast, code))
        treat_periods(
            actor=acting(cast, who),
            school_id=period.school_id,
            seen={period.pk: period.version},
            treatment=treatment,
        )
