"""One period: what its page says, and the gestures about it; and an absence that somebody calls about."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from preau.attendance.models import AbsencePeriod, AbsenceReason, FollowUp
from preau.attendance.tests.test_roll import tap
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.kernel import clock
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

NOTING = "/0310001A/absences/noter/"


def path(period: AbsencePeriod) -> str:
    return f"/0310001A/absences/{period.pk}/"


def read(client: Client, period: AbsencePeriod) -> str:
    return client.get(path(period)).content.decode()


@pytest.fixture
def noted(cast: Cast, visit: Visit, seen_everywhere: Look) -> AbsencePeriod:
    """Durand noted Léa absent."""
    tap(visit("durand"), cast, "lea", "absent")
    gather_listeners()
    deliver_all()
    with seen_everywhere():
        return AbsencePeriod.objects.get(pupil_id=cast.lea.pk)


def test_it_says_what_rolls_noted_and_who_was_told(visit: Visit, noted: AbsencePeriod) -> None:
    page = read(visit("cpe"), noted)
    for said in ("Mathématiques", "par Claire Durand", "Sofia Ségala", "Pas encore lu", "Sans motif"):
        assert said in page
    assert "Retirer cette absence" not in page


def test_its_history_is_told_in_plain_sentences(
    cast: Cast, visit: Visit, noted: AbsencePeriod, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        reason = AbsenceReason.objects.get(school=cast.schools["college"], code="convenance").pk
    first = {"vue": f"{noted.pk}-1", "motif": str(reason), "mots": "Départ en week-end"}
    assert visit("cpe").post(path(noted), first).status_code == 302
    second = {"vue": f"{noted.pk}-2", "decision": "refusee", "reponse": "Ce n’est pas un motif légitime"}
    assert visit("chef").post(path(noted), second).status_code == 302
    page = read(visit("cpe"), noted)
    assert (
        "Motif choisi\u202f: Convenance personnelle. Paroles notées\u202f: «\u202fDépart en week-end\u202f»."
        in page
    )
    assert "Motif refusé, en répondant «\u202fCe n’est pas un motif légitime\u202f»." in page
    assert page.index("Motif refusé, en répondant") < page.index("Motif choisi")
    assert "Refusée par Paul Lacaze" in page


def test_an_absence_that_grew_says_so(cast: Cast, visit: Visit, noted: AbsencePeriod) -> None:
    tap(visit("cpe"), cast, "lea", "absent", lesson="francais")
    deliver_all()
    assert "Les appels ont changé sa durée" in read(visit("cpe"), noted)


def test_a_late_gesture_meets_the_earlier_one(visit: Visit, noted: AbsencePeriod) -> None:
    visit("chef").post(path(noted), {"vue": f"{noted.pk}-1", "suivi": "oui"})
    response = visit("cpe").post(path(noted), {"vue": f"{noted.pk}-1", "mots": "Il a appelé"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "vient d’être modifiée par Paul Lacaze" in page
    assert "Il a appelé</textarea>" in page
    assert f'value="{noted.pk}-2"' in page


@pytest.mark.parametrize("mark", ["", "x", "1-1-1"])
def test_a_gesture_without_its_version_changes_nothing(
    visit: Visit, noted: AbsencePeriod, seen_everywhere: Look, mark: str
) -> None:
    assert visit("cpe").post(path(noted), {"vue": mark, "suivi": "oui"}).status_code == 422
    with seen_everywhere():
        assert AbsencePeriod.objects.get(pk=noted.pk).followed_at is None


def test_what_was_done_is_noted(visit: Visit, noted: AbsencePeriod, seen_everywhere: Look) -> None:
    said = {"fait": "repondeur", "commentaire": "Message laissé au père"}
    assert visit("secretaire").post(f"{path(noted)}suivi/", said).status_code == 302
    assert "Message laissé au père" in read(visit("cpe"), noted)
    refused = visit("cpe").post(f"{path(noted)}suivi/", {"fait": "pigeon", "commentaire": "Parti ce matin"})
    assert refused.status_code == 422
    assert "Parti ce matin</textarea>" in refused.content.decode()
    with seen_everywhere():
        assert FollowUp.objects.count() == 1


def test_a_told_absence_is_withdrawn_with_a_word(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    period = cast.periods["noe"]
    assert visit("cpe").post(f"{path(period)}retirer/", {"pourquoi": ""}).status_code == 422
    assert visit("cpe").post(f"{path(period)}retirer/", {"pourquoi": "erreur d’élève"}).status_code == 302
    page = read(visit("cpe"), period)
    assert "Retirée\u202f: erreur d’élève." in page
    assert "Retirer cette absence" not in page
    assert "Bœuf Noé" not in visit("cpe").get("/0310001A/absences/").content.decode()


def test_what_a_roll_noted_is_corrected_on_the_sheet(visit: Visit, noted: AbsencePeriod) -> None:
    response = visit("cpe").post(f"{path(noted)}retirer/", {"pourquoi": "erreur"})
    assert response.status_code == 422
    assert "corrigez la feuille d’appel" in response.content.decode()


def test_the_period_of_a_neighbour_is_not_found(cast: Cast, visit: Visit) -> None:
    theirs = cast.periods["jumelle"]
    assert visit("cpe").get(path(theirs)).status_code == 404
    for gesture, said in (
        ("", {"vue": f"{theirs.pk}-1"}),
        ("suivi/", {"fait": "sms"}),
        ("retirer/", {"pourquoi": "x"}),
    ):
        assert visit("cpe").post(f"{path(theirs)}{gesture}", said).status_code == 404


def test_somebody_calls_and_the_sheet_knows(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    found = visit("secretaire").get(NOTING, {"q": "séga"}).content.decode()
    assert f"{NOTING}?eleve={cast.lea.pk}" in found
    with seen_everywhere():
        reason = AbsenceReason.objects.get(school=cast.schools["college"], code="rendez_vous_medical").pk
    said = {
        "debut": "2026-11-24", "debut_heure": "08:00", "fin": "2026-11-25", "motif": reason, "mots": "Dentiste",
    }  # fmt: skip
    response = visit("secretaire").post(f"{NOTING}?eleve={cast.lea.pk}", said)
    with seen_everywhere():
        period = AbsencePeriod.objects.get(pupil_id=cast.lea.pk)
    assert response["Location"] == path(period)
    assert [f"{clock.local(at):%d %H:%M}" for at in (period.starts_at, period.ends_at)] == ["24 08:00", "26 00:00"]
    assert "au mercredi 25 novembre, 23\u202fh\u202f59" in read(visit("cpe"), period)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"debut": "2026-11-24", "fin": "2026-11-23"}, "La fin doit venir après le début."),
        ({"debut": "24 nov", "fin": "2026-11-23"}, "Écrivez le jour ainsi"),
        ({"debut": "2026-11-24", "debut_heure": "8h", "fin": "2026-11-24"}, "Écrivez l’heure ainsi"),
        ({"debut": "2026-11-20", "fin": "2026-11-20"}, "Une absence est déjà notée sur ce temps"),
        ({"debut": "2026-11-24", "fin": "2027-11-24"}, "ne dépasse pas 200 jours"),
        ({"debut": "", "fin": ""}, "Ce champ est obligatoire"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_place(
    cast: Cast, visit: Visit, said: dict[str, str], told: str
) -> None:
    response = visit("cpe").post(f"{NOTING}?eleve={cast.noe.pk}", {**said, "mots": "À garder"})
    assert response.status_code == 422
    page = response.content.decode()
    assert told in page
    assert "À garder</textarea>" in page


@pytest.mark.parametrize("number", ["0", "²", "9" * 30, "x"])
def test_nobody_of_that_number(visit: Visit, number: str) -> None:
    assert visit("cpe").get(NOTING, {"eleve": number}).status_code == 404


def test_a_pupil_of_the_twin_school_is_not_named(cast: Cast, visit: Visit) -> None:
    assert visit("cpe").get(NOTING, {"eleve": cast.jumelle.pk}).status_code == 404
    assert visit("cpe").post(f"{NOTING}?eleve={cast.jumelle.pk}", {}).status_code == 404
