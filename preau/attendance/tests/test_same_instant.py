"""Two gestures on one sheet at the same instant: one follows the other, and nobody is told twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from preau.access.actors import actor_under, attachments_of
from preau.attendance.actions.close_roll import close_roll
from preau.attendance.actions.note_standing import Noted, note_standing
from preau.attendance.rules import Standing
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.tenancy.scope import school_scope
from tests.cast import Cast, everywhere
from tests.together import swept, while_open

KEY = uuid.UUID(int=41)
Gesture = Callable[[], Noted]


@pytest.fixture(autouse=True)
def _swept(cast: Cast) -> Iterator[None]:
    with swept(cast):
        yield


def tapping(cast: Cast, name: str, standing: Standing, key: uuid.UUID | None = None) -> Gesture:
    """The tap of this person on Léa, at the lesson of mathematics."""

    def tap() -> Noted:
        with transaction.atomic(), school_scope([cast.schools["college"].pk]):
            someone = cast.people[name]
            return note_standing(
                actor=actor_under(
                    cast.profiles[name],
                    attachments_of(someone.pk),
                    person_id=someone.pk,
                    first_name="",
                    last_name="",
                ),
                school_id=cast.schools["college"].pk,
                lesson_id=cast.lessons["maths"].pk,
                pupil_id=cast.lea.pk,
                standing=standing,
                key=key,
            )

    return tap


def closing(cast: Cast) -> Callable[[], object]:
    def close() -> object:
        with transaction.atomic(), school_scope([cast.schools["college"].pk]):
            return close_roll(
                actor=actor_under(
                    cast.profiles["cpe"], attachments_of(cast.cpe.pk), person_id=cast.cpe.pk, first_name="",
                    last_name="",
                ),
                school_id=cast.schools["college"].pk,
                lesson_id=cast.lessons["maths"].pk,
            )  # fmt: skip

    return close


def facts(cast: Cast) -> list[str]:
    with everywhere(cast):
        return list(LedgerEvent.objects.order_by("id").values_list("name", flat=True))


def test_two_people_note_the_same_absence_and_it_is_one_fact(cast: Cast) -> None:
    noted = while_open(tapping(cast, "durand", Standing.ABSENT), tapping(cast, "cpe", Standing.ABSENT))
    assert noted.standing is Standing.ABSENT
    assert facts(cast) == ["attendance.RollOpened", "attendance.AbsenceNoted"]


def test_the_same_key_twice_at_once_is_answered_twice_and_has_one_effect(cast: Cast) -> None:
    tap = tapping(cast, "durand", Standing.ABSENT, KEY)
    assert while_open(tap, tap).standing is Standing.ABSENT
    assert facts(cast) == ["attendance.RollOpened", "attendance.AbsenceNoted"]


def test_the_same_key_twice_at_once_for_what_changes_nothing(cast: Cast) -> None:
    tap = tapping(cast, "durand", Standing.PRESENT, KEY)
    assert while_open(tap, tap).standing is Standing.PRESENT
    assert facts(cast) == ["attendance.RollOpened", "attendance.StandingConfirmed"]


def test_of_two_contrary_taps_the_second_stands(cast: Cast) -> None:
    while_open(tapping(cast, "durand", Standing.ABSENT), tapping(cast, "cpe", Standing.PRESENT))
    assert facts(cast)[1:] == ["attendance.AbsenceNoted", "attendance.AbsenceWithdrawn"]


def test_a_sheet_validated_during_a_tap_counts_the_tap(cast: Cast) -> None:
    while_open(tapping(cast, "durand", Standing.ABSENT), closing(cast))
    assert facts(cast)[-1] == "attendance.RollClosed"
    with everywhere(cast):
        assert LedgerEvent.objects.latest("id").payload["absent"] == 1
