"""Cells that a spreadsheet damaged, made whole again or left out."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.exchange.opendata import cells
from preau.exchange.opendata.tests.files import CORPUS, WHY_SKIPPED
from preau.kernel.ids import is_uai


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("561000001", "05 61 00 00 01"), ("0561000001", "05 61 00 00 01"), ("05 61 00 00 01", "05 61 00 00 01"),
        ("05.61.00.00.01", "05 61 00 00 01"), ("+33 5 61 00 00 01", "05 61 00 00 01"),
        ("561000001.0", "05 61 00 00 01"), ("", ""), ("3631", ""), ("5,61E+08", ""), ("0061000001", ""),
    ],
)  # fmt: skip
def test_telephones(written: str, meant: str) -> None:
    assert cells.phone(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("09110", "09110"), ("9110", "09110"), ("31000.0", "31000"), ("", ""), ("CEDEX", ""), ("310000", "")],
)
def test_postal_codes(written: str, meant: str) -> None:
    assert cells.postal_code(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("031", "31"),
        ("31", "31"),
        ("9", "09"),
        ("009", "09"),
        ("02A", "2A"),
        ("2B", "2B"),
        ("974", "974"),
        ("x", ""),
    ],
)
def test_departements(written: str, meant: str) -> None:
    assert cells.departement(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("73282932000074", "73282932000074"), ("732 829 320 00074", "73282932000074"), ("2,17E+13", ""),
        ("2.17003E+13", ""), ("73282932000075", ""), ("", ""), ("732829320", ""),
    ],
)  # fmt: skip
def test_siret(written: str, meant: str) -> None:
    assert cells.siret(written) == meant


def test_a_street_does_not_repeat_the_town() -> None:
    assert cells.street("12  rue des Tilleuls", "", "31000 TOULOUSE") == "12 rue des Tilleuls"
    assert cells.street("12 rue des Tilleuls", "BP 7", "31071") == "12 rue des Tilleuls, BP 7"
    assert cells.street("", "LE BOURG", "LE BOURG") == "LE BOURG"


def test_sites_and_mails() -> None:
    assert cells.web("www.exemple.fr/college") == "https://www.exemple.fr/college"
    assert cells.web("http://exemple.fr") == "http://exemple.fr"
    assert [cells.web(text) for text in ("néant", "javascript:x", "")] == ["", "", ""]
    assert cells.email("ce.0310001A@exemple.fr") == "ce.0310001A@exemple.fr"
    assert [cells.email(text) for text in ("ce.0310001A", "a b@exemple.fr", "")] == ["", "", ""]


def test_positions() -> None:
    assert cells.position("43.6, 1.44") == (43.6, 1.44)
    assert cells.position("") == (None, None)
    assert cells.degrees("43,6", 90) == 43.6
    assert cells.degrees("91", 90) is None


@settings(deadline=None, derandomize=True)
@given(number=st.integers(100_000_000, 799_999_999))
def test_a_lost_zero_is_found_again(number: int) -> None:
    assert cells.phone(str(number)) == cells.phone(f"0{number}") != ""


@settings(deadline=None, derandomize=True)
@given(text=st.text(max_size=20))
def test_no_text_breaks_a_cell(text: str) -> None:
    for read in (cells.phone, cells.postal_code, cells.departement, cells.academie_code, cells.siret, cells.web):
        assert read(read(text)) == read(text)


@pytest.mark.skipif(not CORPUS.is_dir(), reason=WHY_SKIPPED)
def test_every_school_of_an_old_list_of_toulouse_has_a_true_uai_and_a_postal_code() -> None:
    with (CORPUS / "gepi-ac16_Toulouse.csv").open() as file:
        rows = [row for row in csv.reader(file, delimiter=";") if row]
    assert len(rows) == 591
    assert [row[0] for row in rows if not is_uai(row[0])] == []
    assert [row[4] for row in rows if cells.postal_code(row[4].lstrip("0")) != row[4]] == []
