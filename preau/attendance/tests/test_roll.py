"""The roll, through the door the teacher takes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from preau.attendance.models import Absence, Roll
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from tests.cast import NOW, Cast

pytestmark = pytest.mark.postgres15
Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def sheet_url(cast: Cast, lesson: str = "maths") -> str:
    return reverse(
        "attendance:roll",
        kwargs={"uai": cast.lessons[lesson].school.uai, "lesson_id": cast.lessons[lesson].pk},
    )


def tap(client: Client, cast: Cast, pupil: str, state: str, lesson: str = "maths", **more: object) -> int:
    path = f"{sheet_url(cast, lesson)}eleve/{cast.people[pupil].pk}/"
    return client.post(path, {"etat": state, **more}, headers={"HX-Request": "true"}).status_code


def facts() -> list[str]:
    return list(LedgerEvent.objects.order_by("id").values_list("name", flat=True))


def test_everybody_is_present_by_default(cast: Cast, visit: Visit) -> None:
    html = visit("durand").get(sheet_url(cast)).content.decode()
    assert html.index("Bœuf Noé") < html.index("Martin-Ségala Léa")
    assert "Tout le monde est là" in html


def test_two_taps_for_a_class_with_nobody_absent(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    teacher = visit("durand")
    assert teacher.get("/").content.decode().count(sheet_url(cast)) >= 1
    response = teacher.post(f"{sheet_url(cast)}valider/")
    assert response["Location"] == "/"
    with seen_everywhere():
        roll = Roll.objects.get(lesson=cast.lessons["maths"])
        assert roll.closed_by_id == cast.durand.pk
    assert facts() == ["attendance.RollClosed"]
    assert LedgerEvent.objects.get().payload["absent"] == 0


def test_one_tap_makes_absent_and_the_next_makes_late(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    teacher = visit("durand")
    assert tap(teacher, cast, "lea", "absent") == 200
    assert tap(teacher, cast, "lea", "retard") == 200
    with seen_everywhere():
        absence = Absence.objects.get()
        assert (absence.pupil_id, absence.late_minutes) == (cast.lea.pk, 5)
    assert facts() == ["attendance.RollOpened", "attendance.AbsenceNoted", "attendance.LateArrivalNoted"]


def test_a_late_arrival_may_carry_its_minutes(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert tap(visit("durand"), cast, "lea", "retard", minutes=20) == 200
    with seen_everywhere():
        assert Absence.objects.get().late_minutes == 20


@pytest.mark.parametrize("minutes", ["0", "-3", "241"])
def test_impossible_minutes_are_refused_in_a_sentence(cast: Cast, visit: Visit, minutes: str) -> None:
    path = f"{sheet_url(cast)}eleve/{cast.lea.pk}/"
    response = visit("durand").post(path, {"etat": "retard", "minutes": minutes})
    assert response.status_code == 409
    assert "entre 1 et 240 minutes" in response.content.decode()
    assert facts() == []


def test_the_same_key_twice_has_one_effect(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    teacher, key = visit("durand"), str(uuid.UUID(int=1))
    tap(teacher, cast, "lea", "absent", cle=key)
    tap(teacher, cast, "lea", "present", cle=str(uuid.UUID(int=2)))
    tap(teacher, cast, "lea", "absent", cle=key)
    with seen_everywhere():
        assert Absence.objects.get().withdrawn_at is not None
    assert facts()[1:] == ["attendance.AbsenceNoted", "attendance.AbsenceWithdrawn"]


def test_a_tap_that_changes_nothing_still_makes_its_key_known(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    teacher, key = visit("durand"), str(uuid.UUID(int=7))
    tap(teacher, cast, "lea", "present", cle=key)
    tap(teacher, cast, "lea", "absent", cle=str(uuid.UUID(int=8)))
    tap(teacher, cast, "lea", "present", cle=key)
    with seen_everywhere():
        assert Absence.objects.get().withdrawn_at is None


def test_saying_the_same_twice_records_one_fact(cast: Cast, visit: Visit) -> None:
    teacher = visit("durand")
    tap(teacher, cast, "lea", "absent")
    tap(teacher, cast, "lea", "absent")
    assert facts().count("attendance.AbsenceNoted") == 1


def test_an_error_is_withdrawn_and_never_erased(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    teacher = visit("durand")
    tap(teacher, cast, "lea", "absent")
    tap(teacher, cast, "lea", "present")
    with seen_everywhere():
        absence = Absence.objects.get()
        assert absence.withdrawn_by_id == cast.durand.pk


def test_a_validated_sheet_can_still_be_corrected_on_the_day(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    teacher = visit("durand")
    teacher.post(f"{sheet_url(cast)}valider/")
    assert tap(teacher, cast, "lea", "absent") == 200
    with seen_everywhere():
        assert Roll.objects.get().closed_at is not None


def test_validating_twice_records_one_fact(cast: Cast, visit: Visit) -> None:
    teacher = visit("durand")
    teacher.post(f"{sheet_url(cast)}valider/")
    teacher.post(f"{sheet_url(cast)}valider/")
    assert facts() == ["attendance.RollClosed"]


@pytest.mark.parametrize("person", ["petit", "double", "jumeau_prof", "marc", "lea", "secretaire", "agent"])
def test_who_does_not_teach_the_lesson_is_refused(cast: Cast, visit: Visit, person: str) -> None:
    assert tap(visit(person), cast, "lea", "absent") == 404
    assert facts() == []


def test_vie_scolaire_corrects_any_roll(cast: Cast, visit: Visit) -> None:
    assert tap(visit("cpe"), cast, "lea", "absent") == 200


def test_a_teacher_no_longer_corrects_the_day_after_but_vie_scolaire_does(cast: Cast, visit: Visit) -> None:
    with clock.at(NOW + timedelta(days=1)):
        assert tap(visit("durand"), cast, "lea", "absent") == 404
        assert "adressez-vous à la vie scolaire" in visit("durand").get(sheet_url(cast)).content.decode()
        assert tap(visit("cpe"), cast, "lea", "absent") == 200


def test_a_pupil_who_is_not_expected_cannot_be_noted(cast: Cast, visit: Visit) -> None:
    assert tap(visit("durand"), cast, "tom", "absent") == 404
    with clock.at(cast.lessons["espagnol"].starts_at):
        assert tap(visit("double"), cast, "noe", "absent", lesson="espagnol") == 404


def test_the_roll_of_a_lesson_opens_ten_minutes_before_it(cast: Cast, visit: Visit) -> None:
    teacher, starts_at = visit("double"), cast.lessons["espagnol"].starts_at
    with clock.at(starts_at - timedelta(minutes=11)):
        assert tap(teacher, cast, "lea", "absent", lesson="espagnol") == 409
        assert teacher.post(f"{sheet_url(cast, 'espagnol')}valider/").status_code == 409
        shown = teacher.get(sheet_url(cast, "espagnol")).content.decode()
        assert "s’ouvre aujourd’hui à 14\u202fh\u202f20" in shown
        assert "Valider l’appel" not in shown
    assert facts() == []
    with clock.at(starts_at - timedelta(minutes=10)):
        assert tap(teacher, cast, "lea", "absent", lesson="espagnol") == 200


def test_nobody_calls_the_roll_of_a_day_to_come(cast: Cast, visit: Visit) -> None:
    with clock.at(NOW - timedelta(days=1)):
        assert tap(visit("cpe"), cast, "lea", "absent") == 409
    assert facts() == []


def test_without_scripts_a_tap_comes_back_to_the_sheet(cast: Cast, visit: Visit) -> None:
    path = f"{sheet_url(cast)}eleve/{cast.lea.pk}/"
    response = visit("durand").post(path, {"etat": "absent"})
    assert response["Location"] == f"{sheet_url(cast)}#eleve-{cast.lea.pk}"


def test_the_sheet_says_who_was_absent_earlier(cast: Cast, visit: Visit) -> None:
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    assert "Absence notée plus tôt aujourd’hui" in visit("durand").get(sheet_url(cast)).content.decode()


def test_a_cancelled_lesson_has_no_roll(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        type(cast.lessons["maths"]).objects.filter(pk=cast.lessons["maths"].pk).update(cancelled_at=NOW)
    response = visit("durand").post(f"{sheet_url(cast)}valider/")
    assert response.status_code == 409
    assert "annulé" in response.content.decode()


def test_the_parent_sees_the_absence_at_once(cast: Cast, visit: Visit) -> None:
    assert "Aucun appel fait" in visit("sofia").get("/").content.decode()
    tap(visit("durand"), cast, "lea", "absent")
    for parent in ("marc", "sofia"):
        assert "Absence en ce moment\u202f: Mathématiques" in visit(parent).get("/").content.decode()
    assert "Absence en ce moment" not in visit("double").get("/").content.decode()
