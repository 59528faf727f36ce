"""Values turned into records: names, dates, addresses, functions, who teaches and who heads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from preau.exchange.aaf.fields import date_of, family_name, given_name, street_lines, structure_name
from preau.exchange.aaf.records import (
    Category,
    DatedClass,
    InStructure,
    PupilRecord,
    RelativeRecord,
    StaffRecord,
    StructureRecord,
)
from preau.exchange.aaf.tests.feed import Values, add, document, person, read, write


def one_pupil(folder: Path, **values: str | list[str]) -> tuple[PupilRecord, list[str]]:
    entry = add(Category.PUPIL, "1", person("DUPONT", "LÉA", **values))
    write(folder, Category.PUPIL, document(entry))
    records, notes = read(folder)
    assert isinstance(records[0], PupilRecord)
    return records[0], [anomaly.reason for anomaly in notes.anomalies]


def one_member(folder: Path, **values: str | list[str]) -> StaffRecord:
    write(folder, Category.STAFF, document(add(Category.STAFF, "1", person("ROUX", "PAUL", **values))))
    record = read(folder)[0][0]
    assert isinstance(record, StaffRecord)
    return record


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("MARIE-JOSÉE", "Marie-Josée"),
        ("Marie-josée", "Marie-Josée"),
        ("JEAN DE DIEU", "Jean de Dieu"),
        ("D'ARTAGNAN", "D'Artagnan"),
        ("  ANNE   LISE ", "Anne Lise"),
        ("McKenzie", "McKenzie"),
        ("É", "É"),
        ("DE", "De"),
    ],
)
def test_given_names_are_shown_properly(written: str, shown: str) -> None:
    assert given_name(written) == shown


def test_family_names_keep_their_capitals_and_accents() -> None:
    assert family_name(" Dupont-Étienne ") == "DUPONT-ÉTIENNE"


@pytest.mark.parametrize("text", ["31/02/2010", "2010-02-01", "1/1/10", "00/00/0000", "01/01/0010", "hier"])
def test_a_date_that_cannot_be_is_none(text: str) -> None:
    assert date_of(text) is None


def test_a_wrong_date_is_told_and_the_pupil_comes_in(tmp_path: Path) -> None:
    pupil, told = one_pupil(tmp_path, ENTPersonDateNaissance="31/02/2010")
    assert pupil.identity.born_on is None
    assert told == ["ENTPersonDateNaissance : « 31/02/2010 » n’est pas une date jj/mm/aaaa, ignorée"]


def test_addresses_lose_their_empty_lines() -> None:
    assert street_lines("1 rue de Test$$Bât. B$") == "1 rue de Test\nBât. B"


def test_empty_means_erase_only_where_the_standard_says_so(tmp_path: Path) -> None:
    pupil, _told = one_pupil(tmp_path, mobile=[], ENTPersonVille=[], mail=[], homePhone=[], ENTEleveMEF=[])
    identity = pupil.identity
    assert (identity.mobile, identity.address, pupil.mef) == ("", "", "")
    assert (identity.email, identity.phone) == (None, None)


def test_an_absent_attribute_erases_nothing(tmp_path: Path) -> None:
    pupil, _told = one_pupil(tmp_path)
    assert (pupil.identity.mobile, pupil.identity.address, pupil.mef) == (None, None, None)


def test_the_number_that_takes_messages_comes_first(tmp_path: Path) -> None:
    write(
        tmp_path,
        Category.RELATIVE,
        document(
            add(
                Category.RELATIVE,
                "1",
                person("ROUX", "Zoé", mobile="0611", ENTPersonMobileSMS="0622", homePhone="0000000000"),
            )
        ),
    )
    record = read(tmp_path)[0][0]
    assert isinstance(record, RelativeRecord)
    assert record.identity.mobile == "0622"
    assert not record.identity.phone


def test_classes_groups_and_their_dates(tmp_path: Path) -> None:
    pupil, told = one_pupil(
        tmp_path,
        ENTEleveClasses=["52$4e 1", "52$4e 1"],
        ENTEleveGroupes=["52$ANG-G1", "sans structure"],
        ENTEleveDateEntreeClasses="52$18/08/2020$4e 1",
        ENTEleveCodeEnseignements=["090100", "090100", "030201"],
    )
    assert pupil.divisions == (InStructure("52", "4e 1"),)
    assert pupil.groups == (InStructure("52", "ANG-G1"),)
    assert pupil.class_entries == (DatedClass("52", "4e 1", date(2020, 8, 18)),)
    assert pupil.subjects == ("090100", "030201")
    assert told == ["ENTEleveGroupes : « sans structure » n’a pas la forme structure$code, ignoré"]


def test_an_agricultural_pupil_has_its_own_identifier(tmp_path: Path) -> None:
    assert one_pupil(tmp_path, ENTEleveStructureRattachIdMEN="42")[0].siecle_id == "42"


def test_someone_without_a_name_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, Category.PUPIL, document(add(Category.PUPIL, "1", {"sn": "DUPONT", "givenName": []})))
    records, notes = read(tmp_path)
    assert records == []
    assert notes.anomalies[0].reason == "personne sans nom ou sans prénom : laissée de côté"


def test_functions_of_three_to_five_parts_and_none_without_object(tmp_path: Path) -> None:
    member = one_member(
        tmp_path,
        ENTPersonFonctions=[
            "52$ENS$ENSEIGNEMENT$L0202$LETTRES",
            "53$EDU$EDUCATION",
            "54$-$SANS OBJET$-$-",
            "55$X",
        ],
    )
    assert [(one.structure, one.code, one.discipline) for one in member.functions] == [
        ("52", "ENS", "LETTRES"),
        ("53", "EDU", ""),
    ]


@pytest.mark.parametrize(
    ("values", "teaches"),
    [
        ({"ENTPersonFonctions": "1$ENS$ENSEIGNEMENT$L$L"}, True),
        ({"ENTPersonFonctions": "1$EDU$EDUCATION$L$L", "PersEducNatPresenceDevantEleves": "N"}, False),
        ({"ENTPersonFonctions": "1$ENS$ENSEIGNEMENT$L$L", "PersEducNatPresenceDevantEleves": "N"}, True),
        ({"ENTPersonFonctions": "1$EDU$EDUCATION$L$L", "PersEducNatPresenceDevantEleves": "O"}, True),
        ({"ENTPersonFonctions": "1$ENS$ENSEIGNEMENT$L$L", "ENTPersonCategorieEnseignant": "N"}, False),
        ({"ENTPersonCategorieEnseignant": "O"}, True),
        ({}, False),
    ],
)
def test_who_is_a_teacher(tmp_path: Path, values: Values, teaches: bool) -> None:
    assert one_member(tmp_path, **values).is_teacher is teaches


def test_who_is_a_head(tmp_path: Path) -> None:
    member = one_member(
        tmp_path,
        ENTPersonFonctions=[
            "52$DIR$DIRECTION$D0010$DIRECTION ADJOINT AU CHEF ETABLISSEMENT",
            "53$ENS$E$L$LETTRES",
        ],
        ENTEnsFonctionDir="54",
    )
    assert member.head_of == {"52", "54"}


def test_a_structure_and_what_it_declares(tmp_path: Path) -> None:
    values: Values = {
        "ENTStructureUAI": "0310001A",
        "ENTStructureNomCourant": "CLG$CLG JEAN JAURES$CASTRES",
        "ENTStructureClasses": ["6A$6EME A$10010012110", "6A$$10010012111", "6B$"],
        "ENTStructureGroupes": "ANG1$Anglais 1$6A$6B",
    }
    write(tmp_path, Category.STRUCTURE, document(add(Category.STRUCTURE, "52", values)))
    record = read(tmp_path)[0][0]
    assert isinstance(record, StructureRecord)
    assert (record.name, record.town) == ("Collège Jean Jaures", "CASTRES")
    assert [(one.code, one.label, one.attached) for one in record.divisions] == [
        ("6A", "6EME A", ("10010012110", "10010012111")),
        ("6B", "", ()),
    ]
    assert record.groups[0].attached == ("6A", "6B")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("CLG-JULES FERRY-ac-TOULOUSE", "Collège Jules Ferry"),
        ("LPO LYCEE DES METIERS DU BOIS", "Lycée polyvalent Lycee des Metiers du Bois"),
        ("Collège Déodat de Séverac", "Collège Déodat de Séverac"),
        ("", ""),
    ],
)
def test_the_names_of_structures_are_shown_properly(written: str, name: str) -> None:
    assert structure_name(written)[0] == name
