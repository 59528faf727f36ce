"""Schools, classes and groups."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from preau.exchange.aaf.happenings import What
from preau.exchange.aaf.plan import Plan
from preau.exchange.aaf.tests.college import (
    KEY,
    OTHER_KEY,
    OTHER_UAI,
    UAI,
    bring,
    college,
    groups_of,
    import_folder,
    members_of,
    pupil,
    pupils_of,
    rows,
    school,
)
from preau.kernel.clock import today

pytestmark = pytest.mark.usefixtures("owner")


def reasons(plan: Plan) -> list[str]:
    return [reason for kind in plan.anomalies for _file, _line, reason in kind.first]


def test_a_school_is_described(tmp_path: Path) -> None:
    bring(college(), tmp_path)
    assert rows(
        "SELECT name, kind, town, academie, departement, source, source_key, is_open FROM school WHERE uai = %s",
        UAI,
    ) == [("Collège Paul Riquet", "college", "BEZIERS", "Montpellier", "31", "016", KEY, True)]


def test_a_cite_scolaire_is_two_schools_one_of_which_is_the_seat(tmp_path: Path) -> None:
    feed = college()
    feed.structures[OTHER_KEY] = school(OTHER_UAI, ENTEtablissementStructRattachFctl=KEY)
    feed.pupils["4"] = pupil("CITÉ", "Ana", "2A", OTHER_KEY, ENTEleveGroupes=f"{KEY}$6 LAT")
    bring(feed, tmp_path)
    assert rows("SELECT t.uai FROM school s JOIN school t ON t.id = s.seat_id WHERE s.uai = %s", OTHER_UAI) == [
        (UAI,)
    ]
    assert members_of("6 LAT") == {"Ana"}


def test_what_the_school_wrote_of_itself_survives(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE school SET phone = '05 00', owned_fields = ARRAY['phone'] WHERE uai = %s", [UAI])
    feed.structures[KEY] |= {"telephoneNumber": "+33 4 67 00 00 00", "street": "1 rue du Port"}
    assert bring(feed, tmp_path).schools[0].counts == {What.SCHOOL_CHANGED: 1}
    assert rows("SELECT phone, street FROM school WHERE uai = %s", UAI) == [("05 00", "1 rue du Port")]


def test_two_sources_that_claim_one_school_the_one_that_has_it_keeps_it(tmp_path: Path) -> None:
    bring(college(), tmp_path / "first")
    claim = college()
    claim.structures = {"A1": school(UAI)}
    claim.pupils = {"1": pupil("AUTRE", "Zoé", key="A1")}
    claim.relatives = claim.staff = {}
    plan = import_folder(claim.write(tmp_path / "098-AGRICOLE"), apply=True).plan
    assert pupils_of() == {"Léa", "Noé", "Tom"}
    assert (
        f"l’UAI {UAI} est déjà décrit par la source 016 : la structure A1 de la source 098 est laissée de côté"
        in (reasons(plan))
    )


def test_two_schools_may_exchange_their_keys(tmp_path: Path) -> None:
    feed = college()
    feed.structures[OTHER_KEY] = school(OTHER_UAI)
    bring(feed, tmp_path)
    feed.structures = {OTHER_KEY: feed.structures[KEY], KEY: feed.structures[OTHER_KEY]}
    import_folder(feed.write(tmp_path / "016-TOULOUSE"), apply=True, confirmed=True)
    assert rows("SELECT uai, source_key FROM school WHERE uai IN (%s, %s) ORDER BY uai", UAI, OTHER_UAI) == [
        (UAI, OTHER_KEY),
        (OTHER_UAI, KEY),
    ]


def test_a_key_that_was_given_to_another_school_is_told_and_left_out(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.structures = {KEY: school(OTHER_UAI)}
    plan = bring(feed, tmp_path)
    assert (pupils_of(), pupils_of(OTHER_UAI)) == ({"Léa", "Noé", "Tom"}, set())
    assert any(f"la clé {KEY} est celle de l’établissement {UAI}" in reason for reason in reasons(plan))
    assert UAI in [uai for uai, _name in plan.absent]


def test_declared_and_used_classes_and_groups_are_open(tmp_path: Path) -> None:
    feed = college()
    feed.pupils["3"]["ENTEleveGroupes"] = f"{KEY}$SOUTIEN"
    feed.staff["21"]["ENTAuxEnsClassesMatieres"] = f"{KEY}$6Z$061300"
    plan = bring(feed, tmp_path)
    assert groups_of() == {"6A", "6B", "6 ESP", "6 LAT", "SOUTIEN", "6Z"}
    assert sorted(reasons(plan)) == [
        f"{which} n’est pas dans la description de l’établissement 500 : les fiches suffisent à l’ouvrir"
        for which in ("la classe 6Z", "le groupe SOUTIEN")
    ]


def test_a_class_no_longer_declared_nor_used_is_closed_and_comes_back_as_it_was(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    was = rows("SELECT id FROM pupil_group WHERE code = '6 LAT'")
    declared = feed.structures[KEY]["ENTStructureGroupes"]
    feed.structures[KEY]["ENTStructureGroupes"] = "6 ESP$Espagnol$6A$6B"
    assert bring(feed, tmp_path).schools[0].counts == {What.GROUP_OUT: 1}
    assert rows("SELECT closed_on FROM pupil_group WHERE code = '6 LAT'") == [(today(),)]
    feed.structures[KEY]["ENTStructureGroupes"] = declared
    assert bring(feed, tmp_path).schools[0].counts == {What.GROUP_IN: 1}
    assert rows("SELECT id FROM pupil_group WHERE code = '6 LAT' AND closed_on IS NULL") == was


def test_a_class_no_longer_declared_but_still_used_stays_open(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.structures[KEY]["ENTStructureClasses"] = "6A$Sixième A"
    assert bring(feed, tmp_path).is_empty
    assert "6B" in groups_of()


def test_a_label_follows_the_feed_and_an_empty_one_leaves_it(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    feed.structures[KEY]["ENTStructureClasses"] = ["6A$6e Averroès", "6B$"]
    assert bring(feed, tmp_path).schools[0].counts == {What.GROUP_RENAMED: 1}
    assert rows(
        "SELECT g.label FROM pupil_group g JOIN school s ON s.id = g.school_id"
        " WHERE s.uai = %s AND g.kind = 'division' ORDER BY g.code",
        UAI,
    ) == [("6e Averroès",), ("Sixième B",)]


def test_a_locked_group_keeps_its_name_its_members_and_its_end(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pupil_group SET is_locked = true WHERE code = '6 ESP'")
    feed.structures[KEY]["ENTStructureGroupes"] = "6 LAT$Latin$6A"
    del feed.pupils["1"]["ENTEleveGroupes"]
    feed.pupils["2"]["ENTEleveGroupes"] = f"{KEY}$6 ESP"
    assert bring(feed, tmp_path).is_empty
    assert members_of("6 ESP") == {"Léa"}


def test_a_group_made_by_hand_survives_but_not_the_presence_of_who_left(tmp_path: Path) -> None:
    feed = college()
    bring(feed, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH made AS (INSERT INTO pupil_group (school_id, kind, code, label, is_locked)"
            "   SELECT id, 'manuel', 'CHORALE', '', false FROM school WHERE uai = %s RETURNING id, school_id)"
            " INSERT INTO membership (school_id, group_id, pupil_id, begins_on)"
            " SELECT m.school_id, m.id, e.pupil_id, e.begins_on FROM made m JOIN enrolment e USING (school_id)",
            [UAI],
        )
    assert bring(feed, tmp_path).is_empty
    del feed.pupils["2"]
    bring(feed, tmp_path)
    assert members_of("CHORALE") == {"Léa", "Tom"}
    assert "CHORALE" in groups_of()


def test_what_is_odd_in_a_pupil_is_told_with_its_file_and_its_line(tmp_path: Path) -> None:
    feed = college()
    feed.pupils = {
        "1": pupil("MARTIN", "Léa", ENTEleveClasses=[f"{KEY}$6A", f"{KEY}$6B"]),
        "2": pupil("BŒUF", "Noé", ENTEleveClasses=[]),
        "3": pupil("ROUX", "Tom", key="777"),
        "4": pupil("CITÉ", "Ana", ENTEleveGroupes="888$GR1"),
        "5": pupil("SANS", "Luc", ENTPersonStructRattach=[]),
    }
    plan = bring(feed, tmp_path)
    file = "ENT_Complet_20260901_Eleve_0000.xml"
    assert sorted(line for kind in plan.anomalies for line in kind.first if line[0] == file) == [
        (file, 5, "élève des classes 6A et 6B : la classe 6A est gardée"),
        (file, 10, "élève sans classe"),
        (file, 15, "élève de l’établissement 777, absent de la livraison : laissé de côté"),
        (file, 20, "la classe ou le groupe GR1 est de l’établissement 888, absent de la livraison : ignoré"),
        (file, 25, "élève sans établissement : laissé de côté"),
    ]
    assert (members_of("6A"), members_of("6B")) == ({"Léa", "Ana"}, set())
    assert plan.schools[0].anomalies == 3


def test_nomenclatures_follow_the_feed(tmp_path: Path) -> None:
    feed = college()
    assert bring(feed, tmp_path).nomenclatures == (2, 1)
    feed.subjects["061300"] = {"ENTLibelleMatiere": "MATHS"}
    feed.mefs["10010012110"] = {"ENTLibelleMef": "6E", "ENTMEFSTAT11": []}
    plan = bring(feed, tmp_path)
    assert plan.nomenclatures == (1, 1)
    assert rows("SELECT label, stat11 FROM mef WHERE source = '016' AND code = '10010012110'") == [
        ("6E", "21100010001")
    ]
