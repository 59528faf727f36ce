"""Arrivals, departures, moves, records: what a delivery does to people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from preau.exchange.aaf.happenings import What
from preau.exchange.aaf.tests.college import (
    KEY,
    OTHER_KEY,
    OTHER_UAI,
    UAI,
    bring,
    college,
    everything,
    guardians_of,
    import_folder,
    members_of,
    person_of,
    pupil,
    pupils_of,
    rows,
    school,
)
from preau.exchange.aaf.tests.feed import Feed
from preau.kernel import clock
from tests.cast import TODAY

pytestmark = pytest.mark.usefixtures("owner")


def test_a_first_delivery_brings_everybody_in(tmp_path: Path) -> None:
    plan = bring(college(), tmp_path)
    assert pupils_of() == {"Léa", "Noé", "Tom"}
    assert members_of("6A") == {"Léa", "Noé"}
    assert members_of("6 ESP") == {"Léa"}
    assert set(guardians_of("Léa")) == {"Sofia", "Marc"}
    assert [(plan.total(what)) for what in (What.PUPIL_IN, What.STAFF_IN, What.GUARDIAN_IN)] == [3, 3, 3]
    assert plan.schools[0].names[What.PUPIL_IN] == ("Léa MARTIN", "Noé BŒUF", "Tom ROUX")


def test_the_same_delivery_again_changes_nothing(tmp_path: Path) -> None:
    bring(college(), tmp_path)
    before = everything()
    again = import_folder(tmp_path / "016-TOULOUSE", apply=True)
    assert again.plan.is_empty
    assert not again.is_applied
    assert everything() == before


def test_the_same_delivery_changes_nothing_on_another_day_either(tmp_path: Path) -> None:
    bring(college(), tmp_path)
    before = everything()
    with clock.at(datetime(2027, 1, 15, 9, tzinfo=UTC)):
        assert bring(college(), tmp_path).is_empty
    assert everything() == before


def test_a_plan_that_is_not_applied_changes_nothing(tmp_path: Path) -> None:
    before = everything()
    outcome = import_folder(college().write(tmp_path), apply=False)
    assert outcome.plan.changes > 0
    assert not outcome.is_applied
    assert everything() == before


def test_an_attachment_begins_on_the_date_of_the_feed_else_of_the_delivery(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["1"]["ENTEleveDateEntreeStructRattach"] = "07/09/2026"
    feed.pupils["1"]["ENTEleveDateEntreeClasses"] = f"{KEY}$14/09/2026$6A"
    feed.pupils["2"]["ENTEleveDateEntreeStructRattach"] = "01/02/2027"
    bring(feed, tmp_path)
    found = rows(
        "SELECT p.first_name, e.begins_on, m.begins_on FROM enrolment e JOIN person p ON p.id = e.pupil_id"
        " JOIN school s ON s.id = e.school_id JOIN membership m ON m.pupil_id = p.id"
        " JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division' WHERE s.uai = %s",
        UAI,
    )
    delivered = date(2026, 9, 1)
    assert {name: (enrolled, member) for name, enrolled, member in found} == {
        "Léa": (date(2026, 9, 7), date(2026, 9, 14)),
        "Noé": (delivered, delivered),
        "Tom": (delivered, delivered),
    }


def test_a_pupil_who_is_no_longer_delivered_leaves_today_and_is_not_deleted(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    noe = person_of("2")["id"]
    del feed.pupils["2"]
    plan = bring(feed, tmp_path)
    assert plan.schools[0].counts == {What.PUPIL_OUT: 1}
    assert plan.schools[0].names[What.PUPIL_OUT] == ("Noé BŒUF",)
    assert pupils_of() == {"Léa", "Tom"}
    assert members_of("6A") == {"Léa"}
    assert person_of("2")["id"] == noe
    assert rows("SELECT ends_on FROM enrolment WHERE pupil_id = %s", noe) == [(TODAY,)]
    assert set(guardians_of("Noé")) == {"Inès"}


def test_a_pupil_said_to_have_left_leaves(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.pupils["2"]["ENTEleveDateSortieStructRattach"] = "20/11/2026"
    bring(feed, tmp_path)
    assert pupils_of() == {"Léa", "Tom"}


def test_a_pupil_seen_again_gets_a_new_attachment(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    noe, values = person_of("2")["id"], feed.pupils.pop("2")
    bring(feed, tmp_path)
    feed.pupils["2"] = values
    with clock.at(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        bring(feed, tmp_path)
    assert rows("SELECT begins_on, ends_on FROM enrolment WHERE pupil_id = %s ORDER BY id", noe) == [
        (date(2026, 9, 1), TODAY),
        (TODAY, None),
    ]


def test_a_change_of_class_is_dated(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.pupils["2"]["ENTEleveClasses"] = f"{KEY}$6B"
    feed.pupils["2"]["ENTEleveDateEntreeClasses"] = f"{KEY}$10/11/2026$6B"
    plan = bring(feed, tmp_path)
    assert plan.schools[0].counts == {What.CLASS_MOVE: 1}
    assert rows(
        "SELECT g.code, m.begins_on, m.ends_on FROM membership m JOIN pupil_group g ON g.id = m.group_id"
        " WHERE m.pupil_id = %s ORDER BY m.id",
        person_of("2")["id"],
    ) == [("6A", date(2026, 9, 1), TODAY), ("6B", TODAY, None)]


def test_a_pupil_may_be_in_two_groups_and_leave_one(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["1"]["ENTEleveGroupes"] = [f"{KEY}$6 ESP", f"{KEY}$6 LAT"]
    bring(feed, tmp_path)
    assert members_of("6 ESP") == members_of("6 LAT") == {"Léa"}
    feed.pupils["1"]["ENTEleveGroupes"] = f"{KEY}$6 LAT"
    plan = bring(feed, tmp_path)
    assert plan.schools[0].counts == {What.GROUP_MOVE: 1}
    assert members_of("6 ESP") == set()
    assert members_of("6 LAT") == {"Léa"}


def test_a_record_follows_the_feed_and_an_absent_value_leaves_it(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.relatives["11"] = {"sn": "SÉGALA-ROUX", "givenName": "Sofia"}
    plan = bring(feed, tmp_path)
    assert plan.schools[0].counts == {What.RECORD: 1}
    sofia = person_of("11")
    assert (sofia["last_name"], sofia["birth_name"], sofia["sorting_name"]) == (
        "SÉGALA-ROUX", "SÉGALA", "segala roux sofia",
    )  # fmt: skip
    assert (sofia["email"], sofia["mobile"]) == ("sofia@example.org", "0600000011")


def test_an_empty_value_erases_where_the_format_says_so_only(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.relatives["11"] |= {"ENTPersonMobileSMS": [], "mail": []}
    bring(feed, tmp_path)
    sofia = person_of("11")
    assert (sofia["email"], sofia["mobile"]) == ("sofia@example.org", "")


def test_keys_of_two_sources_never_meet(tmp_path: Path) -> None:
    college().write(tmp_path / "016-TOULOUSE")
    other = college()
    other.structures = {KEY: school(OTHER_UAI, ENTStructureClasses=["6A$Sixième A"])}
    other.pupils = {"1": pupil("VIDAL", "Jade")}
    other.staff = other.relatives = {}
    other.write(tmp_path / "011-MONTPELLIER")
    import_folder(tmp_path, apply=True)
    assert (person_of("1")["first_name"], person_of("1", "011")["first_name"]) == ("Léa", "Jade")
    assert (pupils_of(), pupils_of(OTHER_UAI)) == ({"Léa", "Noé", "Tom"}, {"Jade"})


INE = "123456789AB"


def arrives_elsewhere(last: str = "MARTIN", **values: str) -> Feed:
    """Léa, delivered by the source of agriculture under another key."""
    return Feed(
        structures={OTHER_KEY: school(OTHER_UAI, ENTStructureTypeStruct="LYCEE AGRICOLE")},
        pupils={"9000": pupil(last, "Léa", "2A", OTHER_KEY, ENTEleveINE=INE, **values)},
    )


def test_the_same_ine_in_another_source_is_the_same_person(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["1"]["ENTEleveINE"] = INE
    bring(feed, tmp_path / "first")
    del feed.pupils["1"]
    feed.write(tmp_path / "then" / "016-TOULOUSE")
    arrives_elsewhere().write(tmp_path / "then" / "098-AGRICOLE")
    import_folder(tmp_path / "then", apply=True)
    assert person_of("9000", "098")["id"] == person_of("1")["id"]
    assert (pupils_of(), pupils_of(OTHER_UAI)) == ({"Noé", "Tom"}, {"Léa"})
    assert import_folder(tmp_path / "then", apply=True).plan.is_empty


def test_the_same_ine_twice_in_one_delivery_is_one_person_and_is_told(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["1"]["ENTEleveINE"] = INE
    feed.write(tmp_path / "016-TOULOUSE")
    arrives_elsewhere().write(tmp_path / "098-AGRICOLE")
    plan = import_folder(tmp_path, apply=True).plan
    assert person_of("9000", "098")["id"] == person_of("1")["id"]
    assert "Léa" in pupils_of() & pupils_of(OTHER_UAI)
    assert any("délivrée deux fois" in kind.kind for kind in plan.anomalies)
    assert import_folder(tmp_path, apply=True).plan.is_empty


def test_an_ine_under_another_name_and_birth_date_is_another_person(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["1"]["ENTEleveINE"] = INE
    bring(feed, tmp_path / "first")
    other = arrives_elsewhere("AUTRE", ENTPersonDateNaissance="01/01/2009")
    plan = import_folder(other.write(tmp_path / "098-AGRICOLE"), apply=True).plan
    assert person_of("9000", "098")["id"] != person_of("1")["id"]
    assert any("l’INE 123456789AB" in line[2] for kind in plan.anomalies for line in kind.first)


def test_a_new_key_with_the_same_siecle_number_name_and_birth_date_is_the_same_pupil(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["1"]["ENTEleveStructRattachId"] = "4242"
    bring(feed, tmp_path)
    lea = person_of("1")["id"]
    feed.pupils["1000"] = feed.pupils.pop("1")
    plan = bring(feed, tmp_path)
    assert person_of("1000")["id"] == lea
    assert plan.schools == ()


def test_an_adult_pupil_who_is_his_own_relative_is_one_person_without_guardianship(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["3"]["ENTElevePersRelEleve"] = ["3$70$1$1$1$0", "30$70$1$1$1$0"]
    feed.relatives |= {"3": feed.pupils["3"], "30": feed.pupils["3"]}
    plan = bring(feed, tmp_path)
    assert guardians_of("Tom") == {}
    assert rows("SELECT count(*) FROM person WHERE last_name = 'ROUX' AND first_name = 'Tom'") == [(1,)]
    assert plan.left_out["eux-mêmes"] == 1


def test_two_people_under_one_key_the_first_is_kept_and_the_other_told(tmp_path: Path) -> None:
    feed = college()
    feed.relatives["1"] = feed.relatives.pop("11")
    plan = bring(feed, tmp_path)
    assert person_of("1")["first_name"] == "Léa"
    assert set(guardians_of("Léa")) == {"Marc"}
    told = [line[2] for kind in plan.anomalies for line in kind.first]
    assert any("la clé 1 a déjà été lue" in reason for reason in told)


def test_an_entry_given_in_two_files_is_read_once(tmp_path: Path) -> None:
    feed = college()
    folder = feed.write(tmp_path)
    copy = folder / "ENT_Complet_20260901_Eleve_0001.xml"
    copy.write_bytes((folder / "ENT_Complet_20260901_Eleve_0000.xml").read_bytes())
    plan = import_folder(folder, apply=True).plan
    assert plan.total(What.PUPIL_IN) == 3
    assert [(kind.count, kind.first[0][0], kind.first[0][1]) for kind in plan.anomalies] == [(3, copy.name, 5)]
