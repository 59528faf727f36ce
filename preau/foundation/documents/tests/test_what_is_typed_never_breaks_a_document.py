"""A document says what people typed, whatever it is: tagged, in French, the same bytes for the same words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
import typst
from pypdf import PdfReader

from preau.foundation.documents.make import pages_of, pdf_of
from preau.kernel import clock
from tests.cast import NOW

PLAIN = "foundation/tests/plain.typ"


@pytest.fixture(autouse=True)
def _that_day() -> Iterator[None]:
    with clock.at(NOW):
        yield


def document(text: str) -> bytes:
    return pdf_of(PLAIN, {"title": "Un titre", "text": text})


def read(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize(
    "text", ["#panic()", "$x^2", '"+eval("1")+"', "*gras* _it_ <a> @b `c` \\ // = titre", "]#[", "{{"]
)
def test_markup_is_read_as_words(text: str) -> None:
    assert text in read(document(text))


def test_the_letters_of_french_occitan_and_catalan_are_all_drawn_and_read_again() -> None:
    text = "«\u202fœuvre\u202f» Œ æ ç ë ÿ È À ò à é í ó ú ñ l·l ŀl ï ü – — … ’ € 12\u202f000\u00a0m²"
    made = document(text)
    assert b"pdfuaid" in made
    assert read(made).replace("\u202f", "").replace(" ", "").replace("\u00a0", "") == (
        "Untitre\n" + text.replace("\u202f", "").replace(" ", "").replace("\u00a0", "")
    )


@pytest.mark.parametrize(
    "sign", ["😀", "王小明", "\x01", "\uffff", "\ue000", "\U000f0000", "\u2028", "e\u0301", "नमस्ते"]
)
def test_a_sign_that_no_font_draws_leaves_the_rest_to_be_read(sign: str) -> None:
    made = document(f"Avant {sign} après")
    assert "Avant" in read(made)
    assert "après" in read(made)
    assert b"/StructTreeRoot" in made


def test_ten_thousand_characters_go_on_over_numbered_pages() -> None:
    made = PdfReader(BytesIO(document("mot " * 5000)))
    assert len(made.pages) > 2
    assert f"2 / {len(made.pages)}" in made.pages[1].extract_text()


def test_it_is_tagged_french_and_has_a_title() -> None:
    made = PdfReader(BytesIO(document("Bonjour")))
    assert str(made.root_object["/Lang"]).startswith("fr")
    assert "/StructTreeRoot" in made.root_object
    assert made.metadata is not None
    assert made.metadata.title == "Un titre"


def test_the_same_words_at_the_same_hour_are_the_same_bytes() -> None:
    first = document("Bonjour")
    assert document("Bonjour") == first
    with clock.at(NOW + timedelta(days=1)):
        assert document("Bonjour") != first
        assert pdf_of(PLAIN, {"title": "Un titre", "text": "Bonjour"}, made_at=NOW) == first


def test_a_template_that_is_wrong_says_so() -> None:
    with pytest.raises(typst.TypstError, match="nothing"):
        pdf_of("foundation/tests/broken.typ", {"title": "Un titre"})


def test_the_pages_can_be_looked_at() -> None:
    (page,) = pages_of(PLAIN, {"title": "Un titre", "text": "Bonjour"})
    assert page.startswith(b"\x89PNG")
