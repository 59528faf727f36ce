"""Every file of the SIECLE corpus, read in place: nobody of this project wrote them (formats §9, test 2)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from preau.exchange.siecle.agricultural import read_agricultural_roll
from preau.exchange.siecle.records import Contents, Reason
from preau.exchange.siecle.tests.feed import CORPUS, TODAY, read, refusal
from preau.kernel.refusals import NotPossible

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="le corpus partagé (../shared/corpus/siecle) n’est pas à côté du projet"
)
#: The school of the files.
SCHOOL = "123ABC"


def contents(name: str, today: date = TODAY) -> Contents:
    return read(CORPUS / f"pix-siecle-{name}.xml", SCHOOL, today)


@pytest.mark.parametrize(
    ("name", "year"), [("with-two-valid-students", None), ("with-two-valid-students-and-school-year", 2016)]
)
def test_two_pupils_are_kept(name: str, year: int | None) -> None:
    read_file = contents(name)
    luciole, harry = read_file.pupils
    assert (read_file.year, read_file.ignored, read_file.anomalies) == (year, (), ())
    assert read_file.unknown_elements == {}
    assert (luciole.ine, luciole.sex, luciole.identity.title) == ("00000000123", "F", "Mme")
    assert (luciole.is_apprentice, luciole.mef, luciole.divisions) == (True, "123456789", ("4A",))
    assert (harry.identity.last_name, harry.identity.birth_name) == ("COJAUNE", "COVERT")
    assert harry.identity.other_first_names == "Cocœ"
    assert (harry.divisions, harry.groups) == (("4A",), ("42",))
    assert (harry.birthplace.country, harry.birthplace.town) == ("132", "LONDRES")
    assert harry.identity.born_on == date(1994, 7, 1)


@pytest.mark.parametrize("name", ["with-only-ignored-student", "with-registrations-no-longer-in-school"])
def test_five_pupils_are_ignored_each_for_its_reason(name: str) -> None:
    read_file = contents(name)
    assert read_file.pupils == ()
    assert [(one.siecle_id, one.reason) for one in read_file.ignored] == [
        ("0001", Reason.NO_STRUCTURE),
        ("0002", Reason.INACTIVE),
        ("0003", Reason.NO_INE),
        ("0004", Reason.ONLY_GROUPS),
        ("0005", Reason.LEFT),
    ]
    assert read_file.ignored[4].detail == "le 01/09/2019"
    assert read_file.ignored[4].name == "GRADE François"


def test_before_the_exit_date_the_pupil_is_still_there() -> None:
    read_file = contents("with-registrations-no-longer-in-school", date(2019, 9, 1))
    assert [one.siecle_id for one in read_file.pupils] == ["0005"]


def test_a_truncated_file_is_refused_with_its_line() -> None:
    message = refusal(CORPUS / "pix-siecle-broken-after-uai.xml", SCHOOL)
    assert "« pix-siecle-broken-after-uai.xml », ligne 13" in message
    assert "tronqué" in message


def test_a_tag_that_is_not_closed_is_refused_with_its_line() -> None:
    message = refusal(CORPUS / "pix-siecle-with-duplicate-national-student-id-and-unclosed-tag.xml", SCHOOL)
    assert "ligne 39" in message


def test_an_ine_twice_is_refused_and_last_year_s_formation_is_not_this_year_s(tmp_path: Path) -> None:
    source = CORPUS / "pix-siecle-with-duplicate-national-student-id-and-unclosed-tag.xml"
    repaired = source.read_bytes().replace(b"</ELEVES d>", b"</ELEVES>")
    path = tmp_path / "Eleves.xml"
    path.write_bytes(repaired)
    message = refusal(path, SCHOOL)
    assert "lignes 8 et 25" in message
    assert "00000000123" in message
    assert "HANDMADE Luciole" in message
    path.write_bytes(repaired.replace(b"00000000123", b"00000000124", 1))
    luciole = read(path, SCHOOL).pupils[0]
    assert luciole.mef is None
    assert luciole.previous is not None
    assert luciole.previous.mef == "123456789"


@pytest.mark.parametrize("path", sorted(CORPUS.glob("pix-*.xml")), ids=lambda path: path.stem)
def test_the_file_of_another_school_is_refused_before_anything_else(path: Path) -> None:
    message = refusal(path, "0310001A")
    assert "123ABC" in message
    assert "0310001A" in message


def test_the_roll_of_an_agricultural_school() -> None:
    path = CORPUS / "pix-siecle-csv-with-two-valid-students.csv"
    roll = read_agricultural_roll(path.read_bytes(), path.name, "0310001A")
    lea, leo = roll.pupils
    assert (roll.ignored, roll.anomalies) == ((), ())
    assert (lea.ine, lea.identity.last_name, lea.identity.birth_name) == ("4581234567F", "COTTONMOUTH", "CORSE")
    assert lea.identity.other_first_names == "Jeannette Klervi"
    assert (lea.is_apprentice, lea.mef, lea.divisions) == (True, "MEF1", ("Division 2",))
    assert (lea.birthplace.country, lea.birthplace.departement, lea.birthplace.commune) == ("100", "2A", "2A214")
    assert (leo.identity.last_name, leo.birthplace.town, leo.is_apprentice) == ("CORSE", "Plymouth", False)


def test_an_ine_twice_in_the_roll_of_an_agricultural_school_is_refused() -> None:
    path = CORPUS / "pix-siecle-csv-with-duplicate-national-student-id.csv"
    with pytest.raises(NotPossible) as refused:
        read_agricultural_roll(path.read_bytes(), path.name, "0310001A")
    assert "lignes 2 et 3" in refused.value.message
    assert "4581234567F" in refused.value.message


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.xsd")), ids=lambda path: path.stem)
def test_what_is_no_export_is_refused(path: Path) -> None:
    assert "export de SIECLE" in refusal(path)
