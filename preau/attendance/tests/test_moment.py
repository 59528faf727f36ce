"""The board of the moment: who is known to be elsewhere, who left, whose roll is awaited."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from preau.attendance.life.wording import spoken_end, spoken_time
from preau.attendance.models import AbsencePeriod, AbsenceReason
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

BOARD = "/0310001A/vie-scolaire/"


def told(cast: Cast, code: str, start: time, end: time, **more: object) -> AbsencePeriod:
    """Léa is elsewhere today between these hours."""
    return AbsencePeriod.objects.create(**{
        "school": cast.schools["college"], "pupil_id": cast.lea.pk, "origin": "vie_scolaire",
        "starts_at": clock.instant(TODAY, start), "ends_at": clock.instant(TODAY, end), "first_on": TODAY,
        "last_on": TODAY, "made_at": NOW,
        "reason": AbsenceReason.objects.get(school=cast.schools["college"], code=code), **more,
    })  # fmt: skip


def board(client: Client) -> str:
    return client.get(BOARD).content.decode()


@pytest.mark.parametrize(
    ("code", "title"), [("infirmerie", "Appelés ailleurs"), ("transport", "Absents annoncés")]
)
def test_who_is_known_to_be_elsewhere(
    cast: Cast, visit: Visit, seen_everywhere: Look, code: str, title: str
) -> None:
    with seen_everywhere():
        period = told(cast, code, time(9), time(12))
    page = board(visit("cpe"))
    assert page.index(title) < page.index("Martin-Ségala Léa")
    assert "jusqu’à 12\u202fh" in page
    assert f"/0310001A/absences/{period.pk}/" in page


@pytest.mark.parametrize(
    "more", [{"admissibility": "refusee", "decided_at": NOW}, {"withdrawn_at": NOW}, {"origin": "appel"}]
)
def test_what_does_not_hold_now_is_not_shown(
    cast: Cast, visit: Visit, seen_everywhere: Look, more: dict[str, object]
) -> None:
    with seen_everywhere():
        told(cast, "transport", time(9), time(12), **more)
        told(cast, "transport", time(7), time(9))
        told(cast, "transport", time(13), time(14))
    assert "Martin-Ségala" not in board(visit("cpe"))


def test_who_left_early(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        told(cast, "transport", time(8, 40), time(8, 55), kind="depart", origin="appel")
    page = board(visit("cpe"))
    assert "Partis avant la fin" in page
    assert "parti à 8\u202fh\u202f40" in page


def test_told_away_but_seen_in_class(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        told(cast, "transport", time(9), time(12))
    visit("durand").post(f"/0310001A/appel/{cast.lessons['maths'].pk}/eleve/{cast.lea.pk}/present/")
    page = board(visit("cpe"))
    assert "Annoncés absents, mais vus en cours" in page
    assert "Absents annoncés" not in page


def test_rolls_of_this_hour_are_awaited_then_forgotten(cast: Cast, visit: Visit) -> None:
    assert "Appels de cette heure pas encore validés (2)" in board(visit("cpe"))
    with clock.at(NOW + timedelta(minutes=12)):
        assert "pas encore validés" not in board(visit("cpe"))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((24, 8), (24, 11), "mardi 24 novembre, 8\u202fh – 11\u202fh"),
        ((24, 0), (25, 0), "mardi 24 novembre, toute la journée"),
        ((24, 0), (27, 0), "du mardi 24 novembre au jeudi 26 novembre"),
        ((24, 8), (26, 12), "du mardi 24 novembre, 8\u202fh, au jeudi 26 novembre, 12\u202fh"),
    ],
)
def test_a_time_is_said_in_french(start: tuple[int, int], end: tuple[int, int], said: str) -> None:
    moments = [datetime(2026, 11, day, hour, tzinfo=clock.PARIS) for day, hour in (start, end)]
    assert spoken_time(*moments) == said


def test_an_end_is_said_in_french() -> None:
    ends = [(24, 12), (25, 0), (26, 0)]
    moments = [datetime(2026, 11, day, hour, tzinfo=clock.PARIS) for day, hour in ends]
    assert [spoken_end(one, TODAY) for one in moments] == [
        "jusqu’à 12\u202fh",
        "jusqu’à ce soir",
        "jusqu’au mercredi 25 novembre",
    ]
