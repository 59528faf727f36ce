"""What is uploaded: one file, an archive of one or several, the right school, the right year."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from preau.exchange.siecle import export as exports
from preau.exchange.siecle.export import open_export
from preau.exchange.siecle.records import ExportKind
from preau.exchange.siecle.tests.feed import (
    UAI,
    document,
    element,
    guardians_file,
    pupils_file,
    read,
    refusal,
    told,
    write,
    write_archive,
)

OTHER = "0310002B"


def school_file(uai: str = UAI, year: str = "2026") -> str:
    inside = element("UAJ", {"ETAB_UAJ_ID": "77", "DENOM_PRINC": "COLLEGE"})
    return document("BEE_COMMUN", {}, uai=uai, year=year).replace("<DONNEES>\n", f"<DONNEES>\n{inside}")


def test_a_file_alone(tmp_path: Path) -> None:
    export = open_export(write(tmp_path, pupils_file()), UAI)
    assert (export.uai, export.year) == (UAI, 2026)
    assert [file.kind for file in export.files] == [ExportKind.PUPILS]


def test_an_archive_of_all_files_is_one_export(tmp_path: Path) -> None:
    path = write_archive(
        tmp_path,
        {
            "exports/Communs.xml": school_file(),
            "exports/Responsables.xml": guardians_file(),
            "exports/ElevesSansAdresses.xml": pupils_file(),
            "__MACOSX/exports/._ElevesSansAdresses.xml": b"\x00\x05",
            "LISEZMOI.txt": "Bonjour",
        },
    )
    contents = read(path)
    assert contents.kinds == {ExportKind.PUPILS, ExportKind.GUARDIANS, ExportKind.SCHOOL}
    assert (len(contents.pupils), len(contents.guardians), len(contents.guardianships)) == (1, 1, 1)
    assert contents.pupils[0].place.file == "ElevesSansAdresses.xml"
    assert told(contents) == []


def test_the_file_of_another_school_is_refused_naming_both(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, pupils_file()), OTHER)
    assert f"établissement {UAI}" in message
    assert f"choisissez l’export de {OTHER}" in message


def test_another_school_is_seen_before_the_rest_is_read(tmp_path: Path) -> None:
    broken = pupils_file()[:700] + "<<<"
    assert UAI in refusal(write(tmp_path, broken), OTHER)


def test_one_file_of_another_school_spoils_the_archive(tmp_path: Path) -> None:
    path = write_archive(tmp_path, {"Eleves.xml": pupils_file(), "Communs.xml": school_file(OTHER)})
    message = refusal(path)
    assert "« Communs.xml »" in message
    assert OTHER in message


def test_the_case_of_the_uai_does_not_matter(tmp_path: Path) -> None:
    assert len(read(write(tmp_path, pupils_file().replace(UAI, "0310001a")), UAI.lower()).pupils) == 1


@pytest.mark.parametrize("uai", ["", "   "])
def test_a_file_that_names_no_school_is_refused(tmp_path: Path, uai: str) -> None:
    content = document("BEE_ELEVES", {}, uai=uai)
    assert "PARAMETRES/UAJ" in refusal(write(tmp_path, content))


def test_a_uai_elsewhere_than_in_the_parameters_is_no_uai(tmp_path: Path) -> None:
    content = school_file().replace(f"<UAJ>{UAI}</UAJ>", "")
    assert "PARAMETRES/UAJ" in refusal(write(tmp_path, content))


def test_two_years_in_one_archive_are_refused(tmp_path: Path) -> None:
    path = write_archive(tmp_path, {"Eleves.xml": pupils_file(), "Communs.xml": school_file(year="2025")})
    assert "2026" in refusal(path)
    assert "2025" in refusal(path)


def test_two_files_of_one_kind_are_refused(tmp_path: Path) -> None:
    path = write_archive(
        tmp_path, {"ElevesSansAdresses.xml": pupils_file(), "ElevesAvecAdresses.xml": pupils_file()}
    )
    assert "même nature" in refusal(path)


def test_an_export_that_is_of_no_use_is_told(tmp_path: Path) -> None:
    path = write_archive(tmp_path, {"Eleves.xml": pupils_file(), "Geo.xml": document("BEE_GEOGRAPHIQUE", {})})
    contents = read(path)
    assert len(contents.pupils) == 1
    assert told(contents) == ["« Geo.xml », ligne 1 : le fichier BEE_GEOGRAPHIQUE ne sert pas ici : ignoré"]


@pytest.mark.parametrize("root", ["BEE_EPHC_ELEVES", "BEE_ELEVES"])
def test_the_old_names_of_roots(tmp_path: Path, root: str) -> None:
    content = pupils_file().replace("BEE_ELEVES", root)
    assert len(read(write(tmp_path, content)).pupils) == 1


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('<?xml version="1.0"?><STS_EDT/>', "STSweb"),
        ('<?xml version="1.0"?><ficAlimMENESR/>', "annuaire fédérateur"),
        ("<IMPORT_ELEVES/>", "destiné à SIECLE"),
        ("<html><body>", "« html »"),
        ("Nom;Prénom\n", "pas un fichier XML"),
        ("", "vide"),
        ("  \n ", "vide"),
    ],
)
def test_other_files_are_refused_by_what_they_are(tmp_path: Path, content: str, what: str) -> None:
    assert what in refusal(write(tmp_path, content))


def test_an_archive_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    assert "aucun export utile" in refusal(write_archive(tmp_path, {}))
    assert "aucun export utile" in refusal(write_archive(tmp_path, {"photo.jpg": b"\xff"}))


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    path = write_archive(tmp_path, {"Eleves.xml": pupils_file().encode() + b" " * (8 << 20)})
    assert "gonfle" in refusal(path)


def test_an_archive_too_large_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "LARGEST", 1 << 10)
    members: dict[str, str | bytes] = {f"{n}.xml": pupils_file() for n in range(3)}
    assert "plausible" in refusal(write_archive(tmp_path, members))
    assert "plausible" in refusal(write(tmp_path, pupils_file() * 3))


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    assert "21 fichiers" in refusal(write_archive(tmp_path, {f"{n}.xml": b"" for n in range(21)}))


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = write_archive(tmp_path, {"Eleves.xml": pupils_file()})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "mot de passe" in refusal(path)


def test_another_compression_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("Eleves.xml", pupils_file())
    assert "ordinaire" in refusal(path)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = write_archive(tmp_path, {"Eleves.xml": pupils_file()})
    content = bytearray(path.read_bytes())
    content[60:90] = bytes(30)
    path.write_bytes(content)
    assert "abîmé" in refusal(path)
    path.write_bytes(content[:200])
    assert "abîmé" in refusal(path)


def test_names_in_an_archive_are_only_names(tmp_path: Path) -> None:
    contents = read(write_archive(tmp_path, {"../../etc/\u202eEleves.xml": pupils_file()}))
    assert contents.pupils[0].place.file == "Eleves.xml"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "ne peut pas être lu" in refusal(tmp_path / "absent.xml")
