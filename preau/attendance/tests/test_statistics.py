"""Statistics: the same numbers as everywhere, by class, reason, regime, day and hour; wrong questions."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from preau.attendance.tests.test_thresholds import away, mornings
from preau.directory.models import Pupil
from tests.cast import NOW, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

PAGE = "/0310001A/presence/statistiques/"


@pytest.fixture
def month(cast: Cast, seen_everywhere: Look) -> list[date]:
    """Léa: a Monday without a reason, a Friday accepted, an hour of a Thursday, late on a Wednesday. Noé's mother
    said that he was ill on that Friday.
    """
    with seen_everywhere():
        days = mornings(cast, 4)
        away(cast, days[0])
        away(cast, days[1], code="transport", admissibility="acceptee", decided_at=NOW)
        away(cast, days[2], end=9)
        away(cast, days[3], kind="retard", end=9)
    return days


def table(client: Client, **asked: str) -> list[list[str]]:
    response = client.get(f"{PAGE}tableur/", asked)
    assert response["Content-Disposition"].endswith('.csv"')
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))[1:]


def test_by_class(cast: Cast, visit: Visit, month: list[date]) -> None:
    assert table(visit("cpe")) == [["4e B", "2", "4", "2", "7", "6\u202fh\u202f25", "1"]]


def test_by_reason_what_has_none_is_said(cast: Cast, visit: Visit, month: list[date]) -> None:
    found = {row[0]: row[2:5] for row in table(visit("chef"), par="motif")}
    assert found["Sans motif"] == ["2", "2", "3"]
    assert found["Difficulté accidentelle des transports"] == ["1", "0", "2"]
    assert sum(int(row[0]) for row in found.values()) == 4


def test_by_regime(cast: Cast, visit: Visit, month: list[date], seen_everywhere: Look) -> None:
    with seen_everywhere():
        Pupil.objects.filter(pk=cast.lea.pk).update(regime="DEMI-PENSIONNAIRE")
    rows = table(visit("secretaire"), par="regime")
    assert [(row[0], row[2]) for row in rows] == [("DEMI-PENSIONNAIRE", "3"), ("Régime non renseigné", "1")]


def test_by_day_and_by_hour_in_order_of_time(cast: Cast, visit: Visit, month: list[date]) -> None:
    days = table(visit("cpe"), par="jour")
    assert [(row[0], row[2]) for row in days] == [
        ("Lundi", "1"), ("Mercredi", "0"), ("Jeudi", "1"), ("Vendredi", "2")
    ]  # fmt: skip
    assert table(visit("cpe"), par="heure") == [["8\u202fh", "2", "4", "1"], ["9\u202fh", "2", "3", "0"]]


def test_from_so_many_half_days_on(cast: Cast, visit: Visit, month: list[date]) -> None:
    assert [row[1:3] for row in table(visit("cpe"), seuil="3")] == [["1", "3"]]
    assert table(visit("cpe"), seuil="4") == []
    assert "Aucune absence" in visit("cpe").get(PAGE, {"seuil": "4"}).content.decode()


def test_only_the_days_asked(cast: Cast, visit: Visit, month: list[date]) -> None:
    monday = month[0].isoformat()
    assert [row[2] for row in table(visit("cpe"), du=monday, au=monday)] == ["1"]


def test_the_page_draws_what_the_table_says(cast: Cast, visit: Visit, month: list[date]) -> None:
    html = visit("cpe").get(PAGE, {"par": "jour"}).content.decode()
    assert '<rect class="bar" width="100.0"' in html
    assert '<rect class="bar-part" width="50.0"' in html
    assert 'data-label="Cours manqués"' in html


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"du": "hier"}, "Écrivez une date."),
        ({"du": "2026-11-10", "au": "2026-11-09"}, "Ce jour vient avant le premier."),
        ({"du": "2020-11-10"}, "Choisissez une année au plus."),
        ({"par": "couleur"}, "Sélectionnez un choix valide"),
        ({"seuil": "beaucoup"}, "Écrivez un nombre entier."),
        ({"seuil": "-1"}, "supérieure ou égale à 0"),
    ],
)
@pytest.mark.parametrize("more", ["", "tableur/"])
def test_a_wrong_question_is_said_in_place(
    cast: Cast, visit: Visit, asked: dict[str, str], said: str, more: str
) -> None:
    response = visit("cpe").get(PAGE + more, asked)
    assert response.status_code == 422
    assert said in response.content.decode()
