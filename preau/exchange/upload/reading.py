"""Uploaded files → what they say. No database; whatever makes them unusable raises `NotPossible`.

Whose they are is judged before anything else of them is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from preau.exchange.edt.read import read_edt
from preau.exchange.siecle.agricultural import read_agricultural_roll
from preau.exchange.siecle.export import Export, open_export
from preau.exchange.siecle.parse import read_contents
from preau.exchange.siecle.records import ExportKind
from preau.exchange.sts.pairs import discover
from preau.exchange.sts.parse import parse_reference, parse_timetable
from preau.exchange.tabular.headers import header_key
from preau.exchange.tabular.mapping import Mapping, propose_mapping
from preau.exchange.tabular.people import apply_mapping
from preau.exchange.tabular.records import Table
from preau.exchange.tabular.table import read_table
from preau.exchange.udt.read import read_udt
from preau.exchange.upload.choices import Choices, kind_of, mapped
from preau.exchange.upload.models import SchoolImport
from preau.exchange.upload.people.from_siecle import ORIGIN, told_by_siecle
from preau.exchange.upload.people.from_table import told_by_table
from preau.exchange.upload.people.told import Told, merged
from preau.exchange.upload.recognise import Given
from preau.exchange.weekly.from_sts import weekly_from_sts
from preau.exchange.weekly.records import Timetable
from preau.kernel.refusals import NotPossible

Sort = SchoolImport.Sort
#: Columns that the list of an agricultural school has, and no table typed by hand.
_AGRICULTURAL = frozenset({"identifiantunique", "codesexe", "codemef", "statut"})


@dataclass(frozen=True, slots=True)
class Place:
    """Whose files are expected: the school, the first of the two years in course (None: not known), and today."""

    uai: str
    year: int | None
    today: date


@dataclass(frozen=True, slots=True)
class Read:
    """`table` and `mapping` are those of a CSV; `timetable` is None when the files speak of people."""

    told: Told
    timetable: Timetable | None = None
    table: Table | None = None
    mapping: Mapping | None = None


def read_files(sort: str, files: Sequence[Given], place: Place, choices: Choices) -> Read:
    """Everything the files say, as the school reads them. Raises `NotPossible`."""
    if sort == Sort.SIECLE:
        return Read(_siecle(files, place))
    if sort == Sort.CSV:
        return _table(files[0], place, choices)
    if sort == Sort.STS:
        return Read(Told(Sort.STS), _sts(files, place))
    read = read_edt if sort == Sort.EDT else read_udt
    return Read(Told(sort), read(files[0].content, files[0].name, uai=place.uai))


def _siecle(files: Sequence[Given], place: Place) -> Told:
    with TemporaryDirectory(prefix="preau-") as folder:
        exports = [
            open_export(_laid(Path(folder), rank, file), place.uai, file.name) for rank, file in enumerate(files)
        ]
        _check_kinds(exports)
        for export in exports:
            _check_year(export, place)
        said = Told(ORIGIN)
        for export in exports:
            said = merged(said, told_by_siecle(read_contents(export, place.today)))
    return said


def _laid(folder: Path, rank: int, file: Given) -> Path:
    """On disk for the time of the reading, under a name of our own."""
    path = folder / str(rank)
    path.write_bytes(file.content)
    return path


def _on_disk(name: str) -> str:
    """A name that any disk takes: the reader looks for a UAI in it."""
    kept = "".join(c for c in name if c.isalnum() or c in "._-")[-60:]
    return kept if kept.strip(".") else "fichier"


def _check_kinds(exports: Sequence[Export]) -> None:
    seen: dict[ExportKind, str] = {}
    for export in exports:
        for file in export.files:
            other = seen.setdefault(file.kind, file.name)
            if other is not file.name:
                raise NotPossible(
                    f"Deux fichiers sont de même nature, « {other} » et « {file.name} » : gardez-en un seul (avec "
                    "les adresses de préférence)."
                )


def _check_year(export: Export, place: Place) -> None:
    """The classes of another year would move everybody."""
    if export.year is not None and place.year is not None and export.year != place.year:
        raise NotPossible(
            f"Le fichier « {export.files[0].name} » est de l’année {export.year}-{export.year + 1}, et "
            f"l’établissement est en {place.year}-{place.year + 1}. Refaites l’export de l’année en cours."
        )


def _table(file: Given, place: Place, choices: Choices) -> Read:
    table = read_table(file.content, file.name)
    if {header_key(header) for header in table.headers} >= _AGRICULTURAL:
        return Read(told_by_siecle(read_agricultural_roll(file.content, file.name, place.uai)))
    mapping = mapped(propose_mapping(table, kind_of(table, choices.kind)), choices.columns)
    told = Told("csv") if mapping.missing else told_by_table(apply_mapping(table, mapping), mapping)
    return Read(told, table=table, mapping=mapping)


def _sts(files: Sequence[Given], place: Place) -> Timetable:
    with TemporaryDirectory(prefix="preau-") as folder:
        paths = []
        for rank, file in enumerate(files):
            home = Path(folder) / str(rank)
            home.mkdir()
            paths.append(home / _on_disk(file.name))
            paths[-1].write_bytes(file.content)
        pairs = discover(paths)
        strangers = [pair for pair in pairs if pair.uai != place.uai]
        if strangers:
            raise NotPossible(
                f"Le fichier « {strangers[0].timetable.name} » est celui de l’établissement {strangers[0].uai}, "
                f"et non de {place.uai}. Rien n’a été lu : choisissez les fichiers de {place.uai}."
            )
        pair = pairs[0]
        reference, timetable = parse_reference(pair.reference), parse_timetable(pair.timetable)
    if reference.year.first != timetable.year:
        raise NotPossible(
            f"« {pair.reference.name} » est de l’année {reference.year.first} et « {pair.timetable.name} » de "
            f"l’année {timetable.year} : donnez les deux fichiers de la même année."
        )
    return weekly_from_sts(reference, timetable, uai=place.uai, file=pair.timetable.name)
