"""Headers of every origin, and what they are proposed to mean."""

from __future__ import annotations

import pytest

from preau.exchange.tabular.headers import header_key
from preau.exchange.tabular.mapping import propose_mapping
from preau.exchange.tabular.people import apply_mapping
from preau.exchange.tabular.records import Field, Kind, Target, Whose
from preau.exchange.tabular.table import read_table
from preau.kernel.refusals import NotPossible

CHILD, GUARDIAN = Whose.CHILD, Whose.GUARDIAN


def targets(headers: str, kind: Kind) -> list[Target | None]:
    table = read_table(f"{headers}\nx\n".encode(), "liste.csv")
    return [column.target for column in propose_mapping(table, kind).columns]


@pytest.mark.parametrize("header", ["Prénom *", "PRENOM", "prénom**", " Pre nom", "Pré-nom"])
def test_case_accents_blanks_and_stars_do_not_matter(header: str) -> None:
    assert header_key(header) == "prenom"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nom d’usage", Field.USAGE_NAME),
        ("Nom d'usage", Field.USAGE_NAME),
        ("NOM_DE_FAMILLE", Field.BIRTH_NAME),
        ("Né(e) le", Field.BORN_ON),
        ("Date de naissance (jj/mm/aaaa)*", Field.BORN_ON),
        ("Courriel", Field.EMAIL),
        ("e-mail", Field.EMAIL),
        ("Identifiant unique*", Field.INE),
        ("Id externe", Field.EXTERNAL_ID),
        ("INE", Field.INE),
        ("Code MEF*", Field.MEF),
        ("Régime", Field.REGIME),
        ("CP", Field.POSTAL_CODE),
        ("Classe(s)", Field.DIVISIONS),
        ("Nom de l’élève", Field.NAME),
        ("Téléphone 2", Field.PHONE),
    ],
)
def test_the_names_software_gives_to_columns_of_pupils(header: str, field: Field) -> None:
    assert targets(header, Kind.PUPILS) == [Target(field)]


def test_repeated_headers_speak_of_the_next_child() -> None:
    triplet = "Nom de l'élève;Prénom de l'élève;Classes de l'élève"
    assert targets(f"Nom*;Prénom*;{triplet};{triplet}", Kind.GUARDIANS) == [
        Target(Field.NAME),
        Target(Field.FIRST_NAME),
        Target(Field.NAME, CHILD, 1),
        Target(Field.FIRST_NAME, CHILD, 1),
        Target(Field.DIVISIONS, CHILD, 1),
        Target(Field.NAME, CHILD, 2),
        Target(Field.FIRST_NAME, CHILD, 2),
        Target(Field.DIVISIONS, CHILD, 2),
    ]


def test_numbered_headers_speak_of_their_child() -> None:
    assert targets("Nom enfant 2;Prénom enfant 2;INE élève1;Id enfant", Kind.GUARDIANS) == [
        Target(Field.NAME, CHILD, 2),
        Target(Field.FIRST_NAME, CHILD, 2),
        Target(Field.INE, CHILD, 1),
        Target(Field.EXTERNAL_ID, CHILD, 1),
    ]


def test_guardians_on_the_line_of_a_pupil() -> None:
    headers = "r1_nom;r1_prenom;R2_NOM;Courriel du responsable 2;Responsable légal 1 civilité"
    assert targets(headers, Kind.PUPILS) == [
        Target(Field.NAME, GUARDIAN, 1),
        Target(Field.FIRST_NAME, GUARDIAN, 1),
        Target(Field.NAME, GUARDIAN, 2),
        Target(Field.EMAIL, GUARDIAN, 2),
        Target(Field.TITLE, GUARDIAN, 1),
    ]  # fmt: skip


def test_in_a_table_of_guardians_the_responsible_person_is_the_one_of_the_line() -> None:
    assert targets("Nom responsable;Prénom responsable", Kind.GUARDIANS) == [
        Target(Field.NAME), Target(Field.FIRST_NAME),
    ]  # fmt: skip


def test_what_comes_back_adds_a_class_but_not_a_second_name() -> None:
    assert targets("Nom;Nom;Classe;Classe", Kind.TEACHERS) == [
        Target(Field.NAME), None, Target(Field.DIVISIONS), Target(Field.DIVISIONS),
    ]  # fmt: skip


def test_a_header_that_says_nothing_is_left_unread() -> None:
    assert targets("Cantine;Nom de l'élève;Casier 12", Kind.TEACHERS) == [None, None, None]


def test_the_hand_of_the_school_corrects_the_proposal() -> None:
    table = read_table("Patronyme;Prénom\nDUPONT;Zoé\n".encode(), "liste.csv")
    proposal = propose_mapping(table, Kind.PUPILS)
    assert proposal.missing == (Field.NAME,)
    assert [column.header for column in proposal.unused] == ["Patronyme"]
    corrected = proposal.with_target(0, Target(Field.NAME))
    assert corrected.missing == ()
    assert apply_mapping(table, corrected).records[0].identity.last_name == "DUPONT"


def test_without_a_column_for_names_nothing_is_applied() -> None:
    table = read_table(b"a;b\nDUPONT;Zoe\n", "liste.csv")
    with pytest.raises(NotPossible) as refused:
        apply_mapping(table, propose_mapping(table, Kind.PUPILS))
    assert "« nom » ni « prénom »" in refused.value.message
    assert "liste.csv" in refused.value.message
    assert "a, b" in refused.value.message
