"""The pupils of an export: what is kept of each, who is ignored, what is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from preau.exchange.places import Place
from preau.exchange.siecle.records import OptionTaken, PreviousSchooling, PupilRecord, Reason
from preau.exchange.siecle.tests.feed import (
    ABSENT,
    INE,
    TODAY,
    address,
    element,
    pupil,
    pupils_file,
    read,
    refusal,
    structures,
    told,
    write,
)
from preau.exchange.siecle.vocabulary import regime_of


def one(folder: Path, inside: str = "", **values: str) -> tuple[PupilRecord, list[str]]:
    contents = read(write(folder, pupils_file(pupil(inside=inside, **values))))
    return contents.pupils[0], told(contents)


def test_a_pupil_whole(tmp_path: Path) -> None:
    previous = element(
        "SCOLARITE_AN_DERNIER",
        {"CODE_MEF": "10210001110", "CODE_STRUCTURE": "4 D", "CODE_RNE": "0752387m", "SIGLE": "CLG",
         "DENOM_PRINC": "COLLEGE", "DENOM_COMPL": "ANDRE MALRAUX", "MEL": "ce@exemple.fr"},
    )  # fmt: skip
    options = element(
        "OPTION",
        {},
        element("OPTIONS_ELEVE", {"NUM_OPTION": "1", "CODE_MODALITE_ELECT": "O", "CODE_MATIERE": "030201"})
        + element("OPTIONS_ELEVE", {"NUM_OPTION": "2", "CODE_MODALITE_ELECT": "F", "CODE_MATIERE": "020300"}),
        ELEVE_ID="1",
    )
    written = pupil(
        inside=previous, NOM_USAGE="DURAND", PRENOM="MARIE-JOSÉE", PRENOM2="Léa", PRENOM3="Marie-Josée",
        CODE_SEXE="2", ELENOET="5396", ID_PRV_ELE="42", DOUBLEMENT="1", CODE_PAYS="100",
        CODE_DEPARTEMENT_NAISS="02A", CODE_COMMUNE_INSEE_NAISS="2A004", CODE_REGIME="24",
        CODE_STATUT="AP", CODE_MEF="10310019110", DATE_ENTREE="01/09/2026",
        DATE_SORTIE="25/11/2026", ACCEPTE_SMS="true", ADHESION_TRANSPORT="0",
        MEL="mj@exemple.fr", TEL_PORTABLE="+33612345678", TEL_PERSONNEL="+33561000000", ADRESSE_ID="7",
    )  # fmt: skip
    home = address(
        "7", LIGNE1_ADRESSE="1 rue du Bac", LIGNE2_ADRESSE="", LIGNE3_ADRESSE="Bât. B", CODE_POSTAL="31000",
        LIBELLE_POSTAL="TOULOUSE", LL_PAYS="FRANCE", COMMUNE_ETRANGERE="",
    )  # fmt: skip
    contents = read(
        write(tmp_path, pupils_file(written, structures("1", "3 A", "G:3LATIN"), OPTIONS=options, ADRESSES=home))
    )
    assert told(contents) == []
    found = contents.pupils[0]
    identity = found.identity
    assert found.place == Place("Eleves.xml", 10)
    assert (found.siecle_id, found.local_id, found.private_id, found.ine) == ("1", "5396", "42", INE)
    assert (identity.last_name, identity.birth_name, identity.first_name) == ("DURAND", "DUPONT", "Marie-Josée")
    assert (identity.other_first_names, identity.title, identity.born_on) == ("Léa", "Mme", date(2013, 9, 3))
    assert (identity.email, identity.mobile, identity.phone) == ("mj@exemple.fr", "+33612345678", "+33561000000")
    assert identity.address == "1 rue du Bac\nBât. B\n31000 TOULOUSE"
    assert (found.birthplace.departement, found.birthplace.commune) == ("02A", "2A004")
    assert (found.mef, found.status, found.is_apprentice) == ("10310019110", "AP", True)
    assert found.regime == "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT 4"
    assert (found.repeats, found.accepts_messages, found.takes_transport) == (True, True, False)
    assert (found.entered_on, found.left_on) == (date(2026, 9, 1), date(2026, 11, 25))
    assert (found.divisions, found.groups) == (("3 A",), ("3LATIN",))
    assert found.options == (OptionTaken(1, "O", "030201"), OptionTaken(2, "F", "020300"))
    assert found.previous == PreviousSchooling("0752387M", "CLG COLLEGE ANDRE MALRAUX", "10210001110", "4 D")


@pytest.mark.parametrize(
    ("values", "codes", "reason"),
    [
        ({"DATE_SORTIE": "23/11/2026"}, ("6A",), Reason.LEFT),
        ({}, ("Inactifs",), Reason.INACTIVE),
        ({}, ("INACTIFS",), Reason.INACTIVE),
        ({}, ("G:6A_G1",), Reason.ONLY_GROUPS),
        ({"ID_NATIONAL": ABSENT}, ("6A",), Reason.NO_INE),
        ({"ID_NATIONAL": ""}, ("6A",), Reason.NO_INE),
        ({"ID_NATIONAL": "12345"}, ("6A",), Reason.NO_INE),
        ({"PRENOM": ""}, ("6A",), Reason.NO_NAME),
        ({"NOM_DE_FAMILLE": ABSENT}, ("6A",), Reason.NO_NAME),
    ],
)
def test_who_is_ignored_and_why(
    tmp_path: Path, values: dict[str, str], codes: tuple[str, ...], reason: Reason
) -> None:
    contents = read(write(tmp_path, pupils_file(pupil(**values), structures("1", *codes))))
    assert contents.pupils == ()
    assert [(one.siecle_id, one.reason, one.place.line) for one in contents.ignored] == [("1", reason, 10)]


@pytest.mark.parametrize(
    ("values", "codes", "kept"),
    [
        ({"DATE_SORTIE": "24/11/2026"}, ("6A",), ("6A",)),
        ({"DATE_SORTIE": "01/07/2027"}, ("6A",), ("6A",)),
        ({}, ("Inactifs", "6A"), ("6A",)),
        ({"ID_NATIONAL": ABSENT, "INE_RNIE": INE}, ("6A",), ("6A",)),
        ({"NOM_DE_FAMILLE": ABSENT, "NOM": "DUPONT"}, ("4e 1",), ("4e 1",)),
    ],
)
def test_who_is_still_here(
    tmp_path: Path, values: dict[str, str], codes: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    contents = read(write(tmp_path, pupils_file(pupil(**values), structures("1", *codes))))
    assert contents.ignored == ()
    assert contents.pupils[0].divisions == kept
    assert contents.pupils[0].identity.last_name == "DUPONT"


def test_without_any_structure_nobody_is_here(tmp_path: Path) -> None:
    contents = read(write(tmp_path, pupils_file(pupil("1") + pupil("2", "070832328JB"), structures("2"))))
    assert [one.reason for one in contents.ignored] == [Reason.NO_STRUCTURE]
    assert [one.siecle_id for one in contents.pupils] == ["2"]


def test_an_ine_that_two_pupils_share_is_refused_with_both_lines(tmp_path: Path) -> None:
    content = pupils_file(pupil("1") + pupil("2", PRENOM="Tom"), structures("1") + structures("2"))
    message = refusal(write(tmp_path, content))
    assert "lignes 10 et 16" in message
    assert "DUPONT Léa et DUPONT Tom" in message


def test_a_pupil_who_left_and_came_back_under_another_number_is_one_pupil(tmp_path: Path) -> None:
    content = pupils_file(pupil("1", DATE_SORTIE="01/10/2026") + pupil("2"), structures("1") + structures("2"))
    contents = read(write(tmp_path, content))
    assert [one.siecle_id for one in contents.pupils] == ["2"]


def test_several_structure_sections_are_joined_and_told(tmp_path: Path) -> None:
    content = pupils_file(places=structures("1", "6A") + structures("1", "G:6A_G1"))
    contents = read(write(tmp_path, content))
    assert (contents.pupils[0].divisions, contents.pupils[0].groups) == (("6A",), ("6A_G1",))
    assert "plusieurs rubriques STRUCTURES_ELEVE" in told(contents)[0]
    assert "ligne 24" in told(contents)[0]


def test_two_classes_are_kept_and_told(tmp_path: Path) -> None:
    contents = read(write(tmp_path, pupils_file(places=structures("1", "6A", "6B"))))
    assert contents.pupils[0].divisions == ("6A", "6B")
    assert "plusieurs classes (6A, 6B)" in told(contents)[0]


def test_the_same_pupil_twice_is_kept_once(tmp_path: Path) -> None:
    contents = read(write(tmp_path, pupils_file(pupil() + pupil(PRENOM="Tom"))))
    assert [one.identity.first_name for one in contents.pupils] == ["Léa"]
    assert "déjà décrit ligne 10" in told(contents)[0]
    assert contents.anomalies[0].is_left_out


def test_sections_may_come_in_any_order(tmp_path: Path) -> None:
    lines = pupils_file()
    start, end = lines.index("<STRUCTURES>"), lines.index("</STRUCTURES>") + len("</STRUCTURES>\n")
    section = lines[start:end]
    moved = lines.replace(section, "").replace("<ELEVES>", f"{section}<ELEVES>")
    assert read(write(tmp_path, moved)).pupils[0].divisions == ("6A",)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"DATE_NAISS": "31/02/2013"}, "« DATE_NAISS » : « 31/02/2013 » n’est pas une date du calendrier"),
        ({"DATE_SORTIE": "bientôt"}, "« DATE_SORTIE » : « bientôt » n’est pas une date"),
        ({"CODE_REGIME": "7"}, "« 7 » n’est pas un code de régime connu"),
        ({"CODE_SEXE": "3"}, "« 3 » n’est pas un code de sexe"),
        ({"DOUBLEMENT": "peut-être"}, "n’est ni oui ni non"),
        ({"MEL": "lea"}, "n’est pas une adresse de courriel"),
        ({"TEL_PORTABLE": "aucun"}, "n’est pas un numéro de téléphone"),
        ({"CODE_PAYS": "100"}, "pas de commune de naissance"),
        ({"CODE_PAYS": "132"}, "pas de ville de naissance"),
        ({"PRENOM2": "x" * 1_000_000}, "valeur de 1 000 000 caractères"),
        ({"CHAMP_NOUVEAU": "x"}, "CHAMP_NOUVEAU de ELEVE n’est pas connu"),
    ],
)
def test_each_oddity_is_told_and_the_pupil_comes_in(tmp_path: Path, values: dict[str, str], reason: str) -> None:
    found, reasons = one(tmp_path, **values)
    assert found.identity.last_name == "DUPONT"
    assert len(reasons) == 1
    assert reason in reasons[0]
    assert "« Eleves.xml », ligne 1" in reasons[0]


def test_unknown_elements_are_counted_and_told_once(tmp_path: Path) -> None:
    pupils = "".join(pupil(str(n), f"{n:010d}A", CHAMP_NOUVEAU="x") for n in range(3))
    contents = read(write(tmp_path, pupils_file(pupils)))
    assert contents.unknown_elements == {("ELEVE", "CHAMP_NOUVEAU"): 3}
    assert len(contents.anomalies) == 1


def test_empty_and_absent_are_two_things(tmp_path: Path) -> None:
    assert one(tmp_path, TEL_PORTABLE="", CODE_MEF="")[0].identity.mobile == ""
    assert one(tmp_path)[0].identity.mobile is None
    assert one(tmp_path, TEL_PORTABLE="0000000000")[0].identity.mobile == ""


def test_what_is_nested_deeper_is_not_the_pupil_s(tmp_path: Path) -> None:
    nested = element("SCOLARITE_AN_DERNIER", {"CODE_MEF": "10210001110", "NOM_USAGE": "AUTRE", "CODE_REGIME": "9"})
    found, reasons = one(tmp_path, inside=nested)
    assert (found.mef, found.identity.last_name, found.regime, reasons) == (None, "DUPONT", None, [])


def test_an_address_that_is_not_there_is_told(tmp_path: Path) -> None:
    contents = read(write(tmp_path, pupils_file(pupil(ADRESSE_ID="7"), ADRESSES=address("8", LIGNE1_ADRESSE="x"))))
    assert contents.pupils[0].identity.address is None
    assert "l’adresse 7 n’est pas dans le fichier" in told(contents)[0]


def test_a_file_without_addresses_says_nothing_of_them(tmp_path: Path) -> None:
    found, reasons = one(tmp_path, ADRESSE_ID="7")
    assert (found.identity.address, reasons) == (None, [])


def test_an_address_abroad(tmp_path: Path) -> None:
    home = address("7", LIGNE1_ADRESSE="Calle Mayor 1", COMMUNE_ETRANGERE="22700 JACA", LL_PAYS="ESPAGNE")
    contents = read(write(tmp_path, pupils_file(pupil(ADRESSE_ID="7"), ADRESSES=home)))
    assert contents.pupils[0].identity.address == "Calle Mayor 1\n22700 JACA\nESPAGNE"


@pytest.mark.parametrize(
    ("code", "regime"),
    [
        ("0", "EXTERNE LIBRE"),
        ("1", "EXTERNE SURVEILLE"),
        ("2", "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT"),
        ("21", "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT 1"),
        ("29", "DEMI-PENSIONNAIRE AU TICKET"),
        ("28", "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT"),
        ("3", "INTERNE DANS L'ETABLISSEMENT"),
        ("36", "INTERNE DANS L'ETABLISSEMENT 6"),
        ("4", None),
        ("2x", None),
        ("240", None),
    ],
)
def test_regimes_are_named_as_the_directory_feed_names_them(code: str, regime: str | None) -> None:
    assert regime_of(code) == regime


def test_reading_tomorrow_is_not_reading_today(tmp_path: Path) -> None:
    path = write(tmp_path, pupils_file(pupil(DATE_SORTIE="24/11/2026")))
    assert len(read(path, today=TODAY).pupils) == 1
    assert len(read(path, today=date(2026, 11, 25)).pupils) == 0
