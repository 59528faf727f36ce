"""Files that are not what they say, or that would harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.directory.models import School
from preau.exchange.sts import reading
from preau.exchange.sts.pairs import discover
from preau.exchange.sts.reading import (
    read_source,
    read_tree,
)
from preau.exchange.sts.tests.feed import COLLEGE, Feed, import_sts
from preau.exchange.xml_caution import line_of
from preau.kernel.refusals import NotPossible
from tests.cast import Cast

HEAD = "<EDT_STS><PARAMETRES><UAJ>0310001A</UAJ></PARAMETRES>"


def written(folder: Path, content: str | bytes, name: str = "emp_sts.xml") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "est vide"),
        ("   \n", "est vide"),
        ("bonjour", "pas du XML bien formé"),
        ("<EDT_STS/>", "ne dit pas de quel établissement il vient"),
        ("<EDT_STS><PARAMETRES><UAJ>031</UAJ></PARAMETRES></EDT_STS>", "contient « 031 » au lieu d’un UAI"),
        ("<BEE_ELEVES><UAJ>0310001A</UAJ></BEE_ELEVES>", "sa racine est « BEE_ELEVES »"),
        ("<html><body/></html>", "sa racine est « html »"),
        (f'<!DOCTYPE EDT_STS [<!ENTITY a "b">]>{HEAD}</EDT_STS>', "DOCTYPE"),
        (f'<!doctype EDT_STS SYSTEM "file:///etc/hostname">{HEAD}</EDT_STS>', "DOCTYPE"),
        (HEAD.encode("utf-16"), "UTF-16"),
        (f'<?xml version="1.0" encoding="EBCDIC-FR"?>{HEAD}é</EDT_STS>'.encode("latin1"), "« ebcdic-fr »"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused_in_a_sentence(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    with pytest.raises(NotPossible) as refusal:
        discover([written(tmp_path, content)])
    assert reason in refusal.value.message
    assert "« emp_sts.xml »" in refusal.value.message


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        ("<DONNEES>", "tronqué"),
        ("<DONNEES>&inconnue;</DONNEES></EDT_STS>", "« &inconnue; »"),
        (f"{'<a>' * 5000}{'</a>' * 5000}</EDT_STS>", "ligne 1"),
        ("<DONNEES></EDT_STS>", "pas du XML bien formé"),
    ],
)
def test_what_breaks_after_the_head_is_refused_with_its_line(tmp_path: Path, rest: str, reason: str) -> None:
    source = read_source(written(tmp_path, HEAD + rest), "emp_sts.xml")
    with pytest.raises(NotPossible) as refusal:
        read_tree(source)
    assert reason in refusal.value.message


def test_a_text_that_is_not_in_its_encoding_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEAD}\n\n<x>é</x></EDT_STS>".encode("latin1"))
    with pytest.raises(NotPossible, match="sans doute en ISO-8859-15"):
        read_tree(read_source(path, "emp_sts.xml"))


def test_a_file_too_big_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(NotPossible, match="n’est pas plausible"):
        discover([written(tmp_path, f"{HEAD}</EDT_STS>")])


def test_a_file_that_lies_about_its_encoding_is_read_as_it_is(tmp_path: Path) -> None:
    text = f'<?xml version="1.0"\n encoding="ISO-8859-15"?>\n{HEAD}\n<x>œuvre</x></EDT_STS>'
    root = read_tree(read_source(written(tmp_path, text), "emp_sts.xml"))
    assert root.findtext("x") == "œuvre"
    assert [line_of(child) for child in root] == [3, 4]


def test_lines_are_counted_far_down(tmp_path: Path) -> None:
    text = HEAD + "\n" * 70_000 + "<x>\n<y>\n  a\n</y></x></EDT_STS>"
    root = read_tree(read_source(written(tmp_path, text), "emp_sts.xml"))
    assert line_of(root[1]) == 70_001


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="n’existe pas"):
        discover([tmp_path / "absent"])
    with pytest.raises(NotPossible, match="Aucun fichier STSweb"):
        discover([tmp_path])


def test_a_file_named_after_another_school_is_refused(tmp_path: Path) -> None:
    folder = Feed().write(tmp_path)
    (folder / f"emp_sts_{COLLEGE}_2026.xml").rename(folder / "emp_sts_0340002B_2026.xml")
    with pytest.raises(NotPossible, match=f"l’établissement 0340002B, mais il vient de l’établissement {COLLEGE}"):
        discover([folder])


def test_the_files_of_two_schools_are_no_pair(tmp_path: Path) -> None:
    one = Feed().write(tmp_path / "a") / f"sts_emp_{COLLEGE}_2026.xml"
    other = Feed(uai="0340002B").write(tmp_path / "b") / "emp_sts_0340002B_2026.xml"
    with pytest.raises(NotPossible, match=f"Il manque le fichier emp_sts de l’établissement {COLLEGE}"):
        discover([one, other])


def test_the_files_of_two_years_are_no_pair(cast: Cast, tmp_path: Path) -> None:
    one = Feed().write(tmp_path / "a") / f"sts_emp_{COLLEGE}_2026.xml"
    other = Feed(year=2025).write(tmp_path / "b") / f"emp_sts_{COLLEGE}_2025.xml"
    with pytest.raises(NotPossible, match=r"est de l’année 2026 et « emp_sts_0310001A_2025\.xml » de"):
        import_sts(one, other)


def test_a_closed_school_is_refused(cast: Cast, tmp_path: Path) -> None:
    School.objects.filter(uai=COLLEGE).update(is_open=False)
    with pytest.raises(NotPossible, match="fermé dans Préau"):
        import_sts(Feed().write(tmp_path))
