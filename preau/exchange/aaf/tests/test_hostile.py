"""Files that want to harm, or that a broken transfer left: each stops with a sentence, its file and its
line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.exchange.aaf.records import Category, PupilRecord, SubjectRecord
from preau.exchange.aaf.tests.feed import PROLOG, add, document, file_name, person, read, write
from preau.kernel.refusals import NotPossible

ART = add(Category.SUBJECT, "090100", {"ENTLibelleMatiere": "ARTS PLASTIQUES"})
BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def refusal(folder: Path, content: str | bytes, category: Category = Category.SUBJECT) -> str:
    """The sentence with which this file is refused."""
    write(folder, category, content)
    with pytest.raises(NotPossible) as refused:
        read(folder)
    assert file_name(category) in refused.value.message
    return refused.value.message


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE ficAlimMENESR [<!ENTITY a0 "boum">{BOMB}]>',
        '<!DOCTYPE ficAlimMENESR [<!ENTITY vol SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE ficAlimMENESR [<!ENTITY % dtd SYSTEM "http://ailleurs.example/x.dtd"> %dtd;]>',
        '<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd" [<!ENTITY a "b">]>',
        "<!DOCTYPE ficAlimMENESR [<!ELEMENT id (#PCDATA)>]>",
    ],
)
def test_a_document_type_with_declarations_is_refused(tmp_path: Path, doctype: str) -> None:
    hostile = document(ART.replace("ARTS PLASTIQUES", "&a9;&vol;"), prolog=f'<?xml version="1.0"?>\n{doctype}\n')
    assert "ligne 2" in refusal(tmp_path, hostile)


def test_the_dtd_of_a_delivery_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "ficAlimMENESR.dtd").write_text('<!ENTITY ARTS "du texte venu de la DTD">')
    message = refusal(tmp_path, document(ART.replace("ARTS PLASTIQUES", "&ARTS;")))
    assert "« &ARTS; »" in message
    assert "ligne 7" in message


def test_a_declaration_after_the_root_is_refused(tmp_path: Path) -> None:
    assert "ligne" in refusal(tmp_path, document("<!DOCTYPE x [<!ENTITY a 'b'>]>", ART))


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_is_refused_wherever_it_stops(tmp_path: Path, kept: float) -> None:
    whole = document(*[ART] * 50).encode()
    message = refusal(tmp_path, whole[: int(len(whole) * kept)])
    assert "tronqué" in message or "bien formé" in message
    assert "ligne" in message
    assert "nouvelle livraison" in message


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "vide" in refusal(tmp_path, b"")


def test_crossed_tags_are_refused_with_their_line(tmp_path: Path) -> None:
    assert "ligne 5" in refusal(tmp_path, document(ART.replace("</operationalAttributes>", "</identifier>")))


def test_latin_bytes_in_a_file_said_to_be_utf8_are_refused_with_their_line(tmp_path: Path) -> None:
    message = refusal(tmp_path, document(ART, ART.replace("ARTS", "DÉCOR")).encode("iso-8859-15"))
    assert "ligne 12" in message
    assert "ISO-8859-15" in message


def test_latin_bytes_without_a_prolog_are_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, document(ART.replace("ARTS", "DÉCOR"), prolog="").encode("iso-8859-15"))
    assert "UTF-8" in message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    assert "encodage" in refusal(tmp_path, document(ART).encode(encoding))


@pytest.mark.parametrize("declared", ["UTF-7", "EBCDIC-CP-FR", "UTF-16"])
def test_a_declared_encoding_that_nobody_uses_is_refused(tmp_path: Path, declared: str) -> None:
    assert declared.lower() in refusal(tmp_path, document(ART, prolog=PROLOG.replace("UTF-8", declared)))


def test_another_root_is_refused(tmp_path: Path) -> None:
    assert "« BEE_ELEVES »" in refusal(tmp_path, f"{PROLOG}<BEE_ELEVES/>")


def test_what_is_not_xml_is_refused(tmp_path: Path) -> None:
    assert "bien formé" in refusal(tmp_path, b"MZ\x90 ceci est un programme")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("<attributes>", "<attributes>du texte", "hors des valeurs"),
        ("<value>ARTS PLASTIQUES</value>", "<value>ARTS</value>PLASTIQUES", "hors des valeurs"),
        ("<value>ARTS PLASTIQUES</value>", "ARTS PLASTIQUES", "hors des valeurs"),
        ("<value>ARTS PLASTIQUES</value>", "<value><b>ARTS</b></value>", "autre chose"),
        ("<value>ARTS PLASTIQUES</value>", "", "aucun élément value"),
        ('<attr name="ENTLibelleMatiere">', "<attr>", "attr nommé"),
        ("<attributes>", "<attributes><value>x</value>", "attr nommé"),
        ("<id>090100</id>", "<id>1</id><id>2</id>", "exactement un élément id"),
        ("<addRequest>", "<addRequest><note/>", "dans cet ordre"),
        ("<addRequest>", "<note/><addRequest>", "n’est pas attendu"),
        ("</addRequest>", "</addRequest>du texte", "entre les entrées"),
        ("</addRequest>", "</addRequest><note/>", "n’est pas attendu"),
        ("<addRequest>", "<addRequest><addRequest>", "ailleurs|bien formé"),
        ("</attr></op", '</attr><attr name="x"><value/></attr></op', "exactement un attribut"),
    ],
)
def test_the_structure_of_the_dtd_is_kept(tmp_path: Path, before: str, after: str, told: str) -> None:
    content = document(ART).replace(before, after)
    if after.count("<addRequest>") == 2:
        content = content.replace("</addRequest>", "</addRequest></addRequest>")
    message = refusal(tmp_path, content)
    assert any(part in message for part in told.split("|")), message
    assert "ligne" in message


@pytest.mark.parametrize("request_kind", ["modifyRequest", "deleteRequest"])
def test_a_request_of_a_delta_is_refused(tmp_path: Path, request_kind: str) -> None:
    assert "delta" in refusal(tmp_path, document(ART).replace("addRequest", request_kind))


def test_an_unknown_category_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, document(ART.replace("MatEducNat", "Cantine")))
    assert "« categorieMatiere = Cantine »" in message
    assert "ligne 4" in message


def test_an_entry_in_the_file_of_another_category_is_refused(tmp_path: Path) -> None:
    assert "fichier Eleve" in refusal(tmp_path, document(ART), Category.PUPIL)


def test_an_entry_that_never_ends_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    endless = "<value>x</value>" * 700_000
    assert "8 Mo" in refusal(tmp_path, document(ART.replace("<value>ARTS PLASTIQUES</value>", endless)))


def test_a_value_too_deep_or_too_long_is_refused(tmp_path: Path) -> None:
    assert "ligne" in refusal(tmp_path, document(ART.replace("ARTS", "<b>" * 5000)))


@pytest.mark.parametrize("declared", ["ISO-8859-15", "iso-8859-1"])
def test_a_latin_file_is_read_as_it_says(tmp_path: Path, declared: str) -> None:
    entry = add(Category.SUBJECT, "090100", {"ENTLibelleMatiere": "HÉRITAGE D’ÉTÉ".replace("’", "'")})
    write(tmp_path, Category.SUBJECT, document(entry, prolog=PROLOG.replace("UTF-8", declared)).encode(declared))
    records, notes = read(tmp_path)
    assert isinstance(records[0], SubjectRecord)
    assert records[0].label == "HÉRITAGE D'ÉTÉ"
    assert not notes.anomalies


def test_the_euro_sign_of_latin_9(tmp_path: Path) -> None:
    entry = add(Category.SUBJECT, "090100", {"ENTLibelleMatiere": "ŒUVRE À 5 €"})
    prolog = PROLOG.replace("UTF-8", "ISO-8859-15")
    write(tmp_path, Category.SUBJECT, document(entry, prolog=prolog).encode("iso-8859-15"))
    records, _notes = read(tmp_path)
    assert isinstance(records[0], SubjectRecord)
    assert records[0].label == "ŒUVRE À 5 €"


def test_a_utf8_file_said_to_be_latin_is_read_as_utf8_and_told(tmp_path: Path) -> None:
    entry = add(Category.SUBJECT, "090100", {"ENTLibelleMatiere": "ÉTÉ"})
    write(tmp_path, Category.SUBJECT, document(entry, prolog=PROLOG.replace("UTF-8", "ISO-8859-15")))
    records, notes = read(tmp_path)
    assert isinstance(records[0], SubjectRecord)
    assert records[0].label == "ÉTÉ"
    assert "ISO-8859-15" in notes.anomalies[0].reason


@pytest.mark.parametrize("prolog", ["", "\ufeff", "\ufeff" + PROLOG, "<!-- rien -->\n"])
def test_no_prolog_or_a_byte_order_mark_means_utf8(tmp_path: Path, prolog: str) -> None:
    entry = add(Category.SUBJECT, "090100", {"ENTLibelleMatiere": "ÉTÉ"})
    write(tmp_path, Category.SUBJECT, document(entry, prolog=prolog))
    records, notes = read(tmp_path)
    assert isinstance(records[0], SubjectRecord)
    assert records[0].label == "ÉTÉ"
    assert not notes.anomalies


def test_entities_of_html_are_understood(tmp_path: Path) -> None:
    entry = add(Category.PUPIL, "1", person("DUPONT-@TIENNE", "L@A", ENTPersonStructRattach="52"))
    text = document(entry).replace("@", "&Eacute;").replace("DUPONT", "D&apos;&#79;&amp;")
    write(tmp_path, Category.PUPIL, text)
    records, _notes = read(tmp_path)
    assert isinstance(records[0], PupilRecord)
    assert records[0].identity.last_name == "D'O&-ÉTIENNE"
    assert records[0].identity.first_name == "Léa"


def test_comments_and_cdata_may_stand_anywhere(tmp_path: Path) -> None:
    text = document(ART, ART.replace("090100", "090200"))
    text = text.replace("ARTS PLASTIQUES", "ARTS <!-- note --><![CDATA[& PLASTIQUES]]>").replace(
        "<attr ", "<!-- x --><attr "
    )
    write(tmp_path, Category.SUBJECT, text)
    records, _notes = read(tmp_path)
    assert [record.label for record in records if isinstance(record, SubjectRecord)] == ["ARTS & PLASTIQUES"] * 2


def test_unknown_attributes_never_fail_and_are_counted(tmp_path: Path) -> None:
    entry = add(Category.SUBJECT, "090100", {"ENTLibelleMatiere": "ARTS", "ENTNouveauteSDET7": "x"})
    write(tmp_path, Category.SUBJECT, document(entry, entry))
    records, notes = read(tmp_path)
    assert len(records) == 2
    assert notes.unknown_attributes == {(Category.SUBJECT, "ENTNouveauteSDET7"): 2}


def test_lines_are_right_beyond_sixty_five_thousand(tmp_path: Path) -> None:
    far = add(Category.SUBJECT, "1" * 65, {"ENTLibelleMatiere": "TROP LONG"})
    write(tmp_path, Category.SUBJECT, document(*[ART] * 14_000, far))
    _records, notes = read(tmp_path)
    assert notes.anomalies[0].place.line == 4 + 14_000 * 5
