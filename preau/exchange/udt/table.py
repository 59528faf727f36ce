"""The table that UnDeuxTemps exports from its search of the timetable → records.

`Jour;Heure;Div;Matière;Professeur;Salle;Groupe;Regroup;Eff;Mo;Freq;Aire;` separated by `;`, or by tabs when it is
exported as TXT; the first line may be absent. One line per sequence; the hour is `8H`, `08H00`, or has its end
(`8h00 - 9h35`). A teacher is one cell, last name first.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from preau.exchange.places import Place
from preau.exchange.udt.records import Table, TableRow
from preau.exchange.weekly.moments import range_of, weekday_of
from preau.exchange.weekly.notes import Notes, Odd
from preau.exchange.weekly.records import (
    Teacher,
)
from preau.exchange.weekly.tree import LONGEST_TEXT, REDO, refuse_size
from preau.kernel.refusals import NotPossible
from preau.kernel.words import folded

COLUMNS = (
    "jour", "heure", "div", "matiere", "professeur", "salle", "groupe", "regroup", "eff", "mo", "freq", "aire",
)  # fmt: skip
_NEEDED = COLUMNS[:5]
_SEPARATORS = (";", "\t", ",")


def parse_table(content: bytes, name: str) -> Table:
    """Every line that can be understood. Raises `NotPossible` when it is no such table, or has no line."""
    text = _text(content, name)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    notes = Notes()
    rows: list[TableRow] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    columns: Mapping[str, int] | None = None
    line = 1
    try:
        for cells in reader:
            place, line = Place(name, line), reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns, is_header = _columns(cells, name)
                if is_header:
                    continue
            try:
                rows.append(_row(cells, columns, place))
            except Odd as odd:
                notes.tell(place, f"ligne laissée de côté : {odd}")
    except csv.Error as error:
        raise NotPossible(
            f"Le fichier « {name} », ligne {line} : la ligne n’est pas celle d’un tableau CSV. {REDO}"
        ) from error
    if not rows:
        raise NotPossible(f"Le fichier « {name} » ne contient aucun cours lisible. {REDO}")
    return Table(name, tuple(rows), notes.all())


def _text(content: bytes, name: str) -> str:
    refuse_size(content, name)
    if b"\x00" in content:
        raise NotPossible(f"Le fichier « {name} », ligne 1 : ce n’est pas un tableau en texte (CSV). {REDO}")
    bare = content.removeprefix(codecs.BOM_UTF8)
    for encoding in ("utf-8", "cp1252"):
        try:
            return bare.decode(encoding)
        except UnicodeDecodeError:
            continue
    return bare.decode("iso-8859-15")


def _columns(cells: Sequence[str], name: str) -> tuple[dict[str, int], bool]:
    """Where each column stands, and whether this line says it. Without names, the order is the usual one."""
    named = {folded(cell): at for at, cell in reversed(list(enumerate(cells)))}
    if all(column in named for column in _NEEDED):
        return {column: named[column] for column in COLUMNS if column in named}, True
    if len(cells) >= len(_NEEDED) and weekday_of(cells[0]) and range_of(cells[1]):
        return {column: at for at, column in enumerate(COLUMNS)}, False
    raise NotPossible(
        f"Le fichier « {name} », ligne 1 : ce n’est pas le tableau d’UnDeuxTemps. Ses colonnes sont Jour;Heure;"
        "Div;Matière;Professeur;Salle;Groupe;Regroup;Eff;Mo;Freq;Aire : dans UDT, menu Recherche, Emploi du "
        "temps, puis Exporter au format CSV."
    )


def _row(cells: Sequence[str], columns: Mapping[str, int], place: Place) -> TableRow:
    if any(len(cell) > LONGEST_TEXT for cell in cells):
        raise Odd(f"une case dépasse {LONGEST_TEXT} caractères")

    def cell(column: str) -> str:
        at = columns.get(column, len(cells))
        return " ".join(cells[at].split()) if at < len(cells) else ""

    day, hours = weekday_of(cell("jour")), range_of(cell("heure"))
    if day is None:
        raise Odd(f"le jour « {cell('jour')[:20]} » n’est pas un jour de classe")
    if hours is None:
        raise Odd(f"l’heure « {cell('heure')[:20]} » est illisible (attendu : 08H00)")
    if not cell("matiere"):
        raise Odd("elle n’a pas de matière")
    return TableRow(
        weekday=day,
        starts=hours[0],
        ends=hours[1],
        division=cell("div"),
        group=cell("groupe"),
        regrouping=cell("regroup"),
        subject=cell("matiere"),
        teachers=tuple(_teacher(one.strip()) for one in cell("professeur").split(",") if one.strip()),
        rooms=tuple(dict.fromkeys(one.strip() for one in cell("salle").split(",") if one.strip())),
        modality=cell("mo").upper(),
        frequency=cell("freq").upper(),
        place=place,
    )


def _teacher(text: str) -> Teacher:
    """`FERMANEL CHRISTINE`: the last word is taken for the first name; only the whole is sure."""
    last, _blank, first = text.rpartition(" ")
    return Teacher(last, first) if last else Teacher(text, "")
