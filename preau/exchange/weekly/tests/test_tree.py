"""From bytes to a tree: whatever is wrong has its sentence, its file and its line."""

from __future__ import annotations

import pytest

from preau.exchange.weekly import tree
from preau.exchange.weekly.tree import DEEPEST, read_tree
from preau.kernel.refusals import NotPossible

LATIN = '<?xml version="1.0" encoding="ISO-8859-15"?>\n'


def refusal(content: bytes) -> str:
    """The sentence with which this file is refused."""
    with pytest.raises(NotPossible) as refused:
        read_tree(content, "essai.xml")
    assert "« essai.xml »" in refused.value.message
    return refused.value.message


def test_names_with_dots_and_hyphens_texts_and_attributes() -> None:
    root = read_tree(b"<TABLE>\n <Cours n=' 1 '>\n<H.DEBUT>\n  13h30 </H.DEBUT><CO-ENS./></Cours>\n</TABLE>", "a")
    course = root.children[0]
    assert (course.tag, course.line, course.get("n"), course.get("x")) == ("Cours", 2, "1", "")
    assert (course.text_of("H.DEBUT"), course.text_of("CO-ENS."), course.children[0].line) == ("13h30", "", 3)


def test_a_prefix_is_not_part_of_a_name() -> None:
    root = read_tree(b"<e:A xmlns:e='x'><e:B c='1'/></e:A>", "a")
    assert (root.tag, root.children[0].tag) == ("A", "B")


@pytest.mark.parametrize(
    ("prolog", "encoding"),
    [(LATIN, "iso-8859-15"), (LATIN, "utf-8"), ("", "utf-8"), ("\ufeff", "utf-8"),
     ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252")],
)  # fmt: skip
def test_both_encodings_are_read(prolog: str, encoding: str) -> None:
    assert read_tree(f"{prolog}<a b='Œuvre à 5 €'/>".encode(encoding), "a").get("b") == "Œuvre à 5 €"


def test_latin_bytes_said_to_be_utf8_are_refused_with_their_line() -> None:
    assert "ligne 3 : le texte n’est pas en UTF-8" in refusal("<a>\n\n<b>é</b></a>".encode("iso-8859-15"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings_are_refused(encoding: str) -> None:
    assert "encodage" in refusal("<a/>".encode(encoding))


def test_an_encoding_that_nobody_uses_is_refused() -> None:
    assert "« ebcdic-cp-fr »" in refusal(b"<?xml version='1.0' encoding='EBCDIC-CP-FR'?><a>\xe9</a>")


@pytest.mark.parametrize("kept", range(1, 40, 3))
def test_a_truncated_file_is_refused_wherever_it_stops(kept: int) -> None:
    content = b"<TABLE>\n<Cours>\n<JOUR>mardi</JOUR></Cours></TABLE>"
    assert "tronqué" in refusal(content[:kept])
    assert "ligne" in refusal(content[:kept])


def test_crossed_tags_are_refused_with_their_line() -> None:
    assert "ligne 2 : le fichier n’est pas du XML bien formé" in refusal(b"<a>\n<b></a></b>")


@pytest.mark.parametrize("content", [b"", b"  \n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert "vide" in refusal(content)


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE a [<!ENTITY b "boum">]>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        b'<!doctype a [<!ENTITY % d SYSTEM "http://ailleurs.example/x.dtd"> %d;]>',
    ],
)
def test_a_document_type_is_refused(doctype: bytes) -> None:
    assert "ligne 2 : une déclaration DOCTYPE" in refusal(b"<?xml version='1.0'?>\n" + doctype + b"<a>&b;</a>")


def test_an_entity_that_is_not_xml_s_own_is_refused() -> None:
    assert "bien formé" in refusal(b"<a>&eacute;</a>")
    assert read_tree(b"<a>&lt;6A&gt; &#233;</a>", "a").text == "<6A> é"


def test_endless_nesting_is_refused() -> None:
    assert "emboîtés" in refusal(b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1))


def test_a_file_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_ELEMENTS", 3)
    assert "ligne 4 : plus de 3 éléments" in refusal(b"<a>\n<b/>\n<b/>\n<b/></a>")


def test_a_file_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "LARGEST", 1 << 20)
    assert "dépasse 1 Mo" in refusal(b"<a>" + b" " * (1 << 20) + b"</a>")


def test_lines_are_right_beyond_sixty_five_thousand() -> None:
    root = read_tree(b"<a>\n" + b"<b/>\n" * 70_000 + b"<c><d/></c></a>", "a")
    assert root.children[-1].children[0].line == 70_002


def test_a_value_longer_than_any_real_one_is_cut() -> None:
    assert len(read_tree(b"<a b='" + b"x" * 10_000 + b"'/>", "a").get("b")) == tree.LONGEST_TEXT
