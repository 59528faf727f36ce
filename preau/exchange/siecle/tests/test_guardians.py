"""The file of guardians: persons, levels and kinship, of today's exports and of the old ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.exchange.siecle.records import GuardianshipRecord
from preau.exchange.siecle.tests.feed import (
    ABSENT,
    address,
    guardians_file,
    person,
    read,
    refusal,
    tie,
    told,
    write,
)


def ties_of(folder: Path, *written: str, persons: str = "") -> tuple[tuple[GuardianshipRecord, ...], list[str]]:
    contents = read(write(folder, guardians_file(persons, "".join(written)), "Responsables.xml"))
    return contents.guardianships, told(contents)


def one(folder: Path, **values: str) -> tuple[GuardianshipRecord, list[str]]:
    ties, reasons = ties_of(folder, tie(**values))
    return ties[0], reasons


def test_a_person_whole(tmp_path: Path) -> None:
    written = person(
        NOM_USAGE="PONS", ACCEPTE_SMS="1", MEL="zoe@exemple.fr", TEL_PORTABLE="+33764444288", TEL_PERSONNEL="",
        TEL_PROFESSIONNEL="+33561000000", COMMUNICATION_ADRESSE="0", ADRESSE_ID="9", CODE_PROFESSION="75",
        LL_CIVILITE="MADAME",
    )  # fmt: skip
    home = address("9", LIGNE1_ADRESSE="18 RUE DES HOMMETS", CODE_POSTAL="14270", LIBELLE_POSTAL="MEZIDON")
    contents = read(write(tmp_path, guardians_file(written, ADRESSES=home), "Responsables.xml"))
    assert told(contents) == []
    guardian = contents.guardians[0]
    identity = guardian.identity
    assert (guardian.key, guardian.place.line) == ("10", 10)
    assert (identity.title, identity.last_name, identity.birth_name) == ("Mme", "PONS", "ROUX")
    assert (identity.mobile, identity.phone, identity.email) == ("+33764444288", "+33561000000", "zoe@exemple.fr")
    assert identity.address == "18 RUE DES HOMMETS\n14270 MEZIDON"
    assert (guardian.accepts_messages, guardian.accepts_address_diffusion) == (True, False)


def test_booleans_of_two_kinds_in_one_record(tmp_path: Path) -> None:
    found, reasons = one(
        tmp_path, NIVEAU_RESPONSABILITE="1", CODE_PARENTE="10", PAIE_FRAIS_SCOLAIRES="1", PERCOIT_LES_AIDES="true",
        HEBERGE_ELEVE="false", A_CONTACTER_EN_PRIORITE="true",
    )  # fmt: skip
    assert reasons == []
    assert (found.level, found.kinship) == (1, 10)
    assert (found.pays_fees, found.receives_aids, found.hosts_pupil, found.is_contact) == (True, True, False, True)


@pytest.mark.parametrize(
    ("values", "level"),
    [
        ({"NIVEAU_RESPONSABILITE": "1"}, 1),
        ({"NIVEAU_RESPONSABILITE": "2"}, 2),
        ({"NIVEAU_RESPONSABILITE": "3"}, 3),
        ({"RESP_LEGAL": "1"}, 1),
        ({"RESP_LEGAL": "2"}, 1),
        ({"RESP_LEGAL": "0", "PERS_CONTACT": "1"}, 3),
        ({"NIVEAU_RESPONSABILITE": "2", "RESP_LEGAL": "1"}, 2),
    ],
)
def test_the_second_legal_representative_of_old_exports_keeps_her_rights(
    tmp_path: Path, values: dict[str, str], level: int
) -> None:
    found, reasons = one(tmp_path, CODE_PARENTE="10", **values)
    assert (found.level, reasons) == (level, [])


def test_the_old_names_of_payments_and_contacts(tmp_path: Path) -> None:
    found, _reasons = one(
        tmp_path, RESP_LEGAL="1", RESP_FINANCIER="1", PERS_PAIMENT="1", PERS_CONTACT="1", CODE_PARENTE="2"
    )
    assert (found.pays_fees, found.receives_aids, found.is_contact, found.kinship) == (True, True, True, 10)


@pytest.mark.parametrize("level", ["", "7", "légal"])
def test_a_level_that_cannot_be_read_is_the_most_cautious_and_told(tmp_path: Path, level: str) -> None:
    found, reasons = one(tmp_path, NIVEAU_RESPONSABILITE=level, CODE_PARENTE="10")
    assert found.level == 3
    assert "contact seulement" in reasons[-1]
    assert "« Responsables.xml », ligne 17" in reasons[-1]


@pytest.mark.parametrize(
    ("code", "kinship"), [("1", 20), ("10", 10), ("20", 20), ("90", 90), ("010", 10), ("64", 90)]
)
def test_kinship_is_read_as_a_number_in_the_new_list(tmp_path: Path, code: str, kinship: int) -> None:
    found, reasons = one(tmp_path, NIVEAU_RESPONSABILITE="1", CODE_PARENTE=code)
    assert found.kinship == kinship
    assert bool(reasons) == (code == "64")


def test_legal_representatives_come_first_then_by_kinship(tmp_path: Path) -> None:
    ties, _reasons = ties_of(
        tmp_path,
        tie("1", "13", NIVEAU_RESPONSABILITE="3", CODE_PARENTE="38"),
        tie("1", "12", NIVEAU_RESPONSABILITE="1", CODE_PARENTE="20"),
        tie("1", "11", NIVEAU_RESPONSABILITE="1", CODE_PARENTE="10"),
        tie("2", "12", NIVEAU_RESPONSABILITE="2", CODE_PARENTE="20"),
        persons="".join(map(person, ("11", "12", "13"))),
    )
    assert [(found.pupil, found.guardian, found.rank) for found in ties] == [
        ("1", "13", 3), ("1", "12", 2), ("1", "11", 1), ("2", "12", 1),
    ]  # fmt: skip


def test_in_old_exports_the_first_legal_representative_stays_first(tmp_path: Path) -> None:
    ties, _reasons = ties_of(
        tmp_path,
        tie("1", "11", RESP_LEGAL="2", CODE_PARENTE="10"),
        tie("1", "12", RESP_LEGAL="1", CODE_PARENTE="20"),
        persons=person("11") + person("12"),
    )
    assert [(found.guardian, found.level, found.rank) for found in ties] == [("11", 1, 2), ("12", 1, 1)]


def test_two_ties_with_one_person_are_made_one(tmp_path: Path) -> None:
    ties, reasons = ties_of(
        tmp_path,
        tie(NIVEAU_RESPONSABILITE="3", CODE_PARENTE="90", A_CONTACTER_EN_PRIORITE="1"),
        tie(NIVEAU_RESPONSABILITE="1", CODE_PARENTE="10"),
    )
    assert [(found.level, found.kinship, found.is_contact) for found in ties] == [(1, 10, True)]
    assert "réunis" in reasons[0]


def test_a_tie_to_a_person_who_is_not_there_is_left_out_and_told(tmp_path: Path) -> None:
    ties, reasons = ties_of(tmp_path, tie("1", "77", NIVEAU_RESPONSABILITE="1", CODE_PARENTE="10"))
    assert ties == ()
    assert "la personne 77 n’est pas dans le fichier" in reasons[0]


@pytest.mark.parametrize(
    ("written", "reason", "kept"),
    [
        (person(PRENOM=""), "n’a pas de nom ou pas de prénom", 0),
        (person(NOM_DE_FAMILLE=ABSENT), "n’a pas de nom ou pas de prénom", 0),
        (person("10") + person("10", PRENOM="Autre"), "déjà décrite ligne 10", 1),
        (person("").replace(' PERSONNE_ID=""', ""), "sans PERSONNE_ID", 0),
    ],
)
def test_persons_that_cannot_come_in_are_told(tmp_path: Path, written: str, reason: str, kept: int) -> None:
    contents = read(write(tmp_path, guardians_file(written), "Responsables.xml"))
    assert any(reason in sentence for sentence in told(contents))
    assert len(contents.guardians) == kept


def test_the_old_name_of_names(tmp_path: Path) -> None:
    contents = read(write(tmp_path, guardians_file(person(NOM_DE_FAMILLE=ABSENT, NOM="PONS")), "Responsables.xml"))
    assert contents.guardians[0].identity.last_name == "PONS"


def test_a_file_without_ties_is_refused(tmp_path: Path) -> None:
    content = (
        guardians_file()
        .replace("RESPONSABLES>", "RESPONSABILITES>")
        .replace("BEE_RESPONSABILITES", "BEE_RESPONSABLES")
    )
    message = refusal(write(tmp_path, content))
    assert "rubrique RESPONSABLES" in message
    assert "on y trouve : RESPONSABILITES" in message
