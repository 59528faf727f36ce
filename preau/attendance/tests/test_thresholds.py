"""Alerts of the school, half-days without a legitimate reason, the file of one pupil."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client

from preau.attendance.counting.count import count
from preau.attendance.models import AbsencePeriod, AbsenceReason, AlertReset, AttendanceSettings, FollowUp
from preau.attendance.queries.facts import facts_of
from preau.attendance.web import thresholds
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

ARMISTICE = date(2026, 11, 11)
PAGE = "/0310001A/absences/alertes/"


def away(
    cast: Cast, day: date, start: int = 8, end: int = 12, *, code: str = "", kind: str = "absence", **more: Any
) -> AbsencePeriod:
    more = {"pupil_id": cast.lea.pk} | more
    reason = AbsenceReason.objects.get(school=cast.schools["college"], code=code) if code else None
    return AbsencePeriod.objects.create(
        school=cast.schools["college"], kind=kind, origin="appel",
        starts_at=clock.instant(day, time(start)), ends_at=clock.instant(day, time(end)),
        first_on=day, last_on=day, reason=reason, made_at=NOW, **more,
    )  # fmt: skip


def mornings(cast: Cast, number: int) -> list[date]:
    """The last days of class before today, each with two lessons of Léa in the morning."""
    days: list[date] = []
    day = TODAY
    while len(days) < number:
        day -= timedelta(days=1)
        if day.isoweekday() < 6 and day != ARMISTICE:
            days.append(day)
            for hour in (8, 9):
                lesson(
                    cast,
                    f"{day}-{hour}",
                    "college",
                    "4B",
                    "durand",
                    "Mathématiques",
                    time(hour),
                    time(hour, 55),
                    day,
                )
    return days


def read(client: Client, asked: str = "") -> str:
    return client.get(PAGE + asked).content.decode()


def file(cast: Cast, client: Client) -> str:
    return client.get(f"/0310001A/absences/eleves/{cast.lea.pk}/").content.decode()


@pytest.mark.parametrize(
    ("number", "said"), [(3, None), (4, "À signaler"), (9, "À signaler"), (10, "Mesures renforcées")]
)
def test_unjustified_half_days_of_the_month(
    cast: Cast, visit: Visit, seen_everywhere: Look, number: int, said: str | None
) -> None:
    with seen_everywhere():
        for day in mornings(cast, number):
            away(cast, day)
    page = read(visit("cpe"))
    if said is None:
        assert "Aucun élève n’atteint ce nombre." in page
    else:
        assert said in page
        assert f"Novembre 2026\u202f: {number} demi-journées complètes" in page


def test_what_is_accepted_or_awaits_a_decision_does_not_count(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        first, second, *rest = mornings(cast, 5)
        away(cast, first, code="maladie", admissibility="acceptee", decided_at=NOW)
        away(cast, second, words="Elle tousse")
        for day in rest:
            away(cast, day)
    assert "Aucun élève n’atteint ce nombre." in read(visit("cpe"))


def test_part_of_a_half_day_is_watched_and_not_reported(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        for day in mornings(cast, 4):
            away(cast, day, 8, 9)
    page = read(visit("chef"))
    assert "À surveiller" in page
    assert "0 demi-journée complète" in page


def test_a_closed_day_and_a_lesson_to_come_count_nothing(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        lesson(cast, "ferie", "college", "4B", "durand", "Mathématiques", time(9), time(10), ARMISTICE)
        away(cast, ARMISTICE)
        away(cast, TODAY, 8, 18)
        facts = facts_of(cast.schools["college"].pk, [cast.lea.pk], since=date(2026, 11, 1), until=TODAY)[
            cast.lea.pk
        ]
    counted = count(facts)
    assert [half.half_day.day for half in counted.half_days] == [TODAY]
    assert len(counted.lesson_ids) == 2


def test_too_many_raise_an_alert_until_it_is_dealt_with(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        days = [TODAY - timedelta(days=n) for n in range(1, 6)]
        for day in days[:4]:
            away(cast, day)
        away(cast, days[4], code="transport")
    assert "5 absences" not in read(visit("cpe"))
    with seen_everywhere():
        away(cast, days[4], 14, 16)
    assert "5 absences" in read(visit("secretaire"))
    said = {"kind": "absence", "commentaire": "Entretien avec la famille"}
    path = f"/0310001A/absences/eleves/{cast.lea.pk}/alerte/"
    assert visit("cpe").post(path, said).status_code == 302
    assert "5 absences" not in read(visit("cpe"))
    page = file(cast, visit("cpe"))
    assert "Alerte sur les absences traitée" in page
    assert "Entretien avec la famille" in page
    visit("cpe").post(path, said)
    with seen_everywhere():
        assert AlertReset.objects.count() == 1


def test_the_school_chooses_how_many(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        away(cast, TODAY - timedelta(days=1), 8, 9, kind="retard")
        away(cast, TODAY - timedelta(days=2), 8, 9, kind="retard", code="retard_reveil")
    assert "2 retards" not in read(visit("cpe"))
    with seen_everywhere():
        AttendanceSettings.objects.create(school=cast.schools["college"], alert_late=2)
    assert "2 retards" in read(visit("cpe"))


def test_a_long_list_shows_the_highest_first_and_all_when_asked(
    cast: Cast, visit: Visit, seen_everywhere: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thresholds, "_FIRST", 1)
    with seen_everywhere():
        AttendanceSettings.objects.create(school=cast.schools["college"], alert_absences=1)
        away(cast, TODAY - timedelta(days=1))
        for n in (2, 3):
            away(cast, TODAY - timedelta(days=n), pupil_id=cast.people["noe"].pk)
    page, whole = read(visit("cpe")), read(visit("cpe"), "?tous=1")
    assert "Bœuf" in page
    assert "Martin-Ségala" not in page
    assert "Voir les 2 élèves" in page
    assert "Bœuf" in whole
    assert "Martin-Ségala" in whole
    assert "Voir les 2 élèves" not in whole


def test_a_file_assembles_absences_reasons_and_contacts(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        refused: dict[str, Any] = {"admissibility": "refusee", "decided_at": NOW, "answer": "Non légitime"}
        periods = [away(cast, day, code="convenance", words="Un voyage", **refused) for day in mornings(cast, 4)]
        FollowUp.objects.create(
            school=periods[0].school, period=periods[0], kind="entretien", comment="Le père est venu", done_at=NOW,
            done_by_id=cast.cpe.pk,
        )  # fmt: skip
    page = file(cast, visit("chef"))
    for said in (
        "Signalement à la DASEN", "Convenance personnelle\u202f: «\u202fUn voyage\u202f»", "Non légitime",
        "Entretien", "Maëlle Costa\u202f: Le père est venu", "Refusée",
    ):  # fmt: skip
        assert said in page


@pytest.mark.parametrize("name", ["jumelle", "marc"])
def test_the_file_of_somebody_who_is_no_pupil_here_is_not_found(cast: Cast, visit: Visit, name: str) -> None:
    path = f"/0310001A/absences/eleves/{cast.people[name].pk}/"
    assert visit("cpe").get(path).status_code == 404
    assert visit("cpe").post(f"{path}alerte/", {"kind": "absence"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"kind": "depart"}, "Sélectionnez un choix valide"),
        ({"kind": "absence", "commentaire": "x" * 1001}, "au plus"),
    ],
)
def test_a_wrong_gesture_is_refused_in_place(cast: Cast, visit: Visit, said: dict[str, str], told: str) -> None:
    response = visit("cpe").post(f"/0310001A/absences/eleves/{cast.lea.pk}/alerte/", said)
    assert response.status_code == 422
    assert told in response.content.decode()
