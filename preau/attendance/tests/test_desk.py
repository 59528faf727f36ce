"""The desk of absences: what it shows, what filters it, and many treated at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from preau.attendance.life.standing import STATE, state_of
from preau.attendance.models import AbsencePeriod, AbsenceReason, FollowUp
from preau.attendance.queries.desk import PAGE_LENGTH
from preau.attendance.tests.test_roll import tap
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.kernel import clock
from tests.cast import NOW, TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

DESK = "/0310001A/absences/"


def away(
    cast: Cast, name: str = "lea", *, days: int = 0, code: str = "", said: str = "", **more: Any
) -> AbsencePeriod:
    """Somebody of the collège was away from 8 h to 12 h, so many days from today."""
    day = TODAY + timedelta(days=days)
    reason = AbsenceReason.objects.get(school=cast.schools["college"], code=code) if code else None
    return AbsencePeriod.objects.create(
        school=cast.schools["college"], pupil_id=cast.people[name].pk, origin="vie_scolaire",
        starts_at=clock.instant(day, time(8)), ends_at=clock.instant(day, time(12)), first_on=day, last_on=day,
        reason=reason, words=said, made_at=NOW, **more,
    )  # fmt: skip


def shown(client: Client, **asked: object) -> str:
    """The lines, without the form that treats them."""
    response = client.get(f"{DESK}?{urlencode(asked)}", headers={"HX-Request": "true"})
    return response.content.decode()


def treat(client: Client, *periods: AbsencePeriod, path: str = DESK, **wanted: str) -> HttpResponse:
    marks = [f"{one.pk}-{one.version}" for one in periods]
    return client.post(path, {"absence": marks, **wanted})  # type: ignore[return-value]


def test_it_opens_on_today_and_on_what_is_still_to_follow(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    settled: dict[str, Any] = {"admissibility": "acceptee", "decided_at": NOW}
    with seen_everywhere():
        away(cast, code="maladie", **settled)
        away(cast, days=-1, said="Elle dormait")
        away(cast, days=-2, code="transport", **settled)
        away(cast, days=-3, code="competition", **settled)
        away(cast, days=-6, said="Déjà vu", followed_at=NOW)
        away(cast, days=2, said="Un mariage")
    page = shown(visit("cpe"))
    found = [reason in page for reason in ("Elle dormait", "Compétition sportive", "Un mariage")]
    assert found == [True, True, True]
    assert "Difficulté accidentelle" not in page
    assert "Déjà vu" not in page
    assert "Réglée (1)" in page
    assert "Pièce attendue (1)" in page


def test_a_line_says_what_was_missed_and_who_was_told(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    gather_listeners()
    deliver_all()
    with seen_everywhere():
        period = AbsencePeriod.objects.get(pupil_id=cast.lea.pk)
        FollowUp.objects.create(
            school=period.school, period=period, kind="sms", done_at=NOW, done_by_id=cast.cpe.pk
        )
    page = shown(visit("secretaire"), q="Ségala")
    for said in (
        "Martin-Ségala Léa",
        "4e B",
        "1 cours manqué",
        "Sans motif",
        "1 suivi",
        "Marc Martin, Sofia Ségala",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Léa", "Noé"}),
        ({"q": "SEGALA"}, {"Léa"}),
        ({"q": "no"}, {"Noé"}),
        ({"q": "artin"}, set()),
        ({"etat": "sans_motif"}, {"Léa"}),
        ({"etat": "a_examiner"}, {"Noé"}),
        ({"nature": "retard"}, set()),
        ({"du": "2026-11-20", "au": "2026-11-21"}, {"Noé"}),
        ({"du": "2026-11-23"}, {"Léa"}),
        ({"au": "2026-11-20"}, {"Noé"}),
        ({"du": "hier", "etat": "??", "nature": "x", "classe": "²", "page": "0"}, {"Léa", "Noé"}),
        ({"page": "7"}, set()),
    ],
)
def test_what_is_asked_is_what_is_shown(
    cast: Cast, visit: Visit, seen_everywhere: Look, asked: dict[str, str], found: set[str]
) -> None:
    with seen_everywhere():
        away(cast, days=-1)
    page = shown(visit("cpe"), **asked)
    assert {name for name, line in (("Léa", "Ségala Léa"), ("Noé", "Bœuf Noé")) if line in page} == found


def test_a_class_shows_its_own(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        away(cast, days=-1)
    assert "Ségala Léa" in shown(visit("cpe"), classe=cast.groups["4B"].pk)
    assert "Ségala Léa" not in shown(visit("cpe"), classe=cast.groups["5A"].pk)


def test_it_is_read_in_pages(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        for n in range(PAGE_LENGTH):
            away(cast, days=-n - 1)
    first, second = shown(visit("cpe")), shown(visit("cpe"), page=2)
    assert (first.count("Ouvrir"), second.count("Ouvrir")) == (PAGE_LENGTH, 1)
    assert f"Toutes ({PAGE_LENGTH + 1})" in second


def test_many_are_treated_at_once(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        mine = [away(cast, days=-n) for n in range(1, 4)]
        other = away(cast, days=-4)
        reason = AbsenceReason.objects.get(school=cast.schools["college"], code="transport").pk
    response = treat(visit("cpe"), *mine, motif=str(reason), decision="acceptee", piece="oui", suivi="oui")
    assert (response.status_code, response["Location"]) == (302, DESK)
    assert "3 absences traitées." in visit_after(visit("cpe"), response)
    with seen_everywhere():
        kept = AbsencePeriod.objects.filter(pk__in=[one.pk for one in mine])
        assert {*kept.values_list("reason_id", "admissibility", "version")} == {(reason, "acceptee", 2)}
        assert kept.exclude(proof_received_at=None, followed_at=None).count() == 3
        assert AbsencePeriod.objects.get(pk=other.pk).reason_id is None


def visit_after(client: Client, response: HttpResponse) -> str:
    client.cookies["preau_mot"] = response.cookies["preau_mot"].value
    return client.get(response["Location"]).content.decode()


def test_all_those_of_the_page_are_treated_without_a_tick(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        mine = [away(cast, days=-n) for n in range(1, 4)]
    marks = [f"{one.pk}-1" for one in mine]
    visit("cpe").post(DESK, {"tout": "on", "vue": marks, "suivi": "oui"})
    with seen_everywhere():
        assert AbsencePeriod.objects.filter(followed_by_id=cast.cpe.pk).count() == 3


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"decision": "acceptee"}, "Choisissez un motif avant d’accepter."),
        ({"decision": "refusee"}, "pourquoi ce motif est refusé"),
        ({"motif": "x"}, "Sélectionnez un choix valide"),
        ({"decision": "oui"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_refusal_is_said_in_place_and_loses_nothing(
    cast: Cast, visit: Visit, seen_everywhere: Look, wanted: dict[str, str], told: str
) -> None:
    with seen_everywhere():
        mine, unticked = away(cast, days=-1, said="Panne"), away(cast, days=-2)
    response = treat(visit("cpe"), mine, path=f"{DESK}?q=mar", piece="oui", **wanted)
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert f'value="{mine.pk}-1" hx-preserve checked' in page
    assert f'value="{unticked.pk}-1" hx-preserve checked' not in page
    assert '<option value="oui" selected>Reçu</option>' in page
    with seen_everywhere():
        assert AbsencePeriod.objects.get(pk=mine.pk).version == 1


def test_what_somebody_else_changed_is_not_overwritten(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        mine, untouched = away(cast, days=-1), away(cast, days=-2)
    treat(visit("chef"), mine, suivi="oui")
    response = treat(visit("cpe"), mine, untouched, suivi="oui", piece="oui")
    assert response.status_code == 422
    assert "vient d’être modifiée par Paul Lacaze" in response.content.decode()
    with seen_everywhere():
        assert AbsencePeriod.objects.get(pk=untouched.pk).version == 1


def test_nothing_ticked_is_said(cast: Cast, visit: Visit) -> None:
    response = visit("cpe").post(DESK, {"suivi": "oui", "absence": ["", "12", "a-b", "²-1", "1-1-1", "9" * 99]})
    assert response.status_code == 422
    assert "Choisissez de 1 à" in response.content.decode()


def test_a_neighbour_s_absence_is_not_treated(cast: Cast, visit: Visit) -> None:
    theirs = cast.periods["jumelle"]
    assert treat(visit("cpe"), theirs, suivi="oui").status_code == 404
    assert treat(visit("cpe"), cast.periods["noe"], theirs, suivi="oui").status_code == 404


def test_the_lines_alone_are_asked_again(cast: Cast, visit: Visit) -> None:
    page = visit("secretaire").get(f"{DESK}?q=b", headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith("<div")
    assert 'data-live="ecole:' in page
    assert f'hx-get="{DESK}?q=b"' in page


@pytest.mark.parametrize("admissibility", ["en_attente", "acceptee", "refusee"])
@pytest.mark.parametrize("code", ["", "maladie", "competition"])
@pytest.mark.parametrize("said", ["", "Elle tousse"])
@pytest.mark.parametrize("has_proof", [False, True])
@pytest.mark.parametrize("days", [-1, 1])
def test_sql_and_python_say_the_same_state(
    cast: Cast, seen_everywhere: Look, admissibility: str, code: str, said: str, has_proof: bool, days: int
) -> None:
    decided: datetime | None = None if admissibility == "en_attente" else NOW
    with seen_everywhere():
        period = away(
            cast, days=days, code=code, said=said, admissibility=admissibility, decided_at=decided,
            proof_received_at=NOW if has_proof else None,
        )  # fmt: skip
        with connection.cursor() as cursor:
            (state,) = cursor.execute(
                f"SELECT {STATE} FROM absence_period t LEFT JOIN absence_reason m ON m.id = t.reason_id"  # noqa: S608
                " WHERE t.id = %(period)s",
                {"now": NOW, "period": period.pk},
            ).fetchone()
        needs_proof = period.reason is not None and period.reason.needs_proof
    assert state == state_of(period, needs_proof=needs_proof, now=NOW)
