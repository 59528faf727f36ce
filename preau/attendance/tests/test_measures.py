"""Measures against absenteeism, hours of passages, reasons of late arrivals."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest
from django.test import Client

from preau.attendance.models import (
    AbsencePeriod,
    AbsenceReason,
    AbsenteeismMeasures,
    Passage,
)
from preau.directory.models import FormTeacher
from preau.kernel import clock
from tests.cast import NOW, TODAY, YEAR_START, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def measures(cast: Cast) -> str:
    return f"/0310001A/absences/eleves/{cast.noe.pk}/mesures/2026-11/"


def test_measures_are_in_the_file(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    said = {
        "referent_id": cast.durand.pk, "agreed_on": "2026-11-20", "agreement": "Un point chaque lundi",
        "met_on": "", "measures": "", "seen": "0",
    }  # fmt: skip
    assert visit("cpe").post(measures(cast), said).status_code == 302
    file = visit("chef").get(f"/0310001A/absences/eleves/{cast.noe.pk}/").content.decode()
    for words in ("Novembre 2026", "Claire Durand", "20 novembre 2026", "Un point chaque lundi"):
        assert words in file
    stale = visit("chef").post(measures(cast), said)
    assert (stale.status_code, "entre-temps" in stale.content.decode()) == (422, True)
    with seen_everywhere():
        assert AbsenteeismMeasures.objects.get().version == 1


@pytest.mark.parametrize(
    ("said", "status"), [({"agreed_on": "2026-12-20"}, 422), ({"referent_id": "999999"}, 422), ({}, 302)]
)
def test_measures_that_do_not_hold(cast: Cast, visit: Visit, said: dict[str, str], status: int) -> None:
    assert visit("cpe").post(measures(cast), {"seen": "0", **said}).status_code == status


def test_a_month_that_is_none_is_not_there(cast: Cast, visit: Visit) -> None:
    assert visit("cpe").get(measures(cast).replace("2026-11", "2026-13")).status_code == 404


def arrive(client: Client, cast: Cast, hour: str, place: str = "infirmerie") -> int:
    path = f"/0310001A/passages/arrive/{place}/?heure={hour}"
    return client.post(path, {"eleve": cast.lea.pk}).status_code


def test_an_arrival_and_a_departure_may_be_of_earlier_today(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    nurse = visit("cpe")
    assert arrive(nurse, cast, "09:40") == 302
    with seen_everywhere():
        passage = Passage.objects.get()
    assert passage.arrived_at == clock.instant(TODAY, time(9, 40))
    leave = f"/0310001A/passages/{passage.pk}/part/"
    assert nurse.post(f"{leave}?heure=09:30", {"vers": "cours"}).status_code == 409
    assert nurse.post(f"{leave}?heure=10:00", {"vers": "cours"}).status_code == 302
    with seen_everywhere():
        assert Passage.objects.get().left_at == clock.instant(TODAY, time(10))
    assert arrive(nurse, cast, "09:50", "cdi") == 409


@pytest.mark.parametrize("hour", ["10:30", "25:00", "demain"])
def test_an_hour_that_is_not_past_is_refused(cast: Cast, visit: Visit, seen_everywhere: Look, hour: str) -> None:
    assert arrive(visit("cpe"), cast, hour) == 409
    with seen_everywhere():
        assert not Passage.objects.exists()


@pytest.mark.parametrize("kind", ["retard", "absence"])
def test_a_late_arrival_has_reasons_of_its_own(cast: Cast, visit: Visit, seen_everywhere: Look, kind: str) -> None:
    with seen_everywhere():
        late = AbsenceReason.objects.filter(school=cast.schools["college"], kind="retard").first()
        absent = AbsenceReason.objects.get(school=cast.schools["college"], code="maladie")
        assert late is not None
        reason = absent if kind == "retard" else late
        period = AbsencePeriod.objects.create(
            school=cast.schools["college"], pupil_id=cast.lea.pk, origin="vie_scolaire", kind=kind, starts_at=NOW,
            ends_at=NOW + timedelta(minutes=10), first_on=TODAY, last_on=TODAY, made_at=NOW,
        )  # fmt: skip
    said = {"absence": f"{period.pk}-{period.version}", "motif": str(reason.pk)}
    answer = visit("cpe").post("/0310001A/absences/", said)
    assert answer.status_code == 422
    assert "choisissez-en un autre" in answer.content.decode()
    with seen_everywhere():
        assert AbsencePeriod.objects.get(pk=period.pk).reason_id is None


def test_a_form_teacher_finds_her_register_on_her_sheet(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    sheet = f"/0310001A/appel/{cast.lessons['maths'].pk}/"
    assert "Registre de la classe" not in visit("durand").get(sheet).content.decode()
    with seen_everywhere():
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.durand, begins_on=YEAR_START
        )
    assert "Registre de la classe" in visit("durand").get(sheet).content.decode()
    assert "4e B" in visit("durand").get("/0310001A/registre/").content.decode()
