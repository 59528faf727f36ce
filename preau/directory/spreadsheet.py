"""A table of text and dates as a file for an office: CSV or OpenDocument. Pure: bytes out, no file is opened.

A spreadsheet runs a text that begins like a formula (`=`, `+`, `-`, `@`): in CSV, where a cell has no type, such a
text is preceded by an apostrophe, which shows that it is one. OpenDocument types its cells and needs nothing.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from preau.kernel import words

Cell = str | date | None

_MIME_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
#: Signs that XML 1.0 does not take.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]*?:/\\']")
#: The same list gives the same file, whenever it is made.
_STAMP = (1980, 1, 1, 0, 0, 0)
_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the heads of its columns, its rows (each as long as `heads`)."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: `suffix` names it in an address, `label` on a button."""

    suffix: str
    label: str
    mime: str
    write: Callable[[Sheet], bytes]


def csv_of(sheet: Sheet) -> bytes:
    """UTF-8 with its mark, semicolons, CRLF: what the spreadsheets of French offices open with a double click."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(_plain, sheet.heads))
    writer.writerows(map(_plain, row) for row in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def ods_of(sheet: Sheet) -> bytes:
    """An OpenDocument spreadsheet of one sheet, its heads in bold, dates as dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # The type comes first and uncompressed, so that it is read without opening the archive.
        _put(archive, "mimetype", _MIME_ODS, zipfile.ZIP_STORED)
        _put(archive, "META-INF/manifest.xml", _manifest(), zipfile.ZIP_DEFLATED)
        _put(archive, "content.xml", "".join(_content(sheet)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


FORMATS = (
    Format("csv", "CSV", "text/csv; charset=utf-8", csv_of),
    Format("ods", "Tableur (ODS)", _MIME_ODS, ods_of),
)


def _plain(cell: Cell) -> str:
    if isinstance(cell, date):
        return words.short_day(cell)
    text = cell or ""
    return f"'{text}" if _FORMULA.match(text) else text


def _put(archive: zipfile.ZipFile, name: str, text: str, compression: int) -> None:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = compression
    archive.writestr(entry, text.encode())


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{mime}"/>'
        for path, mime in (("/", _MIME_ODS), ("content.xml", "text/xml"))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.2">{entries}</manifest:manifest>'
    )


def _content(sheet: Sheet) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} office:version="1.2">'
    yield (
        "<office:automatic-styles>"
        '<number:date-style style:name="jour"><number:day number:style="long"/><number:text>/</number:text>'
        '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
        "</number:date-style>"
        '<style:style style:name="date" style:family="table-cell" style:data-style-name="jour"/>'
        '<style:style style:name="tete" style:family="table-cell">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
    )
    yield f"<table:table table:name={quoteattr(_FORBIDDEN_IN_NAMES.sub(' ', _speakable(sheet.name)))}>"
    yield f'<table:table-column table:number-columns-repeated="{len(sheet.heads)}"/>'
    yield from _row([_text(head, ' table:style-name="tete"') for head in sheet.heads])
    for row in sheet.rows:
        yield from _row([_date(cell) if isinstance(cell, date) else _text(cell or "") for cell in row])
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _row(cells: Sequence[str]) -> Iterator[str]:
    yield "<table:table-row>"
    yield from cells
    yield "</table:table-row>"


def _text(text: str, style: str = "") -> str:
    if not text:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in _speakable(text).splitlines())
    return f'<table:table-cell{style} office:value-type="string">{lines}</table:table-cell>'


def _date(day: date) -> str:
    value = f'office:value-type="date" office:date-value="{day.isoformat()}"'
    shown = f"<text:p>{words.short_day(day)}</text:p>"
    return f'<table:table-cell table:style-name="date" {value}>{shown}</table:table-cell>'


def _speakable(text: str) -> str:
    return _UNSPEAKABLE.sub("\ufffd", text)
