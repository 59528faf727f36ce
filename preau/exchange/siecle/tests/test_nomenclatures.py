"""Nomenclature.xml, Structures.xml and Communs.xml."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from preau.exchange.siecle.nomenclatures import minutes_of
from preau.exchange.siecle.tests.feed import document, element, read, told, write

MEF = element(
    "MEF",
    {
        "FORMATION": "5G", "LIBELLE_LONG": "5EME", "LIBELLE_EDITION": "5ème", "STATUT_MEF": "1",
        "MEF_RATTACHEMENT": "10110001110", "CODE_MEFSTAT": "21120010001", "NB_OPT_OBLIG": "2",
        "DATE_OUVERTURE": "01/09/1992", "DATE_FERMETURE": "31/12/9999",
    },
    CODE_MEF="10110001110",
)  # fmt: skip
SUBJECT = element(
    "MATIERE",
    {"CODE_GESTION": "LCALA", "LIBELLE_COURT": "LCA LATIN", "LIBELLE_LONG": "LATIN", "MATIERE_ETP": "1"},
    CODE_MATIERE="020300",
)
PROGRAMME = {"CODE_MEF": "10110001110", "CODE_MATIERE": "020300", "CODE_MODALITE_ELECT": "o", "HORAIRE": "2.50"}


def test_what_a_school_teaches(tmp_path: Path) -> None:
    contents = read(
        write(
            tmp_path,
            document(
                "BEE_NOMENCLATURES",
                {
                    "MEFS": MEF,
                    "MATIERES": SUBJECT,
                    "PROGRAMMES": element("PROGRAMME", PROGRAMME) + element("PROGRAMME", {"CODE_MEF": "1"}),
                    "OPTIONS_OBLIGATOIRES": element(
                        "OPTION_OBLIGATOIRE",
                        {"CODE_MEF": "10110001110", "CODE_MATIERE": "020300", "RANG_OPTION": "1"},
                    ),
                    "MODALITES_ELECTION": element(
                        "MODALITE_ELECTION", {"LIBELLE_LONG": "TRONC COMMUN"}, CODE_MODALITE_ELECT="S"
                    ),
                    "REGIMES": element("REGIME", {"LIBELLE_LONG": "EXTERNE"}, CODE_REGIME="0"),
                },
            ),
            "Nomenclature.xml",
        )
    )
    mef, subject = contents.mefs[0], contents.subjects[0]
    assert (mef.code, mef.label, mef.formation, mef.stat11) == ("10110001110", "5ème", "5G", "21120010001")
    assert (mef.opens_on, mef.closes_on) == (date(1992, 9, 1), None)
    assert (subject.code, subject.short_code, subject.label, subject.short_label) == (
        "020300", "LCALA", "LATIN", "LCA LATIN",
    )  # fmt: skip
    programme, option = contents.programmes[0], contents.compulsory_options[0]
    assert (programme.mef, programme.subject, programme.election_modality, programme.minutes) == (
        "10110001110", "020300", "O", 150,
    )  # fmt: skip
    assert (option.subject, option.rank) == ("020300", 1)
    assert [(one.code, one.label) for one in contents.election_modalities] == [("S", "TRONC COMMUN")]
    assert len(told(contents)) == 1
    assert "PROGRAMME sans MEF ou sans matière" in told(contents)[0]
    assert contents.unknown_elements == {}


def test_the_classes_and_the_groups(tmp_path: Path) -> None:
    mefs = element("MEFS_APPARTENANCE", {}, element("MEF_APPARTENANCE", {"CODE_MEF": "10110001110"}) * 2)
    divisions = element("DIVISION", {"LIBELLE_LONG": "Troisième A"}, mefs, CODE_STRUCTURE="3 A")
    groups = element("GROUPE", {}, CODE_STRUCTURE="3LATIN") * 2
    contents = read(write(tmp_path, document("BEE_STRUCTURES", {"DIVISIONS": divisions, "GROUPES": groups})))
    division, group = contents.structures
    assert (division.code, division.label, division.is_division) == ("3 A", "Troisième A", True)
    assert division.mefs == ("10110001110",)
    assert (group.code, group.label, group.is_division, group.mefs) == ("3LATIN", "3LATIN", False, ())
    assert "« 3LATIN » est décrite deux fois" in told(contents)[0]


def test_the_school_and_its_year(tmp_path: Path) -> None:
    inside = element(
        "UAJ",
        {"ETAB_UAJ_ID": "77", "DENOM_PRINC": "COLLEGE", "DENOM_COMPL": "JEAN JAURES",
         "LIGNE1_ADRESSE": "1 rue du Bac", "CODE_POSTAL": "31000", "CODE_COMMUNE_INSEE": "31555",
         "TELEPHONE": "0561000000", "MEL_1": "ce@exemple.fr"},
    ) + element("ANNEE_SCOLAIRE", {"DATE_DEBUT_ELEVE": "01/09/2026", "DATE_FIN_ELEVE": "04/07/2027"})  # fmt: skip
    content = document("BEE_COMMUN", {}).replace("<DONNEES>\n", f"<DONNEES>\n{inside}")
    school = read(write(tmp_path, content)).school
    assert school is not None
    assert (school.siecle_id, school.name, school.street) == ("77", "COLLEGE JEAN JAURES", "1 rue du Bac")
    assert (school.postal_code, school.commune, school.phone, school.email) == (
        "31000", "31555", "0561000000", "ce@exemple.fr",
    )  # fmt: skip
    assert (school.year_begins_on, school.year_ends_on) == (date(2026, 9, 1), date(2027, 7, 4))


def test_hours_a_week_in_minutes() -> None:
    assert [minutes_of(text) for text in ("3", "3.5", "3,50", "0.25", "trois")] == [180, 210, 210, 15, None]
