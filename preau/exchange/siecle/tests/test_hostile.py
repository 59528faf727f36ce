"""Files that want to harm, or that a broken transfer left: each stops with a sentence, its file and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.exchange.siecle.tests.feed import (
    PROLOG,
    pupil,
    pupils_file,
    read,
    refusal,
    structures,
    told,
    write,
)

WHOLE = pupils_file()
BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE BEE_ELEVES [<!ENTITY a0 "boum">{BOMB}]>',
        '<!DOCTYPE BEE_ELEVES [<!ENTITY vol SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE BEE_ELEVES SYSTEM "http://ailleurs.example/x.dtd">',
        "<!doctype BEE_ELEVES>",
    ],
)
def test_a_document_type_is_refused(tmp_path: Path, doctype: str) -> None:
    content = WHOLE.replace(PROLOG, f"{PROLOG}<!-- avant -->\n{doctype}\n").replace("Léa", "&a9;&vol;")
    message = refusal(write(tmp_path, content))
    assert "« Eleves.xml », ligne 3" in message
    assert "DOCTYPE" in message


def test_a_declaration_after_the_root_is_refused(tmp_path: Path) -> None:
    assert "ligne 8" in refusal(
        write(tmp_path, WHOLE.replace("<DONNEES>", "<!DOCTYPE x [<!ENTITY a 'b'>]><DONNEES>"))
    )


def test_an_entity_nobody_defined_is_named(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, WHOLE.replace("Léa", "L&eacute;a")))
    assert "« &eacute; »" in message
    assert "ligne 13" in message


@pytest.mark.parametrize("kept", [0.5, 0.7, 0.9, 0.99])
def test_a_truncated_file_is_refused_wherever_it_stops(tmp_path: Path, kept: float) -> None:
    content = pupils_file("".join(pupil(str(n), f"{n:010d}A") for n in range(200)))
    message = refusal(write(tmp_path, content[: int(len(content) * kept)]))
    assert "ligne" in message
    assert "Rien n’a été importé" in message


def test_a_file_cut_in_its_parameters_is_refused(tmp_path: Path) -> None:
    assert "PARAMETRES/UAJ" in refusal(write(tmp_path, WHOLE[:150]))


def test_crossed_tags_are_told_in_french(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, WHOLE.replace("</PRENOM>", "</NOM>")))
    assert "ligne 13 : la balise PRENOM, ouverte ligne 13, est fermée par NOM" in message


@pytest.mark.parametrize("section", ["ELEVES", "STRUCTURES"])
def test_a_main_section_that_is_misspelt_empties_nothing(tmp_path: Path, section: str) -> None:
    content = WHOLE.replace(f"<{section}>", "<RUBRIQUE>").replace(f"</{section}>", "</RUBRIQUE>")
    message = refusal(write(tmp_path, content))
    assert f"n’a pas la rubrique {section}" in message
    assert "on y trouve : RUBRIQUE" in message


def test_a_file_without_data_is_refused(tmp_path: Path) -> None:
    content = WHOLE[: WHOLE.index("<DONNEES>")] + "</BEE_ELEVES>"
    assert "n’a pas la rubrique ELEVES ni STRUCTURES" in refusal(write(tmp_path, content))


def test_sections_and_elements_nobody_knows_are_told_once(tmp_path: Path) -> None:
    content = WHOLE.replace("<STRUCTURES>", "<CANTINE><REPAS/><REPAS/></CANTINE><STRUCTURES><X/><X/>")
    content = content.replace("</BEE_ELEVES>", "<AUTRE/></BEE_ELEVES>")
    contents = read(write(tmp_path, content))
    assert len(contents.pupils) == 1
    assert contents.unknown_elements[("DONNEES", "CANTINE")] >= 1
    assert contents.unknown_elements[("STRUCTURES", "X")] == 2
    assert sorted(anomaly.column for anomaly in contents.anomalies) == ["AUTRE", "CANTINE", "X"]


def test_an_entry_elsewhere_than_in_its_section_is_no_entry(tmp_path: Path) -> None:
    stray = pupil("2", "070832328JB") + structures("2")
    content = WHOLE.replace("<DONNEES>", f"<DONNEES>{stray}").replace("</PRENOM>", f"</PRENOM>{pupil('3')}")
    contents = read(write(tmp_path, content))
    assert [one.siecle_id for one in contents.pupils] == ["1"]
    assert ("ELEVE", "ELEVE") in contents.unknown_elements


def test_an_element_that_never_ends_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    content = WHOLE.replace("</PRENOM>", "</PRENOM>" + f"<X>{'x' * 2_000}</X>" * 6_000)
    assert "8 Mo" in refusal(write(tmp_path, content))


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    assert "ligne" in refusal(write(tmp_path, WHOLE.replace("Léa", "<b>" * 5000)))


def test_what_nobody_reads_is_dropped_as_it_comes_whatever_its_size(tmp_path: Path) -> None:
    meals = f"<REPAS>{'x' * 2_000}</REPAS>\n" * 6_000
    contents = read(write(tmp_path, WHOLE.replace("<ELEVES>", f"<CANTINE>{meals}</CANTINE><ELEVES>")))
    assert len(contents.pupils) == 1
    assert [anomaly.column for anomaly in contents.anomalies] == ["CANTINE"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    assert "encodage" in refusal(write(tmp_path, WHOLE.encode(encoding)))


@pytest.mark.parametrize("declared", ["UTF-7", "EBCDIC-CP-FR"])
def test_a_declared_encoding_that_nobody_uses_is_refused(tmp_path: Path, declared: str) -> None:
    assert declared.lower() in refusal(write(tmp_path, WHOLE.replace("ISO-8859-15", declared)))


@pytest.mark.parametrize(
    ("declared", "encoding", "reason"),
    [
        ("ISO-8859-15", "iso-8859-15", ""),
        ("ISO-8859-1", "iso-8859-15", ""),
        ("UTF-8", "utf-8", ""),
        ("UTF-8", "utf-8-sig", ""),
        ("ISO-8859-15", "utf-8-sig", ""),
        ("ISO-8859-15", "utf-8", "il est écrit en UTF-8"),
        ("ISO-8859-15", "cp1252", "il est écrit en Windows-1252"),
    ],
)
def test_names_keep_their_letters(tmp_path: Path, declared: str, encoding: str, reason: str) -> None:
    content = pupils_file(pupil(PRENOM="Lœïs")).replace("ISO-8859-15", declared).encode(encoding)
    contents = read(write(tmp_path, content))
    assert contents.pupils[0].identity.first_name == "Lœïs"
    assert len(contents.anomalies) == bool(reason)
    assert reason in "".join(told(contents))


def test_latin_bytes_in_a_file_said_to_be_utf8_are_refused_with_their_line(tmp_path: Path) -> None:
    content = WHOLE.replace("ISO-8859-15", "UTF-8").encode("iso-8859-15")
    message = refusal(write(tmp_path, content))
    assert "ligne 13" in message
    assert "UTF-8" in message


def test_two_encodings_in_one_file_are_refused(tmp_path: Path) -> None:
    both = pupil("1", PRENOM="Léa").encode() * 3 + pupil("2", PRENOM="Zoé").encode("iso-8859-15")
    content = WHOLE.encode("iso-8859-15").replace(pupil().encode("iso-8859-15"), both)
    message = refusal(write(tmp_path, content))
    assert "plusieurs encodages" in message
    assert "ligne 31" in message


def test_lines_are_right_beyond_sixty_five_thousand(tmp_path: Path) -> None:
    pupils = pupil("0") + "\n" * 70_000 + pupil("1", "070832328JB") + pupil("2", PRENOM="")
    ignored = {one.siecle_id: one.place.line for one in read(write(tmp_path, pupils_file(pupils, " "))).ignored}
    assert ignored == {"0": 10, "1": 10 + 6 + 70_000, "2": 10 + 12 + 70_000}


def test_comments_cdata_and_instructions_may_stand_anywhere(tmp_path: Path) -> None:
    content = WHOLE.replace("Léa", "<!-- x --><![CDATA[Lé]]>a<?php echo 1 ?>").replace(
        "<ELEVES>", "<ELEVES><!-- y -->"
    )
    assert read(write(tmp_path, content)).pupils[0].identity.first_name == "Léa"
