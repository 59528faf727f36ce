"""Archives and tables that were broken on purpose: read, or refused with a sentence; nothing else."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from preau.exchange.udt import archive
from preau.exchange.udt.tests.feed import FILES, export, line, one, read
from preau.exchange.weekly.tests.mutations import check, mutated, said_of
from preau.kernel.refusals import NotPossible

RICH = {
    "12": FILES["12"] + line("01301", "013", gpe="1") + line("01401", "014", rgpmt="R1"),
    "13": one("rgpmt", code="R1", nom="6 LATIN", code_div="6C", code_gpe="1")
    + one("rgpmt", code="R1", nom="6 LATIN", code_div="6A", code_gpe=""),
    "21": one("ele_gpe", ele="E1", gpe="1", code_div="6C", semaines="6"),
    "23": one("coens", lignefic="01101", prof="PET", epj=""),
    "12_45": line(prof="PET"),
    "semaines": one("semaine", num="45"),
}
TABLE = (
    "Jour;Heure;Div;Matière;Professeur;Salle;Groupe;Regroup;Eff;Mo;Freq;Aire;\r\n"
    "Mardi;11H00;3 B2;SVT;FERMANEL CHRISTINE;32;;;29;CG;sb;;\r\n"
    "Lundi;8h00 - 9h35;5 A1;IDARH;ROUX ANNE;;IDARH;5IDARH-1;20;CG;;;\r\n"
).encode("cp1252")


def refusal(content: bytes) -> str:
    """The sentence with which this file is refused."""
    with pytest.raises(NotPossible) as refused:
        read(content)
    assert "« udt.zip" in refused.value.message
    return refused.value.message


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("hundred", range(4))
def test_a_mutated_archive_is_read_or_refused(hundred: int) -> None:
    whole = export(RICH)
    for seed in range(hundred * 100, hundred * 100 + 100):
        check(said_of(read, mutated(whole, seed)), "« udt.zip")


@pytest.mark.parametrize("number", sorted({*FILES, *RICH}))
def test_an_archive_with_a_mutated_file_is_read_or_refused(number: str) -> None:
    inside = {**FILES, **RICH}[number].encode("iso-8859-15")
    for seed in range(40):
        broken = mutated(inside, seed).decode("iso-8859-15")
        check(said_of(read, export({**RICH, number: broken})), "« udt.zip")


@pytest.mark.parametrize("hundred", range(4))
def test_a_mutated_table_is_read_or_refused(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        check(said_of(lambda content: read(content, "udt.csv"), mutated(TABLE, seed)), "« udt.csv »")


@pytest.mark.parametrize("kept", [10, 100, 400, 1000, -10, -1])
def test_a_truncated_archive_is_refused(kept: int) -> None:
    assert "abîmé ou tronqué" in refusal(export()[:kept])


def test_a_truncated_file_inside_is_refused_with_its_name_and_line() -> None:
    message = refusal(export({"12": FILES["12"] + "<ligfiche"}))
    assert "« udt.zip/UDCal_12.xml », ligne 5" in message


def test_a_bomb_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_FILE", 1 << 20)
    assert "« udt.zip/UDCal_12.xml » dépasse 1 Mo" in refusal(zipped({"UDCal_12.xml": b" " * (3 << 20)}))
    monkeypatch.setattr(archive, "LARGEST_WHOLE", 2 << 20)
    many = {f"UDCal_{n:02d}.xml": b" " * (1 << 20) for n in range(4)}
    assert "dépasse 1 Mo" in refusal(zipped(many))


def test_an_archive_too_large_or_of_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_ZIP", 1000)
    assert "dépasse 1 Mo" in refusal(export())
    monkeypatch.setattr(archive, "LARGEST_ZIP", 1 << 20)
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    assert "plus de 3 fichiers" in refusal(export())


def test_other_files_of_an_archive_are_not_opened() -> None:
    out = BytesIO(export())
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("../../etc/passwd", b"x")
        made.writestr("UDCal_12.xml.exe", b"x")
    assert len(read(out.getvalue()).lessons) == 1


def test_two_files_of_one_name_are_refused() -> None:
    assert "contient deux fois le fichier" in refusal(zipped({"UDCal_12.xml": b"<a/>", "x/udcal_12.xml": b"<a/>"}))


def test_an_unusual_compression_or_a_password_is_refused() -> None:
    assert "mot de passe" in refusal(zipped({"UDCal_12.xml": b"<a/>"}, zipfile.ZIP_LZMA))
    locked = bytearray(zipped({"UDCal_12.xml": b"<a/>"}))
    directory = locked.index(b"PK\x01\x02")
    locked[6] |= 1
    locked[directory + 8] |= 1
    assert "mot de passe" in refusal(bytes(locked))


def test_a_file_called_zip_that_is_none_is_refused() -> None:
    assert "abîmé ou tronqué" in refusal(b"Jour;Heure;Div")
    assert "vide" in refusal(b"")


def test_an_archive_that_is_no_export_says_what_is_missing() -> None:
    assert "incomplète" in refusal(zipped({"lisez-moi.txt": b"bonjour"}))


def test_a_document_type_inside_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "boum">]><a>&b;</a>'
    files = {f"UDCal_{number}.xml": b"<a/>" for number in FILES}
    assert "DOCTYPE" in refusal(zipped({**files, "UDCal_24.xml": bomb}))
