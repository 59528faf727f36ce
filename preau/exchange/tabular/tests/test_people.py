"""Lines to records: what is checked on each, and what is told."""

from __future__ import annotations

from datetime import date

import pytest

from preau.exchange.places import Place
from preau.exchange.tabular.fields import day_of, email_of, is_mobile, kinship_from, level_from, phone_of
from preau.exchange.tabular.mapping import propose_mapping
from preau.exchange.tabular.people import apply_mapping
from preau.exchange.tabular.records import (
    AdultRecord,
    Applied,
    Bond,
    Child,
    GuardianRecord,
    Kind,
    PupilRecord,
)
from preau.exchange.tabular.table import read_table

PUPILS = "Nom;Prénom;Né(e) le;Classe;Courriel;Civilité;INE\n"


def applied(text: str, kind: Kind = Kind.PUPILS) -> Applied:
    table = read_table(text.encode(), "élèves.csv")
    return apply_mapping(table, propose_mapping(table, kind))


def told(text: str, kind: Kind = Kind.PUPILS) -> list[tuple[int, str, str, bool]]:
    """Line, column, reason, left out."""
    return [(one.place.line, one.column, one.reason, one.is_left_out) for one in applied(text, kind).anomalies]


def test_a_whole_line_becomes_a_pupil() -> None:
    result = applied(
        "Nom de famille;Nom d'usage;Prénom;Autres prénoms;Civilité;Date de naissance;Courriel;Portable;Téléphone;"
        "Adresse;Code postal;Ville;Pays;INE;Eleve_ID;Classe;Groupe;MEF;Régime;Statut;Date entrée;Date sortie;"
        "r1_nom;r1_prenom;r1_lien_parente;r1_mail\n"
        "dupont;durand;MARIE-JOSÉE;Léa;Mlle;03/09/2013;mj@exemple.fr;612345678;05 61 00 00 00;1 rue du Bac;9000;"
        "FOIX;France;070832327ja;1816400;3 A;3LATIN, 3ESP1;10310019110;Externe;AP;01/09/2026;04/07/2027;"
        "ROUX;Zoé;mère;z@exemple.fr\n"
    )
    assert result.anomalies == ()
    pupil = result.records[0]
    assert isinstance(pupil, PupilRecord)
    identity = pupil.identity
    assert pupil.place == Place("élèves.csv", 2)
    assert (identity.last_name, identity.birth_name, identity.first_name) == ("DURAND", "DUPONT", "Marie-Josée")
    assert (identity.title, identity.other_first_names, identity.born_on) == ("Mme", "Léa", date(2013, 9, 3))
    assert (identity.mobile, identity.phone, identity.email) == ("0612345678", "05 61 00 00 00", "mj@exemple.fr")
    assert identity.address == "1 rue du Bac\n09000 FOIX"
    assert (pupil.ine, pupil.siecle_id, pupil.mef, pupil.regime) == (
        "070832327JA", "1816400", "10310019110", "Externe",
    )  # fmt: skip
    assert (pupil.divisions, pupil.groups, pupil.is_apprentice) == (("3 A",), ("3LATIN", "3ESP1"), True)
    assert (pupil.entered_on, pupil.left_on) == (date(2026, 9, 1), date(2027, 7, 4))
    guardian = pupil.guardians[0]
    assert (guardian.identity.last_name, guardian.bond, guardian.identity.email) == (
        "ROUX", Bond(kinship=10), "z@exemple.fr",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "column", "reason", "is_left_out"),
    [
        (";Zoé;;;;;", "Nom", "le nom manque", True),
        ("DUPONT;;;;;;", "Prénom", "le prénom manque", True),
        ("---;Zoé;;;;;", "Nom", "n’est pas un nom", False),
        ("DUPONT;Zoé;31/02/2013;;;;", "Né(e) le", "« 31/02/2013 » n’est pas une date", False),
        ("DUPONT;Zoé;2013;;;;", "Né(e) le", "n’est pas une date", False),
        ("DUPONT;Zoé;;;zoe@exemple;;", "Courriel", "n’est pas une adresse", False),
        ("DUPONT;Zoé;;;z oe@exemple.fr;;", "Courriel", "n’est pas une adresse", False),
        ("DUPONT;Zoé;;;;Docteur;", "Civilité", "n’est pas une civilité", False),
        ("DUPONT;Zoé;;;;;123", "INE", "11 caractères d’un INE", False),
        (f"DUPONT;Zoé;;{'x' * 401};;;", "Classe", "401 caractères", False),
        (f"DUPONT;{'x' * 1_000_000};;;;;", "Prénom", "1 000 000 caractères", False),
    ],
)
def test_each_oddity_is_told_with_its_line_and_its_column(
    line: str, column: str, reason: str, is_left_out: bool
) -> None:
    first = told(f"{PUPILS}{line}\n")[0]
    assert first[:2] == (2, column)
    assert reason in first[2]
    assert first[3] is is_left_out


def test_a_line_that_is_only_odd_comes_in_without_its_odd_part() -> None:
    pupil = applied(f"{PUPILS}DUPONT;Zoé;31/02/2013;6A;zoe;Docteur;1\n").records[0]
    assert isinstance(pupil, PupilRecord)
    assert (pupil.identity.born_on, pupil.identity.email, pupil.identity.title, pupil.ine) == (
        None,
        None,
        None,
        "",
    )
    assert pupil.divisions == ("6A",)


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ("DUPONT;Zoé;03/09/2013;6A;;;070832327JA", "répète la ligne 2"),
        ("ROUX;Ali;04/10/2013;6A;;;070832327JA", "le même INE que la ligne 2"),
        ("Dupont;zoe;3/9/2013;6B;;;", "le même nom, le même prénom et la même date de naissance que la ligne 2"),
    ],
)
def test_a_pupil_twice_in_the_file_comes_in_once(second: str, reason: str) -> None:
    text = f"{PUPILS}DUPONT;Zoé;03/09/2013;6A;;;070832327JA\n{second}\n"
    assert len(applied(text).records) == 1
    assert [(line, left_out) for line, _column, _reason, left_out in told(text)] == [(3, True)]
    assert reason in told(text)[0][2]


