"""What the feed could not do is on the desk, with its cause, its owner and its gesture."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from preau.directory.models import Enrolment, PersonKey
from preau.exchange.aaf.models import AafRecord, DeliveryNote, Reattachment
from preau.exchange.aaf.tests.waiting import note, to_recognise
from tests.cast import TODAY, Cast, everywhere

DESK = "/0310001A/anomalies/"
Visit = Callable[[str], Client]


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def counted(client: Client, path: str = DESK) -> str:
    return client.post(f"{path}compter/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("severity", "owner", "code"),
    [
        ("laissée de côté", "établissement", "fiches-ecartees"),
        ("laissée de côté", "académie", "fiches-ecartees-academie"),
        ("laissée de côté", "nous", "fiches-ecartees-preau"),
        ("anomalie", "établissement", "fiches-incompletes"),
        ("anomalie", "académie", "fiches-incompletes-academie"),
        ("anomalie", "nous", "fiches-incompletes-preau"),
        ("à savoir", "nous", "faits-de-livraison"),
        ("usage", "académie", "fiches-hors-usage"),
    ],
)
def test_every_open_note_of_the_school_is_on_its_desk_once(
    visit: Visit, cast: Cast, severity: str, owner: str, code: str
) -> None:
    note(cast, cast.schools["college"], severity=severity, owner=owner)
    chef = visit("chef")
    html = counted(chef)
    assert len(re.findall(rf"{DESK}(?:fiches-(?!en-double)|faits-)", html)) == 1
    assert f"{DESK}{code}/" in html
    html = read(chef, f"{DESK}{code}/")
    assert "Fiche 77" in html
    assert "ENT_Complet_Eleve_0001.xml, ligne 12" in html


def test_it_names_whom_the_directory_knows_and_else_whom_the_entry_names(visit: Visit, cast: Cast) -> None:
    PersonKey.objects.create(person=cast.lea, source="016", kind="aaf", key="501")
    AafRecord.objects.create(
        source="016", category="Eleve", key="502", attributes={"sn": ["VAN DAM"], "givenName": ["Ida"]}
    )
    note(cast, cast.schools["college"], key="501")
    note(cast, cast.schools["college"], key="502")
    html = read(visit("secretaire"), f"{DESK}fiches-ecartees/")
    assert f"{cast.lea.last_name} {cast.lea.first_name}" in html
    assert "VAN DAM Ida" in html


def test_a_closed_note_and_the_notes_of_another_school_are_not_there(visit: Visit, cast: Cast) -> None:
    note(cast, cast.schools["college"], is_open=False)
    note(cast, cast.schools["twin"])
    assert "Fiche 77" not in read(visit("chef"), f"{DESK}fiches-ecartees/")
    assert "Fiche 77" in read(visit("jumeau_chef"), f"/{cast.schools['twin'].uai}/anomalies/fiches-ecartees/")


def test_kept_as_it_is_it_stays_away_when_the_next_delivery_tells_it_again(visit: Visit, cast: Cast) -> None:
    note(cast, cast.schools["college"])
    chef = visit("chef")
    found = re.search(rf"{DESK}fiches-ecartees/garder/\d+/", read(chef, f"{DESK}fiches-ecartees/"))
    assert found
    assert chef.post(found[0], {"reason": "L’élève est parti"}).status_code == 302
    with everywhere(cast):
        DeliveryNote.objects.all().delete()
    note(cast, cast.schools["college"], line=40, file="ENT_Complet_Eleve_0002.xml")
    assert "Fiche 77" not in read(chef, f"{DESK}fiches-ecartees/")
    note(cast, cast.schools["college"], reason="autre chose")
    assert "Fiche 77" in read(chef, f"{DESK}fiches-ecartees/")


def test_a_note_without_a_school_is_on_the_page_of_the_region(visit: Visit, cast: Cast) -> None:
    note(cast, None, reason="l’UAI « Dupont » n’a pas sept chiffres", shape="l’UAI … n’a pas sept chiffres")
    note(cast, None, owner="académie", shape="entrée sans identifiant", line=7)
    agent = visit("agent")
    html = read(agent, "/anomalies/")
    assert "Fiches laissées de côté" in html
    assert "/anomalies/annuaire/" in html
    assert "Fiches laissées de côté" not in read(agent, "/anomalies/?pour=preau")
    detail = read(agent, "/anomalies/annuaire/")
    assert "L’UAI … n’a pas sept chiffres" in detail
    assert "ENT_Complet_Eleve_0001.xml, ligne 7" in detail
    assert "Dupont" not in detail
    assert visit("chef").get("/anomalies/annuaire/").status_code == 404


def test_a_person_to_recognise_is_on_the_desk_and_shown_side_by_side(visit: Visit, cast: Cast) -> None:
    pk = to_recognise(cast)
    chef = visit("chef")
    assert "Personnes à reconnaître" in counted(chef)
    assert f"{DESK}personnes/{pk}/" in read(chef, f"{DESK}personnes-a-reconnaitre/")
    html = read(chef, f"{DESK}personnes/{pk}/")
    assert cast.noe.first_name in html
    assert cast.lea.first_name in html
    assert "une date de naissance manque" in html


@pytest.mark.parametrize(("word", "state"), [("une", "acceptée"), ("deux", "refusée")])
def test_one_word_decides_and_the_desk_is_told(visit: Visit, cast: Cast, word: str, state: str) -> None:
    pk = to_recognise(cast)
    chef = visit("chef")
    response = chef.post(f"{DESK}personnes/{pk}/", {"reponse": word}, follow=True)
    assert response.status_code == 200
    assert Reattachment.objects.get(pk=pk).state == state
    assert f"{DESK}personnes/{pk}/" not in response.content.decode()
    again = chef.post(f"{DESK}personnes/{pk}/", {"reponse": "une"}, follow=True)
    assert "déjà décidé" in again.content.decode()
    assert Reattachment.objects.get(pk=pk).state == state


def test_an_answer_that_says_nothing_decides_nothing(visit: Visit, cast: Cast) -> None:
    pk = to_recognise(cast)
    assert visit("chef").post(f"{DESK}personnes/{pk}/", {"reponse": "peut-être"}).status_code == 422
    assert Reattachment.objects.get(pk=pk).state == Reattachment.State.PENDING


def test_what_the_rules_of_merging_refuse_is_said_on_the_page(visit: Visit, cast: Cast) -> None:
    pk = Reattachment.objects.create(
        person_id=cast.petit.pk, newcomer_id=cast.cpe.pk, source="016", key="9", reason="…",
        proposed_at=Reattachment.objects.get(pk=to_recognise(cast)).proposed_at,
    ).pk  # fmt: skip
    response = visit("secretaire").post(f"{DESK}personnes/{pk}/", {"reponse": "une"})
    assert response.status_code == 422
    assert Reattachment.objects.get(pk=pk).state == Reattachment.State.PENDING


def test_somebody_of_another_school_is_for_the_academie(visit: Visit, cast: Cast) -> None:
    pk = to_recognise(cast)
    with everywhere(cast):
        Enrolment.objects.filter(pupil_id=cast.noe.pk).update(ends_on=TODAY)
    chef = visit("chef")
    assert cast.lea.last_name in read(chef, f"{DESK}personnes-connues-ailleurs/")
    assert f"personnes/{pk}/" not in read(chef, f"{DESK}personnes-a-reconnaitre/")
    assert chef.get(f"{DESK}personnes/{pk}/").status_code == 404


@pytest.mark.parametrize("name", ["durand", "cpe", "marc", "lea", "jumeau_chef", "agent", "anonyme"])
def test_nobody_else_decides(visit: Visit, cast: Cast, name: str) -> None:
    pk = to_recognise(cast)
    assert visit(name).post(f"{DESK}personnes/{pk}/", {"reponse": "deux"}).status_code in {302, 404}
    assert Reattachment.objects.get(pk=pk).state == Reattachment.State.PENDING
