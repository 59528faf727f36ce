"""The year in numbers: those of the desk, each opened down to its lines and its rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from preau.attendance.models import AbsencePeriod, AttendanceSettings
from preau.attendance.tests.saying import decide, deliver, justify, reason
from preau.attendance.tests.test_roll import tap
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def year(client: Client, cast: Cast) -> str:
    response = client.get(f"/eleves/{cast.lea.pk}/absences/annee/")
    assert response.status_code == 200
    return response.content.decode()


def figures(html: str) -> dict[str, str]:
    """The numbers printed large, by their label."""
    return dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", html))


@pytest.fixture
def missed(cast: Cast, visit: Visit) -> None:
    """Léa misses the two lessons of the morning, and is late in the afternoon."""
    for name in ("francais", "maths"):
        tap(visit("cpe"), cast, "lea", "absent", lesson=name)
    deliver()


@pytest.mark.usefixtures("missed")
def test_a_missed_morning_is_one_half_day_and_its_hours(cast: Cast, visit: Visit) -> None:
    html = year(visit("marc"), cast)
    assert figures(html) == {
        "demi-journées manquées": "1", "injustifiées": "1", "en attente": "0", "justifiées": "0",
        "heures de cours manquées": "1\u202fh\u202f50", "retards": "0",
    }  # fmt: skip
    assert "mardi 24 novembre, matin" in html
    assert "Injustifiée\u202f: aucun motif n’a été donné." in html
    assert "Toute absence à un cours de la demi-journée compte pour une demi-journée." in html


@pytest.mark.usefixtures("missed")
def test_both_parents_and_the_pupil_read_the_numbers_of_the_desk(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        period = AbsencePeriod.objects.get(pupil_id=cast.lea.pk)
    justify(visit("sofia"), cast, period, motif=reason(cast, seen_everywhere, "maladie"))
    assert figures(year(visit("marc"), cast))["en attente"] == "1"
    with seen_everywhere():
        period.refresh_from_db()
    decide(cast, period, "acceptee")
    read = [figures(year(visit(name), cast)) for name in ("marc", "sofia", "lea")]
    assert read[0] == read[1] == read[2]
    assert (read[0]["justifiées"], read[0]["injustifiées"]) == ("1", "0")
    desk = figures(visit("cpe").get(f"/0310001A/absences/eleves/{cast.lea.pk}/").content.decode())
    assert (desk["demi-journées d’absence"], desk["justifiées"]) == ("1", "1")


@pytest.mark.usefixtures("missed")
def test_the_count_is_that_which_the_school_chose(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        AttendanceSettings.objects.create(school=cast.schools["college"], counting="proportionnel")
    html = year(visit("marc"), cast)
    assert "en proportion du temps de cours manqué" in html
    assert "La demi-journée compte en proportion du temps de cours manqué." in html


def test_what_does_not_count_is_said_with_its_rule(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    deliver()
    with seen_everywhere():
        AbsencePeriod.objects.filter(pupil_id=cast.lea.pk).update(
            reason_id=reason(cast, seen_everywhere, "infirmerie")
        )
    html = year(visit("marc"), cast)
    assert figures(html)["demi-journées manquées"] == "0"
    assert "sous la responsabilité de l’établissement" in html


def test_without_anything_the_page_says_so(cast: Cast, visit: Visit) -> None:
    assert "Rien n’est compté cette année." in year(visit("sofia"), cast)
