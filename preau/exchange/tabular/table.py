"""Bytes of a CSV of any origin → a table of cells. Nothing is understood yet: see `mapping`.

Encoding and separator are found out (`charsets`, `_separator`). The first line that holds something is the
header. What makes the file unusable raises `NotPossible`; a line that is only odd is told and left out or kept
as its anomaly says.
"""

from __future__ import annotations

import re
from itertools import islice

from preau.exchange.places import Place
from preau.exchange.tabular.cells import MOST_COLUMNS, RawRow, raw_rows
from preau.exchange.tabular.charsets import decoded
from preau.exchange.tabular.notes import Notes
from preau.exchange.tabular.records import (
    Row,
    Table,
)
from preau.kernel.refusals import NotPossible
from preau.kernel.words import number

#: A school of 3,000 pupils with two guardians each writes 2 MB.
LARGEST = 16 << 20
MOST_ROWS = 50_000
#: Characters of the longest cell that is kept.
LONGEST_CELL = 4_000
SEPARATORS = (";", ",", "\t", "|")
_SAMPLE = 1 << 16
_SAMPLE_ROWS = 30
#: The line by which spreadsheets tell their separator.
_TOLD_SEPARATOR = re.compile(r"sep=([;,\t|])\n", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def read_table(content: bytes, name: str) -> Table:
    """The cells of a file, called `name` in messages. Raises `NotPossible`, and nothing else."""
    if len(content) > LARGEST:
        raise NotPossible(
            f"Le fichier « {name} » dépasse {LARGEST >> 20} Mo, ce qui n’est pas plausible pour un établissement. "
            "Ne gardez que les lignes utiles."
        )
    text, encoding = decoded(content, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    told = _TOLD_SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    separator = told[1] if told else _separator(text)
    notes = Notes()
    rows = raw_rows(text, separator, 2 if told else 1)
    header = next((row for row in rows if _holds_something(row)), None)
    if header is None:
        raise NotPossible(f"Le fichier « {name} » est vide. Choisissez un autre fichier.")
    headers = _headers(header, name)
    kept: list[Row] = []
    for raw in rows:
        row = _row(raw, headers, name, notes)
        if row is None:
            continue
        if len(kept) == MOST_ROWS:
            raise NotPossible(
                f"Le fichier « {name} », ligne {raw.line} : il compte plus de {number(MOST_ROWS)} lignes, ce qui "
                "n’est pas plausible pour un établissement. Partagez-le en plusieurs fichiers."
            )
        kept.append(row)
    return Table(name, headers, tuple(kept), encoding, separator, tuple(notes.anomalies), notes.count)


def _separator(text: str) -> str:
    """The separator under which most of the first rows are as wide as the header, and the header widest."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(SEPARATORS, key=lambda separator: _likelihood(sample, separator))


def _likelihood(sample: str, separator: str) -> tuple[int, int]:
    rows = [row for row in islice(raw_rows(sample, separator), _SAMPLE_ROWS) if _holds_something(row)]
    width = len(rows[0].cells) if rows else 0
    if width < 2 or rows[0].has_stray_quote or rows[0].is_too_wide:
        return 0, 0
    return sum(len(row.cells) == width and not row.has_stray_quote for row in rows), width


def _holds_something(row: RawRow) -> bool:
    return row.is_too_wide or any(cell and not cell.isspace() for cell in row.cells)


def _headers(header: RawRow, name: str) -> tuple[str, ...]:
    """The headers, empty ones at the end taken off."""
    if header.is_too_wide:
        raise NotPossible(
            f"Le fichier « {name} », ligne {header.line} : il compte plus de {MOST_COLUMNS} colonnes. Gardez "
            "seulement celles qui servent."
        )
    headers = [" ".join(_CONTROLS.sub("", cell).split()) for cell in header.cells]
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise NotPossible(
            f"Le fichier « {name} », ligne {header.line} : la première ligne doit porter le nom des colonnes."
        )
    for index, text in enumerate(headers):
        if len(text) > LONGEST_CELL:
            raise NotPossible(
                f"Le fichier « {name} », ligne {header.line}, colonne {index + 1} : l’en-tête compte "
                f"{number(len(text))} caractères. La première ligne doit porter le nom des colonnes."
            )
    return tuple(headers)


def _row(raw: RawRow, headers: tuple[str, ...], name: str, notes: Notes) -> Row | None:
    """The row under its headers; None when it is blank, or too odd to be trusted (told)."""
    if not _holds_something(raw):
        return None
    place, width = Place(name, raw.line), len(headers)
    if raw.is_too_wide or any(cell and not cell.isspace() for cell in raw.cells[width:]):
        notes.tell(
            place,
            f"la ligne compte plus de cellules que les {width} colonnes de l’en-tête : un séparateur doit y être "
            "de trop, ou un guillemet manquer",
            is_left_out=True,
        )
        return None
    if len(raw.cells) < width:
        notes.tell(place, f"la ligne compte {len(raw.cells)} cellules au lieu de {width} : les autres sont vides")
    if raw.has_stray_quote:
        notes.tell(place, "un guillemet n’est pas refermé ou est mal placé : il est lu comme un caractère")
    cells = [_cell(cell, header, place, notes) for cell, header in zip(raw.cells, headers, strict=False)]
    return Row(raw.line, (*cells, *[""] * (width - len(cells))))


def _cell(cell: str, header: str, place: Place, notes: Notes) -> str:
    cell = cell.strip()
    if len(cell) > LONGEST_CELL:
        notes.tell(
            place,
            f"la cellule compte {number(len(cell))} caractères, ce qui n’est pas plausible : ignorée",
            header,
        )
        return ""
    if cell and _CONTROLS.search(cell):
        notes.tell(place, "la cellule contient des caractères invisibles : ils sont retirés", header)
        return _CONTROLS.sub("", cell).strip()
    return cell
