"""What families are told of a roll: once, what is true now, each parent alike, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest
from django.test import Client

from preau.attendance.tests.test_roll import tap
from preau.directory.models import Guardianship, SchoolSettings
from preau.foundation.ledger import delivery
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.ledger.listeners import LISTENERS
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

ABSENT = "Léa\u202f: absence"
LATE = "Léa\u202f: retard"


@pytest.fixture
def told(cast: Cast) -> Callable[[str], list[str]]:
    """Let the ledger do its work; what stands told to somebody, oldest first."""

    def read(name: str) -> list[str]:
        gather_listeners()
        deliver_all()
        mine = Notice.objects.filter(recipient_id=cast.people[name].pk, withdrawn_at=None)
        return [
            f"{title} {detail.split(',')[0]}"
            for title, detail in mine.order_by("id").values_list("title", "detail")
        ]

    return read


Told = Callable[[str], list[str]]


def deliver_again() -> None:
    """Every fact comes a second time, in order: a listener of it had failed."""
    with delivery._as_owner():
        LedgerEvent.objects.update(delivered_at=None)


def test_both_parents_are_told_the_same_and_nobody_else_is(cast: Cast, visit: Visit, told: Told) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    assert told("marc") == told("sofia") == [f"{ABSENT} Mathématiques"]
    assert {*Notice.objects.values_list("recipient_id", flat=True)} == {cast.marc.pk, cast.sofia.pk}


@pytest.mark.parametrize("states", [("absent",), ("retard",), ("absent", "retard"), ("retard", "absent")])
def test_a_fact_that_comes_twice_tells_once_and_takes_nothing_back(
    cast: Cast, visit: Visit, told: Told, states: tuple[str, ...]
) -> None:
    for state in states:
        tap(visit("durand"), cast, "lea", state)
    once = told("marc")
    assert len(once) == 1
    deliver_again()
    assert told("marc") == once


def test_an_absence_that_becomes_late_and_back_is_told_as_it_stands(cast: Cast, visit: Visit, told: Told) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    assert told("marc") == [f"{ABSENT} Mathématiques"]
    tap(visit("durand"), cast, "lea", "retard")
    assert told("marc") == [f"{LATE} Mathématiques"]
    tap(visit("durand"), cast, "lea", "absent")
    assert told("marc") == [f"{ABSENT} Mathématiques"]
    tap(visit("durand"), cast, "lea", "present")
    assert told("marc") == []


def test_an_absence_noted_again_by_mistake_withdrawn_again_is_not_told_late(
    cast: Cast, visit: Visit, told: Told
) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    tap(visit("durand"), cast, "lea", "present")
    with clock.at(NOW + timedelta(minutes=2)):
        tap(visit("durand"), cast, "lea", "absent")
        assert told("marc") == [f"{ABSENT} Mathématiques"]
        deliver_again()
        assert told("marc") == [f"{ABSENT} Mathématiques"]


def test_the_second_absence_of_a_morning_adds_nothing_and_the_afternoon_s_is_told(
    cast: Cast, visit: Visit, told: Told, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        lesson(cast, "soir", "college", "4B", "durand", "Mathématiques", time(14, 30), time(15, 25))
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    tap(visit("durand"), cast, "lea", "absent")
    assert told("marc") == [f"{ABSENT} Français"]
    with clock.at(cast.lessons["soir"].starts_at):
        tap(visit("cpe"), cast, "lea", "absent", lesson="soir")
        assert told("marc") == [f"{ABSENT} Français", f"{ABSENT} Mathématiques"]


@pytest.mark.parametrize(
    ("midday", "is_told_apart"), [(None, False), (time(10, 30), False), (time(10, 10), True), (time(12), False)]
)
def test_a_school_says_where_its_morning_ends(
    cast: Cast, visit: Visit, told: Told, seen_everywhere: Look, midday: time | None, is_told_apart: bool
) -> None:
    """French begins at 8 h, mathematics at 10 h 10: of two half-days when the school cuts its days there."""
    if midday:
        with seen_everywhere():
            SchoolSettings.objects.create(school=cast.schools["college"], midday=midday)
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    tap(visit("durand"), cast, "lea", "absent")
    assert told("marc") == [f"{ABSENT} Français", *([f"{ABSENT} Mathématiques"] if is_told_apart else [])]


def test_without_a_choice_noon_is_of_the_afternoon(
    cast: Cast, visit: Visit, told: Told, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        lesson(cast, "midi", "college", "4B", "durand", "Mathématiques", time(12, 10), time(12, 55))
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    with clock.at(cast.lessons["midi"].starts_at):
        tap(visit("cpe"), cast, "lea", "absent", lesson="midi")
    assert told("marc") == [f"{ABSENT} Français", f"{ABSENT} Mathématiques"]


@pytest.mark.parametrize(("state", "first"), [("present", []), ("retard", [f"{LATE} Français"])])
def test_when_the_absence_told_was_an_error_the_next_one_is_told(
    cast: Cast, visit: Visit, told: Told, state: str, first: list[str]
) -> None:
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    tap(visit("durand"), cast, "lea", "absent")
    assert told("marc") == [f"{ABSENT} Français"]
    tap(visit("cpe"), cast, "lea", state, lesson="francais")
    assert told("marc") == told("sofia") == [*first, f"{ABSENT} Mathématiques"]
    deliver_again()
    assert told("marc") == [*first, f"{ABSENT} Mathématiques"]


def test_when_another_absence_was_an_error_the_one_told_stays(cast: Cast, visit: Visit, told: Told) -> None:
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    tap(visit("durand"), cast, "lea", "absent")
    tap(visit("durand"), cast, "lea", "present")
    assert told("marc") == [f"{ABSENT} Français"]


def test_a_fact_that_failed_and_comes_after_the_next_one_tells_nothing_false(
    cast: Cast, visit: Visit, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather_listeners()
    tap(visit("durand"), cast, "lea", "absent")
    with monkeypatch.context() as patched:
        patched.setitem(LISTENERS, "attendance.AbsenceNoted", [])
        with delivery._as_owner():
            LedgerEvent.objects.filter(name="attendance.AbsenceNoted").update(
                next_attempt_at=NOW + timedelta(minutes=5)
            )
        with clock.at(NOW + timedelta(minutes=1)):
            tap(visit("durand"), cast, "lea", "retard", minutes=10)
            assert told("marc") == [f"{LATE} Mathématiques"]
    with clock.at(NOW + timedelta(minutes=6)):
        assert told("marc") == [f"{LATE} Mathématiques"]


@pytest.mark.parametrize("person", ["oncle", "sofia"])
def test_who_must_have_no_contact_is_told_nothing(cast: Cast, visit: Visit, told: Told, person: str) -> None:
    Guardianship.objects.create(
        pupil_id=cast.lea.pk, guardian=cast.people[person], level=1, is_informed=False, may_consult=False,
        may_decide=False, no_contact=True, begins_on=TODAY, ends_on=TODAY + timedelta(days=90),
    )  # fmt: skip
    tap(visit("durand"), cast, "lea", "absent")
    assert told(person) == []
    assert told("marc") == [f"{ABSENT} Mathématiques"]


def test_what_was_told_is_read_no_more_by_who_lost_the_right(cast: Cast, visit: Visit, told: Told) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    told("marc")
    assert ABSENT in visit("marc").get("/").content.decode()
    Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.marc).update(ends_on=TODAY)
    for path in ("/", "/accueil/nouveau/"):
        assert "Léa" not in visit("marc").get(path).content.decode()
    assert ABSENT in visit("sofia").get("/").content.decode()


def test_a_teacher_who_is_a_parent_reads_of_her_child_under_that_hat_only(
    cast: Cast, visit: Visit, told: Told
) -> None:
    tap(visit("durand"), cast, "noe", "absent")
    assert len(told("double")) == 1
    browser = visit("double")
    for path in ("/", "/accueil/nouveau/"):
        assert "Noé\u202f: absence" not in browser.get(path).content.decode()
    browser.post("/accueil/nouveau/lu/")
    browser.post("/profils/", {"profil": "responsable"})
    html = browser.get("/").content.decode()
    assert "Noé\u202f: absence" in html
    assert Notice.objects.get(recipient_id=cast.double.pk).read_at is None
    browser.post("/accueil/nouveau/lu/")
    assert Notice.objects.get(recipient_id=cast.double.pk).read_at == NOW
