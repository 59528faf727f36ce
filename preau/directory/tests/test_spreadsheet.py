"""Lists as files: what an office opens is what we meant, whatever a name holds."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from preau.directory.spreadsheet import Sheet, csv_of, ods_of

SHEET = Sheet("4e B : 2026/11", ("Nom", "Né le"), (("Bœuf & <fils>", date(2012, 9, 21)), ("", None)))
NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}


def content_of(ods: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(ods)) as archive:
        return etree.fromstring(archive.read("content.xml"))


def named(prefix: str, name: str) -> str:
    return f"{{{NS[prefix]}}}{name}"


def rows_of(content: etree._Element) -> list[etree._Element]:
    return list(content.iter(named("table", "table-row")))


def test_a_csv_opens_with_a_double_click() -> None:
    written = csv_of(SHEET)
    assert written.startswith(b"\xef\xbb\xbfNom;N")
    assert written.decode("utf-8-sig") == "Nom;Né le\r\nBœuf & <fils>;21/09/2012\r\n;\r\n"


def test_a_name_that_looks_like_a_formula_is_not_one() -> None:
    for name in ("=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1"):
        cell = next(csv.reader(io.StringIO(csv_of(Sheet("x", (name,), ())).decode("utf-8-sig")), delimiter=";"))[0]
        assert cell == f"'{name}"


def test_an_open_document_says_its_type_first_and_lists_its_parts() -> None:
    with zipfile.ZipFile(io.BytesIO(ods_of(SHEET))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = [entry.get(named("manifest", "full-path")) for entry in manifest]
        assert listed == ["/", "content.xml"]
        assert set(archive.namelist()) == {"mimetype", "META-INF/manifest.xml", "content.xml"}


def test_an_open_document_types_its_cells() -> None:
    content = content_of(ods_of(SHEET))
    assert content.tag == named("office", "document-content")
    (table,) = content.findall("office:body/office:spreadsheet/table:table", NS)
    assert table.get(named("table", "name")) == "4e B   2026 11"
    rows = rows_of(content)
    assert [len(row) for row in rows] == [2, 2, 2]
    name, born = rows[1]
    assert (name.get(named("office", "value-type")), name.findtext("text:p", "", NS)) == (
        "string",
        "Bœuf & <fils>",
    )
    assert born.get(named("office", "date-value")) == "2012-09-21"
    styles = {style.get(named("style", "name")) for style in content.iter(named("style", "style"))}
    worn = {cell.get(named("table", "style-name")) for row in rows for cell in row} - {None}
    assert worn
    assert worn <= styles


def test_the_same_list_gives_the_same_file() -> None:
    assert ods_of(SHEET) == ods_of(SHEET)


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_any_text_makes_a_file_that_can_be_read(rows: list[tuple[str, str]]) -> None:
    sheet = Sheet("Liste", ("A", "B"), tuple(rows))
    assert len(rows_of(content_of(ods_of(sheet)))) == len(rows) + 1
    read = list(csv.reader(io.StringIO(csv_of(sheet).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(read) == len(rows) + 1
