"""The tables schools of the field exchange, read in place: nobody of this project wrote them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from preau.exchange.tabular.mapping import propose_mapping
from preau.exchange.tabular.people import apply_mapping
from preau.exchange.tabular.records import AdultRecord, Applied, GuardianRecord, Kind, PupilRecord, Table
from preau.exchange.tabular.table import read_table

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "csv"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="le corpus partagé (../shared/corpus/csv) n’est pas à côté du projet"
)
FILES = {
    "Eleves": (Kind.PUPILS, 7, 4),
    "Parents": (Kind.GUARDIANS, 8, 17),
    "Enseignants": (Kind.TEACHERS, 3, 13),
    "Personnels": (Kind.STAFF, 3, 11),
    "Invites": (Kind.GUESTS, 3, 11),
}


def table(name: str) -> Table:
    path = CORPUS / f"entcore-CSV_{name}.csv"
    return read_table(path.read_bytes(), path.name)


def applied(name: str) -> Applied:
    read = table(name)
    return apply_mapping(read, propose_mapping(read, FILES[name][0]))


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_read_without_a_word(name: str) -> None:
    kind, rows, columns = FILES[name]
    read = table(name)
    assert (read.encoding, read.separator) == ("iso-8859-15", ";")
    assert (len(read.rows), len(read.headers)) == (rows, columns)
    mapping = propose_mapping(read, kind)
    assert mapping.unused == ()
    assert mapping.missing == ()
    result = apply_mapping(read, mapping)
    assert len(result.records) == rows
    assert result.anomalies == ()


def test_pupils_have_their_class_and_their_birth_date() -> None:
    lea = applied("Eleves").records[0]
    assert isinstance(lea, PupilRecord)
    assert (lea.place.line, lea.identity.last_name, lea.identity.first_name) == (2, "COLIN", "Léa")
    assert lea.identity.born_on == date(2014, 8, 13)
    assert lea.divisions == ("CP de Mme BROSSARD",)


def test_headers_that_come_back_give_the_three_children_of_a_line() -> None:
    julie = applied("Parents").records[3]
    assert isinstance(julie, GuardianRecord)
    assert [(child.first_name, child.divisions) for child in julie.children] == [
        ("Léa", ("CP de Mme BROSSARD",)),
        ("Zoé", ("PS de Carole",)),
        ("Théo", ("CM2 de M. ARNOULD",)),
    ]


def test_empty_children_are_no_children() -> None:
    nathalie = applied("Parents").records[0]
    assert isinstance(nathalie, GuardianRecord)
    assert [child.last_name for child in nathalie.children] == ["DUPONT-DUPUIS"]


def test_a_teacher_has_her_classes_and_her_subject() -> None:
    felicite = applied("Enseignants").records[0]
    assert isinstance(felicite, AdultRecord)
    assert (felicite.function, felicite.subjects, felicite.divisions) == (
        "ENS", ("Mathématiques",), ("CSV1", "CSV2"),
    )  # fmt: skip
    assert felicite.identity.address == "21, Rue des Acacias\n75017 PARIS"
    assert felicite.identity.email == "no-reply@entcore.org"


def test_the_functions_of_the_staff_are_known() -> None:
    staff = applied("Personnels").records
    assert [one.function for one in staff if isinstance(one, AdultRecord)] == ["EDU", "DIR", "AED"]
