"""A key that changes does not make another person; when it is not certain, a human says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.exchange.aaf.models import Reattachment
from preau.exchange.aaf.tests.college import (
    OTHER_KEY,
    OTHER_UAI,
    bring,
    college,
    guardians_of,
    import_folder,
    person_of,
    posts_of,
    pupil,
    school,
    staff,
)
from preau.exchange.aaf.tests.feed import Feed, person

pytestmark = pytest.mark.usefixtures("owner")


@pytest.fixture
def known(tmp_path: Path) -> Feed:
    feed = college()
    feed.staff["22"] |= {"ENTPersonDateNaissance": "01/02/1980"}
    bring(feed, tmp_path)
    return feed


def test_a_pupil_of_the_same_name_birth_and_school_is_the_same_one(known: Feed, tmp_path: Path) -> None:
    lea = person_of("1")["id"]
    known.pupils["901"] = known.pupils.pop("1")
    plan = bring(known, tmp_path)
    assert person_of("901")["id"] == lea
    assert set(guardians_of("Léa")) == {"Sofia", "Marc"}
    assert (plan.reattached, plan.proposed) == (1, 0)
    assert "est reconnue à son nom" in plan.anomalies[0].first[0][2]
    assert bring(known, tmp_path).is_empty


def test_so_is_she_in_a_delta(known: Feed, tmp_path: Path) -> None:
    lea = person_of("1")["id"]
    after = college()
    after.staff = known.staff
    after.pupils["901"] = after.pupils.pop("1")
    import_folder(after.write_changes_since(known, tmp_path / "n" / "016-TOULOUSE"), apply=True)
    assert person_of("901")["id"] == lea
    assert set(guardians_of("Léa")) == {"Sofia", "Marc"}


def test_a_guardian_of_the_same_name_and_child_is_the_same_one(known: Feed, tmp_path: Path) -> None:
    sofia = person_of("11")["id"]
    known.relatives["911"] = known.relatives.pop("11")
    known.pupils["1"]["ENTElevePersRelEleve"] = ["911$10$1$1$1$0", "12$20$0$1$1$0"]
    bring(known, tmp_path)
    assert person_of("911")["id"] == sofia
    assert set(guardians_of("Léa")) == {"Sofia", "Marc"}


def test_a_colleague_is_recognised_in_her_school(known: Feed, tmp_path: Path) -> None:
    costa = person_of("22")["id"]
    known.staff["922"] = known.staff.pop("22")
    bring(known, tmp_path)
    assert person_of("922")["id"] == costa
    assert len(posts_of("COSTA")) == 1


def proposed(known: Feed, folder: Path) -> list[str]:
    plan = bring(known, folder, confirmed=True)
    assert plan.reattached == 0
    # The cast has one of its own, of another source.
    return list(Reattachment.objects.filter(source="016").values_list("reason", flat=True))


def test_another_school_asks_for_a_human_s_word(known: Feed, tmp_path: Path) -> None:
    del known.pupils["2"]
    known.structures[OTHER_KEY] = school(OTHER_UAI)
    known.pupils["902"] = pupil("BŒUF", "Noé", "3A", OTHER_KEY)
    assert proposed(known, tmp_path) == ["l’établissement a changé"]
    assert person_of("902")["id"] != person_of("2")["id"]


def test_two_records_delivered_together_ask_for_one_too(known: Feed, tmp_path: Path) -> None:
    known.pupils["902"] = pupil("BŒUF", "Noé")
    assert proposed(known, tmp_path) == ["les deux fiches sont délivrées"]


def test_a_missing_birth_date_is_not_certain(known: Feed, tmp_path: Path) -> None:
    del known.pupils["2"]
    known.pupils["902"] = pupil("BŒUF", "Noé", ENTPersonDateNaissance="")
    assert proposed(known, tmp_path) == ["une date de naissance manque"]


def test_two_national_identifiers_that_differ_are_not_certain(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["2"]["ENTEleveINE"] = "12345678901"
    bring(feed, tmp_path)
    del feed.pupils["2"]
    feed.pupils["902"] = pupil("BŒUF", "Noé", ENTEleveINE="12345678902")
    assert proposed(feed, tmp_path) == ["les identifiants nationaux diffèrent"]


def test_another_birth_date_is_somebody_else(known: Feed, tmp_path: Path) -> None:
    del known.pupils["2"]
    known.pupils["902"] = pupil("BŒUF", "Noé", ENTPersonDateNaissance="04/05/2012")
    assert proposed(known, tmp_path) == []


def test_a_stranger_of_the_same_name_is_not_proposed(known: Feed, tmp_path: Path) -> None:
    known.relatives["950"] = person("DURAND", "Claire")
    known.pupils["3"]["ENTElevePersRelEleve"] = "950$10$1$1$1$0"
    known.staff["951"] = staff("MARTIN", "Léa", "ADF$X$$")
    assert proposed(known, tmp_path) == []