def test_twins_are_two_pupils() -> None:
    assert len(applied(f"{PUPILS}DUPONT;Zoé;03/09/2013;6A;;;\nDUPONT;Léa;03/09/2013;6A;;;\n").records) == 2


def test_a_guardian_may_come_back_with_another_child() -> None:
    text = "Id;Nom;Prénom;Nom élève;Prénom élève\n7;ROUX;Zoé;ROUX;Ali\n7;ROUX;Zoé;ROUX;Tom\n"
    result = applied(text, Kind.GUARDIANS)
    assert result.anomalies == ()
    assert [one.external_id for one in result.records] == ["7", "7"]


def test_what_the_line_of_a_guardian_says_of_the_tie_holds_for_each_child() -> None:
    result = applied(
        "Nom;Prénom;Lien de parenté;Niveau responsabilité;Paie les frais scolaires;Contact prioritaire;Nom élève;"
        "Prénom élève;Nom élève;Prénom élève;Lien élève 2\n"
        "ROUX;Zoé;Mère;légal 2;oui;X;roux;ALI;ROUX;Tom;tutrice\n",
        Kind.GUARDIANS,
    )
    guardian = result.records[0]
    assert isinstance(guardian, GuardianRecord)
    of_line = Bond(level=1, kinship=10, pays_fees=True, is_contact=True)
    assert guardian.children == (
        Child("ROUX", "Ali", None, "", "", (), of_line),
        Child("ROUX", "Tom", None, "", "", (), Bond(kinship=50)),
    )


def test_a_child_half_written_is_told_and_the_guardian_comes_in() -> None:
    text = "Nom;Prénom;Nom élève;Prénom élève\nROUX;Zoé;ROUX;\n"
    assert len(applied(text, Kind.GUARDIANS).records) == 1
    first, second = told(text, Kind.GUARDIANS)
    assert (first[0], first[1]) == (2, "Nom élève")
    assert "tous deux" in first[2]
    assert "aucun élève" in second[2]


def test_a_guardian_half_written_is_told_and_the_pupil_comes_in() -> None:
    text = "Nom;Prénom;r1_nom;r1_prenom\nDUPONT;Zoé;ROUX;\n"
    pupil = applied(text).records[0]
    assert isinstance(pupil, PupilRecord)
    assert pupil.guardians == ()
    assert told(text) == [(2, "r1_prenom", "le prénom manque : responsable ignoré", False)]


def test_an_unknown_function_is_to_be_made_precise() -> None:
    text = "Nom;Prénom;Fonction\nROUX;Zoé;Jardinier\nDUPONT;Ali;Conseillère principale d’éducation\n"
    staff = [one for one in applied(text, Kind.STAFF).records if isinstance(one, AdultRecord)]
    assert [(one.function, one.function_label) for one in staff] == [
        ("", "Jardinier"),
        ("EDU", "Conseillère principale d’éducation"),
    ]
    assert [(line, column) for line, column, _reason, _left in told(text, Kind.STAFF)] == [(2, "Fonction")]


def test_anomalies_come_in_the_order_of_the_lines() -> None:
    text = f"{PUPILS}DUPONT;;;;;;\nROUX;Ali\nPONS;Léa;31/02/2013;;;;\n"
    assert [line for line, *_rest in told(text)] == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24/11/2013", date(2013, 11, 24)),
        ("4/1/2013", date(2013, 1, 4)),
        ("24-11-2013", date(2013, 11, 24)),
        ("24.11.2013", date(2013, 11, 24)),
        ("2013-11-24", date(2013, 11, 24)),
        ("2013-11-24T00:00:00", date(2013, 11, 24)),
        ("29/02/2012", date(2012, 2, 29)),
        ("29/02/2013", None),
        ("24/11/13", None),
        ("11/24/2013", None),
        ("24/11/1013", None),
        ("41602", None),
    ],
)
def test_dates_as_schools_write_them(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_numbers_and_addresses() -> None:
    assert phone_of("612345678") == "0612345678"
    assert phone_of("+33 (0)6 12 34 56 78") == "+33 (0)6 12 34 56 78"
    assert phone_of("à demander") is None
    assert is_mobile("+33 6 12 34 56 78")
    assert is_mobile("07.12.34.56.78")
    assert not is_mobile("05 61 00 00 00")
    assert email_of("prenom.nom@ac-toulouse.fr")
    assert email_of("a@b@exemple.fr") is None
    assert email_of("<a@exemple.fr>") is None


def test_a_home_number_that_is_mobile_receives_messages() -> None:
    identity = applied("Nom;Prénom;Téléphone\nDUPONT;Zoé;06 12 34 56 78\n").records[0].identity
    assert identity.mobile == identity.phone == "06 12 34 56 78"
    identity = applied("Nom;Prénom;Téléphone\nDUPONT;Zoé;00 00 00 00 00\n").records[0].identity
    assert identity.phone is None


@pytest.mark.parametrize(("text", "code"), [("1", 20), ("10", 10), ("Père", 20), ("99", 90), ("voisine", None)])
def test_kinship_in_the_new_list(text: str, code: int | None) -> None:
    assert kinship_from(text) == code


def test_the_second_legal_representative_is_a_legal_representative() -> None:
    assert level_from("Représentant légal 2") == 1
    assert level_from("2") == 2
