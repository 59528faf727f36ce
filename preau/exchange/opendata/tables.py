"""Rows of an open-data export: a CSV of the site, or saved again by a spreadsheet, or the JSON of its API.

Columns are known by their folded names (`Code postal`, `Code_postal` and `code_postal` are `code_postal`), so that
labels and API names meet. UTF-8 with or without a mark, UTF-16 with one, else Windows-1252.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preau.exchange.opendata.records import (
    Notes,
)
from preau.exchange.places import Place
from preau.kernel.refusals import NotPossible
from preau.kernel.words import folded

#: The whole directory of France is 40 MB: what is far bigger is something else.
MOST_BYTES = 300 * 1024 * 1024
_LONGEST_CELL = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `get` gives the text of a column, stripped, empty when the column or the cell is."""

    place: Place
    values: dict[str, str]

    def get(self, column: str) -> str:
        return self.values.get(column, "")


def rows_of(path: Path, *, columns: Sequence[str], needed: Sequence[str], notes: Notes) -> Iterator[Row]:
    """The rows of a file, with these columns only. Rows without the right number of cells are told and left out.

    Errors: `NotPossible` for what is no such file: absent, too big, empty, without one of the `needed` columns.
    """
    text = _text_of(path)
    if text.lstrip()[:1] in {"[", "{"}:
        yield from _rows_of_json(path.name, text, columns, needed)
    else:
        yield from _rows_of_csv(path.name, text, columns, needed, notes)


def column_name(header: str) -> str:
    """`Date de début` → `date_de_debut`."""
    return folded(header).replace(" ", "_")


def _text_of(path: Path) -> str:
    if not path.is_file():
        raise NotPossible(
            f"« {path} » n’est pas un fichier. Indiquez un fichier téléchargé sur data.education.gouv.fr."
        )
    if path.stat().st_size > MOST_BYTES:
        raise NotPossible(
            f"« {path.name} » pèse plus de {MOST_BYTES // 1024**2} Mo : ce n’est pas l’un de ces fichiers."
        )
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _rows_of_csv(
    file: str, text: str, columns: Sequence[str], needed: Sequence[str], notes: Notes
) -> Iterator[Row]:
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [column_name(name) for name in next(reader, [])]
        _check(file, names, needed)
        kept = [(names.index(name), name) for name in columns if name in names]
        for cells in reader:
            place = Place(file, reader.line_num)
            if not any(cells):
                continue
            if len(cells) != len(names):
                notes.tell(place, f"{len(cells)} cases au lieu de {len(names)} : ligne laissée de côté")
                continue
            yield Row(place, {name: cells[index].strip() for index, name in kept})
    except csv.Error:
        raise NotPossible(
            f"Le fichier « {file} » est abîmé à la ligne {reader.line_num} : téléchargez-le de nouveau."
        ) from None


def _rows_of_json(file: str, text: str, columns: Sequence[str], needed: Sequence[str]) -> Iterator[Row]:
    try:
        answer = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise NotPossible(f"Le fichier « {file} » n’est pas du JSON entier : téléchargez-le de nouveau.") from None
    for rank, record in enumerate(_records(answer), 1):
        fields = {column_name(str(name)): value for name, value in record.items()}
        if rank == 1:
            _check(file, list(fields), needed)
        yield Row(Place(file, rank), {name: _as_text(fields.get(name)) for name in columns})


def _records(answer: Any) -> list[dict[str, Any]]:
    """A list, the `results` of the API 2.1, or the `records` of the older ones, each with its `fields`."""
    found = answer.get("results", answer.get("records", [answer])) if isinstance(answer, dict) else answer
    records = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [one["fields"] if isinstance(one.get("fields"), dict) else one for one in records]


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return f"{value.get('lat', '')}, {value.get('lon', '')}"
    return str(value).strip()


def _check(file: str, names: Sequence[str], needed: Sequence[str]) -> None:
    missing = [name for name in needed if name not in names]
    if missing:
        raise NotPossible(
            f"Le fichier « {file} » n’a pas de colonne « {missing[0]} » : ce n’est pas le fichier attendu, ou sa "
            "première ligne a été retirée. Rien n’a été importé."
        )
