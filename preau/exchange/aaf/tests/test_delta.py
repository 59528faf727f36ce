"""A delta ends what it says of whom it names, and leads where a full delivery would have led."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from django.db import connection

from preau.exchange.aaf.models import AafRecord, Awaited, SourceDelivery
from preau.exchange.aaf.plan import Plan
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.tests.college import (
    KEY,
    OTHER_KEY,
    OTHER_UAI,
    UAI,
    bring,
    college,
    everything,
    groups_of,
    guardians_of,
    import_folder,
    many,
    members_of,
    person_of,
    posts_of,
    pupil,
    pupils_of,
    rows,
    school,
    staff,
)
from preau.exchange.aaf.tests.feed import Feed, add, delete, modify, person, write_delta
from preau.kernel.refusals import NotPossible

pytestmark = pytest.mark.usefixtures("owner")


@pytest.fixture
def known(tmp_path: Path) -> Feed:
    """The collège, brought in on the first of September."""
    feed = many(college(), 50)
    bring(feed, tmp_path)
    return feed


def night(folder: Path, day: str = "20260902", **told: str) -> Plan:
    """Apply a delta whose entries are given by category (`PUPIL=...`)."""
    place = folder / f"nuit-{day}" / "016-TOULOUSE"
    write_delta(place, {Category[name]: entries for name, entries in told.items()}, day)
    outcome = import_folder(place, apply=True)
    assert outcome.plan.account.unexplained == 0
    return outcome.plan


def test_an_arrival_alone_moves_nobody_else(known: Feed, tmp_path: Path) -> None:
    before = pupils_of()
    plan = night(
        tmp_path,
        PUPIL=add(Category.PUPIL, "60", pupil("NOUVELLE", "Ana", ENTElevePersRelEleve="61$10$1$1$1$0")),
        RELATIVE=add(Category.RELATIVE, "61", person("NOUVELLE", "Eva")),
    )
    assert pupils_of() == before | {"Ana"}
    assert members_of("6A") == {"Léa", "Noé", "Ana"}
    assert set(guardians_of("Ana")) == {"Eva"}
    assert set(guardians_of("Léa")) == {"Sofia", "Marc"}
    assert len(posts_of("DURAND")) == len(posts_of("COSTA")) == 1
    assert (plan.account.read, plan.account.applied) == (2, 2)


def test_a_departure_ends_the_enrolment_and_the_groups_of_that_pupil_only(known: Feed, tmp_path: Path) -> None:
    before = pupils_of()
    night(tmp_path, PUPIL=delete(Category.PUPIL, "2"))
    assert pupils_of() == before - {"Noé"}
    assert members_of("6A") == {"Léa"}


def test_a_modification_replaces_all_the_values_of_what_it_names_and_nothing_else(
    known: Feed, tmp_path: Path
) -> None:
    night(
        tmp_path,
        PUPIL=modify(Category.PUPIL, "1", {"ENTEleveClasses": f"{KEY}$6B", "ENTEleveGroupes": [f"{KEY}$6 LAT"]}),
        RELATIVE=modify(Category.RELATIVE, "11", {"ENTPersonMobileSMS": "0611111111"}),
    )
    assert members_of("6A") == {"Noé"}
    assert "Léa" in members_of("6B")
    assert members_of("6 LAT") == {"Léa"}
    assert members_of("6 ESP") == set()
    assert set(guardians_of("Léa")) == {"Sofia", "Marc"}
    assert person_of("11")["mobile"] == "0611111111"
    assert person_of("11")["email"] == "sofia@example.org"


def test_an_empty_value_erases_where_a_full_delivery_would(known: Feed, tmp_path: Path) -> None:
    night(tmp_path, RELATIVE=modify(Category.RELATIVE, "11", {"ENTPersonMobileSMS": [], "mail": []}))
    assert person_of("11")["mobile"] == ""
    assert person_of("11")["email"] == "sofia@example.org"


def test_staff_come_go_and_change_one_by_one(known: Feed, tmp_path: Path) -> None:
    night(
        tmp_path,
        STAFF=add(Category.STAFF, "30", staff("NEUF", "Alain", "ADF$ADMINISTRATION$$"))
        + modify(Category.STAFF, "21", {"ENTAuxEnsClassesMatieres": f"{KEY}$6A$061300"})
        + delete(Category.STAFF, "22"),
    )
    assert posts_of("NEUF") == {(UAI, "ADF", "personnel")}
    assert posts_of("COSTA") == set()
    assert len(posts_of("LACAZE")) == len(posts_of("DURAND")) == 1
    assert rows("SELECT count(*) FROM course t JOIN school s ON s.id = t.school_id"
                " WHERE s.uai = %s AND t.ends_on IS NULL", UAI) == [(1,)]  # fmt: skip


def test_a_guardian_that_a_pupil_names_no_more_loses_her_tie(known: Feed, tmp_path: Path) -> None:
    night(tmp_path, PUPIL=modify(Category.PUPIL, "1", {"ENTElevePersRelEleve": "11$10$1$1$1$0"}))
    assert set(guardians_of("Léa")) == {"Sofia"}
    assert set(guardians_of("Noé")) == {"Inès"}


def test_a_relative_known_to_the_source_only_comes_in_with_the_pupil_who_names_her(
    known: Feed, tmp_path: Path
) -> None:
    night(tmp_path, PUPIL=modify(Category.PUPIL, "3", {"ENTElevePersRelEleve": "99$20$1$1$1$0"}))
    assert set(guardians_of("Tom")) == {"Jean"}


def test_a_relative_who_comes_after_the_pupil_who_names_her_is_tied_to_him(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["3"]["ENTElevePersRelEleve"] = "88$20$1$1$1$0"
    bring(feed, tmp_path)
    assert Awaited.objects.get().relative == "88"
    assert guardians_of("Tom") == {}
    night(tmp_path, RELATIVE=add(Category.RELATIVE, "88", person("ROUX", "Ugo")))
    assert set(guardians_of("Tom")) == {"Ugo"}
    assert not Awaited.objects.exists()


def test_the_generation_of_relations_is_that_of_the_last_full_delivery(tmp_path: Path) -> None:
    feed = college()
    feed.header = ""
    feed.pupils["1"]["ENTElevePersRelEleve"] = ["12$1$1$1$1$0", "11$2$0$2$1$0"]
    bring(feed, tmp_path)
    night(tmp_path, PUPIL=modify(Category.PUPIL, "2", {"ENTElevePersRelEleve": ["13$2$0$2$1$0"]}))
    assert guardians_of("Noé")["Inès"][0] == 1


def test_classes_are_renamed_opened_and_closed(known: Feed, tmp_path: Path) -> None:
    night(
        tmp_path,
        STRUCTURE=modify(
            Category.STRUCTURE, KEY, {"ENTStructureClasses": ["6A$La sixième A", "6B$Sixième B", "6C$Sixième C"],
                                      "ENTStructureGroupes": ["6 ESP$Espagnol$6A$6B"]},
        ),
    )  # fmt: skip
    assert groups_of() == {"6A", "6B", "6C", "6 ESP"}
    assert rows("SELECT label FROM pupil_group WHERE code = '6A' AND closed_on IS NULL"
                " AND origin = 'aaf'") == [("La sixième A",)]  # fmt: skip


def test_a_new_school_brings_in_those_who_were_left_out_for_want_of_it(known: Feed, tmp_path: Path) -> None:
    night(tmp_path, PUPIL=add(Category.PUPIL, "70", pupil("AILLEURS", "Zoé", "3A", OTHER_KEY)))
    assert rows("SELECT 1 FROM person WHERE last_name = 'AILLEURS'") == []
    night(tmp_path, "20260903", STRUCTURE=add(Category.STRUCTURE, OTHER_KEY, school(OTHER_UAI)))
    assert pupils_of(OTHER_UAI) == {"Zoé"}
    assert "Léa" in pupils_of()


def test_what_the_school_wrote_of_itself_survives(known: Feed, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE school SET phone = '0500', owned_fields = '{phone}' WHERE uai = %s", [UAI])
        cursor.execute("UPDATE guardianship g SET is_set_by_hand = true, may_consult = false, is_informed = false,"
                       " may_decide = false FROM person p WHERE p.id = g.guardian_id"
                       " AND p.last_name = 'MARTIN' AND p.first_name = 'Marc'")  # fmt: skip
        cursor.execute("UPDATE pupil_group SET is_locked = true WHERE code = '6 ESP' AND origin = 'aaf'")
    night(
        tmp_path,
        STRUCTURE=modify(Category.STRUCTURE, KEY, {"telephoneNumber": "+33 5 00 00 00 00", "l": "SETE"}),
        PUPIL=modify(Category.PUPIL, "1", {"ENTEleveGroupes": [], "ENTElevePersRelEleve": "12$20$0$1$1$0"}),
    )
    assert rows("SELECT phone, town FROM school WHERE uai = %s", UAI) == [("0500", "SETE")]
    assert guardians_of("Léa")["Marc"][2:] == (False, False, False)
    assert members_of("6 ESP") == {"Léa"}


def test_the_same_delta_twice_changes_nothing(known: Feed, tmp_path: Path) -> None:
    told = {"PUPIL": delete(Category.PUPIL, "2") + modify(Category.PUPIL, "1", {"ENTEleveClasses": f"{KEY}$6B"})}
    night(tmp_path, **told)
    before = everything()
    plan = night(tmp_path, **told)
    assert plan.is_empty
    assert everything() == before
    assert (plan.account.read, plan.account.kept) == (2, 2)


def test_several_requests_for_one_key_are_followed_in_their_order(known: Feed, tmp_path: Path) -> None:
    plan = night(
        tmp_path,
        PUPIL=delete(Category.PUPIL, "2")
        + add(Category.PUPIL, "2", pupil("BŒUF", "Noé", "6B"))
        + modify(Category.PUPIL, "2", {"ENTEleveClasses": f"{KEY}$6C"}),
    )
    assert members_of("6C") == {"Noé"}
    assert plan.account.read == 3


def test_a_change_of_what_was_never_delivered_is_listed(known: Feed, tmp_path: Path) -> None:
    before = everything()
    plan = night(tmp_path, PUPIL=modify(Category.PUPIL, "404", {"sn": "X"}) + delete(Category.PUPIL, "405"))
    assert everything() == before
    assert (plan.account.listed, plan.account.kept) == (1, 1)
    assert "jamais délivrée" in plan.anomalies[0].first[0][2]


def test_a_delta_needs_a_full_delivery_first(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="Importez d’abord une livraison complète"):
        night(tmp_path, PUPIL=delete(Category.PUPIL, "2"))
    assert SourceDelivery.objects.get().state == SourceDelivery.State.REFUSED


def test_a_delivery_older_than_the_last_one_is_refused(known: Feed, tmp_path: Path) -> None:
    night(tmp_path, "20260905", PUPIL=delete(Category.PUPIL, "2"))
    with pytest.raises(NotPossible, match="plus ancienne que la dernière livraison appliquée"):
        night(tmp_path, "20260903", PUPIL=delete(Category.PUPIL, "1"))
    with pytest.raises(NotPossible, match="mardi 1er septembre 2026"):
        bring(known, tmp_path)
    assert "Léa" in pupils_of()


def test_the_brake_holds_for_deltas_too(known: Feed, tmp_path: Path) -> None:
    told = "".join(delete(Category.PUPIL, str(1000 + n)) for n in range(5))
    before = everything()
    assert night(tmp_path, PUPIL=told).removals[0].leaving == 5
    assert everything() == before
    assert AafRecord.objects.filter(category=Category.PUPIL).count() == 53
    assert SourceDelivery.objects.get(kind="delta").state == SourceDelivery.State.WAITING


def test_a_person_of_two_entries_keeps_what_the_other_one_says(tmp_path: Path) -> None:
    feed = college()
    feed.staff["13"] = staff("BŒUF", "Inès", "ENS$ENSEIGNEMENT$L1300$MATHEMATIQUES")
    bring(feed, tmp_path)
    night(tmp_path, RELATIVE=modify(Category.RELATIVE, "13", {"homePhone": "0499999999"}))
    assert len(posts_of("BŒUF")) == 1
    assert set(guardians_of("Noé")) == {"Inès"}
    night(tmp_path, "20260903", STAFF=delete(Category.STAFF, "13"))
    assert posts_of("BŒUF") == set()
    assert set(guardians_of("Noé")) == {"Inès"}


def test_a_delta_leads_where_the_full_delivery_leads(known: Feed, tmp_path: Path) -> None:
    after = deepcopy(known)
    del after.pupils["1001"], after.relatives["12"], after.staff["23"]
    after.pupils["1"] |= {"ENTElevePersRelEleve": ["11$10$1$1$1$0"], "ENTEleveClasses": f"{KEY}$6B"}
    after.pupils["80"] = pupil("ULTIME", "Lou", ENTElevePersRelEleve="13$39$0$0$1$0")
    import_folder(after.write_changes_since(known, tmp_path / "n" / "016-TOULOUSE"), apply=True)
    before = everything()
    assert bring(after, tmp_path, confirmed=True, day="20260903").is_empty
    assert everything() == before
