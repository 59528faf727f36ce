"""Exit regimes: who may leave now, and why."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time

import pytest
from django.test import Client

from preau.attendance.models import ExitRegime, PupilRegime
from preau.attendance.tests.test_study import NINE, board, cancel
from preau.kernel import clock
from tests.cast import TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

HERE = "/0310001A/reglages/presence/regimes/"


def add(client: Client, label: str = "Externe", *leaves: str) -> int:
    return client.post(HERE, {"label": label, **dict.fromkeys(leaves, "on")}).status_code


def only() -> int:
    return ExitRegime.objects.get().pk


def give(
    client: Client, cast: Cast, regime: int, *names: str, on: str = "24/11/2026", agreed: bool = False
) -> int:
    said = {"regime": regime, "debut": on, "eleves": [cast.people[name].pk for name in names]}
    path = f"{HERE}classes/{cast.groups['4B'].pk}/"
    return client.post(path, said | ({"accord": "on"} if agreed else {})).status_code


def test_the_board_says_who_may_leave_and_why(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere(), clock.at(NINE):
        assert add(visit("cpe"), "Externe", "leaves_when_free") == 302
        assert give(visit("cpe"), cast, only(), "lea") == 302
        page = board(visit("cpe"))
    assert "Peut sortir\u202f: Externe, heure libre" in page
    assert "Reste\u202f: pas de régime de sortie" in page


def test_a_cancelled_last_hour_and_lunch_are_other_questions(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    cancel(cast, "maths")
    with seen_everywhere():
        add(visit("cpe"), "Externe", "leaves_when_cancelled")
        give(visit("cpe"), cast, only(), "lea", "noe")
    page = board(visit("cpe"))
    assert "Peut sortir\u202f: Externe, dernière heure annulée" in page
    assert "Reste\u202f: Externe, heure libre" in page
    with clock.at(clock.instant(TODAY, time(12, 0))):
        assert "Reste\u202f: Externe, pause de midi" in board(visit("cpe"))


def test_without_the_agreement_of_the_family_she_stays(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere(), clock.at(NINE):
        add(visit("cpe"), "Externe", "leaves_when_free", "needs_agreement")
        give(visit("cpe"), cast, only(), "lea")
        assert "Reste\u202f: Externe, sans l’accord de la famille" in board(visit("cpe"))
        give(visit("cpe"), cast, only(), "lea", agreed=True)
        assert "Peut sortir\u202f: Externe" in board(visit("cpe"))


def test_a_regime_is_dated_and_the_same_twice_is_once(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        add(visit("cpe"))
        for _ in range(2):
            give(visit("cpe"), cast, only(), "lea")
        give(visit("cpe"), cast, 0, "lea", on="01/12/2026")
        spans = list(PupilRegime.objects.values_list("begins_on", "ends_on"))
        assert spans == [(TODAY, date(2026, 12, 1))]
        give(visit("cpe"), cast, only(), "lea", agreed=True)
        assert PupilRegime.objects.get().ends_on is None


def test_a_regime_is_changed(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        add(visit("cpe"))
        number = only()
        assert (
            visit("chef")
            .post(f"{HERE}{number}/", {"label": "Interne", "leaves_at_lunch": "on", "hue": "3"})
            .status_code
            == 302
        )
        regime = ExitRegime.objects.get()
        assert (regime.label, regime.leaves_at_lunch, regime.needs_agreement) == ("Interne", True, False)
        assert regime.hue == 3
    assert "pause de midi" in visit("cpe").get(HERE).content.decode()


def test_ten_regimes_and_no_two_of_a_name(cast: Cast, visit: Visit) -> None:
    assert [add(visit("cpe"), f"Régime {n}") for n in range(10)] == [302] * 10
    assert add(visit("cpe"), "régime 3") == 422
    refused = visit("cpe").post(HERE, {"label": "De trop"})
    assert refused.status_code == 422
    assert "dix régimes de sortie au plus" in refused.content.decode()


@pytest.mark.parametrize(
    ("names", "on", "sentence"),
    [
        ((), "24/11/2026", "Cochez au moins un élève."),
        (("lea",), "23/11/2026", "Le passé ne change plus"),
        (("lea",), "demain", "Écrivez le jour ainsi"),
    ],
)
def test_what_cannot_be_given_is_told(
    cast: Cast, visit: Visit, seen_everywhere: Look, names: tuple[str, ...], on: str, sentence: str
) -> None:
    with seen_everywhere():
        add(visit("cpe"))
        said = {"regime": only(), "debut": on, "eleves": [cast.people[name].pk for name in names]}
        answer = visit("cpe").post(f"{HERE}classes/{cast.groups['4B'].pk}/", said)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not PupilRegime.objects.exists()


def test_another_school_has_its_own(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        add(visit("cpe"))
        number = only()
        assert visit("jumeau_cpe").get(f"/0340002B/reglages/presence/regimes/{number}/").status_code == 404
        assert visit("cpe").get(f"{HERE}classes/{cast.groups['4J'].pk}/").status_code == 404
        assert add(visit("durand")) == 404


def test_the_list_writes_each_name_once(visit: Visit) -> None:
    add(visit("cpe"), "Externe libre", "leaves_when_free")
    assert visit("cpe").get(HERE).content.decode().count("Externe libre") == 1
