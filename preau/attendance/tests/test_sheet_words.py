"""What a sheet says besides absent and late, and what it already knows when it opens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest
from django.test import Client

from preau.attendance.models import Absence, AbsencePeriod, AttendanceSettings, Roll, SheetRemark
from preau.attendance.tests.test_periods import noted
from preau.attendance.tests.test_roll import sheet_url, tap
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.kernel import clock
from tests.cast import NOW, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def of_lea(cast: Cast, what: str, name: str = "maths") -> str:
    return f"{sheet_url(cast, name)}eleve/{cast.lea.pk}/{what}/"


def line_of_lea(client: Client, cast: Cast) -> str:
    html = client.get(sheet_url(cast)).content.decode()
    return html.split(f'id="eleve-{cast.lea.pk}"')[1].split("</li>")[0]


def remark(client: Client, cast: Cast, **said: str) -> int:
    return client.post(of_lea(cast, "remarques"), said).status_code


def test_a_known_absence_is_greyed_and_counted_when_the_roll_ends(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    noted(cast, time(7), time(13), "maladie")
    line = line_of_lea(visit("durand"), cast)
    assert "Absence justifiée" in line
    assert "Maladie" not in line
    assert "Est en classe" in line
    assert 'data-standing="absent"' not in line
    visit("durand").post(f"{sheet_url(cast)}valider/")
    with seen_everywhere():
        assert Absence.objects.get(withdrawn_at=None).pupil_id == cast.lea.pk


def test_a_pupil_told_absent_may_be_there_all_the_same(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    noted(cast, time(7), time(13), "convenance")
    teacher = visit("durand")
    assert "Convenance personnelle" in line_of_lea(teacher, cast)
    assert teacher.post(of_lea(cast, "present")).status_code == 302
    assert "vu en classe" in line_of_lea(teacher, cast)
    teacher.post(f"{sheet_url(cast)}valider/")
    with seen_everywhere():
        assert not Absence.objects.exists()
    teacher.post(of_lea(cast, "present"), {"present": "non"})
    assert "Est en classe" in line_of_lea(teacher, cast)


def test_remarks_are_written_read_and_taken_back(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    teacher = visit("durand")
    assert remark(teacher, cast, carnet="on", remarque="Bavarde", parti="10:45") == 302
    line = line_of_lea(teacher, cast)
    assert "Carnet oublié" in line
    assert "«\u202fBavarde\u202f»" in line
    assert "Parti 20 min avant la fin" in line
    assert 'value="10:45"' in teacher.get(of_lea(cast, "remarques")).content.decode()
    assert remark(teacher, cast, remarque="Bavarde") == 302
    assert "Carnet" not in line_of_lea(teacher, cast)
    with seen_everywhere():
        assert SheetRemark.objects.count() == 3
        assert SheetRemark.objects.get(withdrawn_at=None).words == "Bavarde"


def test_an_early_departure_is_a_period_of_its_own(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    remark(visit("durand"), cast, parti="10:45")
    gather_listeners()
    deliver_all()
    with seen_everywhere():
        period = AbsencePeriod.objects.get(pupil_id=cast.lea.pk)
        assert (period.kind, f"{clock.local(period.starts_at):%H:%M}") == ("depart", "10:45")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"parti": "9:45"}, "Le départ doit avoir lieu pendant le cours."),
        ({"parti": "dix heures"}, "Écrivez l’heure ainsi"),
        ({"remarque": "a" * 501}, "ne peut dépasser 500 caractères"),
    ],
)
def test_a_wrong_remark_is_told_and_nothing_is_written(
    cast: Cast, visit: Visit, seen_everywhere: Look, said: dict[str, str], sentence: str
) -> None:
    response = visit("durand").post(of_lea(cast, "remarques"), {"carnet": "on", **said})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    with seen_everywhere():
        assert not SheetRemark.objects.exists()


def test_two_people_on_one_sheet_never_overwrite_each_other_silently(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    tap(visit("cpe"), cast, "lea", "absent")
    path = f"{sheet_url(cast)}eleve/{cast.lea.pk}/"
    late = {"etat": "retard", "minutes": "10", "vu": "present"}
    answer = visit("durand").post(path, late, headers={"HX-Request": "true"}).content.decode()
    assert "vient de noter Léa absent. Touchez de nouveau pour changer." in answer
    assert 'name="vu" value="absent"' in answer
    with seen_everywhere():
        assert Absence.objects.get().late_minutes is None
    again = visit("durand").post(path, {**late, "vu": "absent"}, headers={"HX-Request": "true"})
    assert "vient de noter" not in again.content.decode()
    with seen_everywhere():
        assert Absence.objects.get().late_minutes == 10


def test_what_one_noted_oneself_is_never_a_conflict(cast: Cast, visit: Visit) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    path = f"{sheet_url(cast)}eleve/{cast.lea.pk}/"
    answer = visit("durand").post(path, {"etat": "present", "vu": "present"}, headers={"HX-Request": "true"})
    assert "vient de noter" not in answer.content.decode()


def test_a_double_lesson_may_be_called_once(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        second = lesson(cast, "suite", "college", "4B", "durand", "Mathématiques", time(11, 10), time(12, 5))
    teacher = visit("durand")
    assert "Aussi pour le cours de 11\u202fh\u202f10" in teacher.get(sheet_url(cast)).content.decode()
    tap(teacher, cast, "lea", "absent")
    teacher.post(f"{sheet_url(cast)}valider/", {"suite": "on"})
    with seen_everywhere():
        assert Roll.objects.get(lesson=second).closed_at is not None
        assert {*Absence.objects.values_list("lesson_id", flat=True)} == {second.pk, cast.lessons["maths"].pk}
    assert "Aussi pour" not in teacher.get(sheet_url(cast)).content.decode()


def test_a_school_may_let_teachers_correct_the_next_day(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with clock.at(NOW + timedelta(days=1)):
        assert tap(visit("durand"), cast, "lea", "absent") == 404
        with seen_everywhere():
            AttendanceSettings.objects.create(school=cast.schools["college"], correction_hours=48)
        assert tap(visit("durand"), cast, "lea", "absent") == 200
    with clock.at(NOW + timedelta(days=3)):
        assert tap(visit("durand"), cast, "lea", "present") == 404
