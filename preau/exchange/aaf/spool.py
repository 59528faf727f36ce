"""One file of a delivery → rows on disk, in the text form of COPY.

Reading XML is the long part: the files of a big delivery are read by several processes, each writing the rows of
its file in a folder that the process which speaks to the database then sends. Memory is bounded by one entry.
The folder is private and does not outlive the reading.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from json import JSONEncoder
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import TextIO

import django

from preau.exchange.aaf.delivery import Delivery, DeliveryFile
from preau.exchange.aaf.kinds import TaughtThere
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.parse import build_record, read_told
from preau.exchange.aaf.reading import LONGEST_TEXT
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.rows import Row, rows_of
from preau.exchange.aaf.vocabulary import READ_ATTRIBUTES

#: More entries than a file can hold: `entry` numbers follow the reading order, file by file.
_MOST_ENTRIES = 100_000_000
_ESCAPES = (("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file held: its rows by table (each a file of COPY), and what was noted beside."""

    file: DeliveryFile
    tables: dict[str, Path]
    notes: ReadingNotes
    taught: TaughtThere


def read_files(delivery: Delivery, folder: Path, *, processes: int) -> Iterator[FileReading]:
    """Every file, in reading order, its rows written in `folder`.

    Errors: `NotPossible` as `read_records` raises it, for the first file at fault in reading order.
    """
    positions = range(len(delivery.files))
    if processes <= 1:
        yield from map(read_file, delivery.files, positions, repeat(folder))
        return
    # Spawned, not forked: this process holds a connection to the database.
    spawn = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn, initializer=django.setup) as pool:
        yield from pool.map(read_file, delivery.files, positions, repeat(folder))


def read_file(file: DeliveryFile, position: int, folder: Path) -> FileReading:
    """Read one file of a full delivery, the one at `position` in it."""
    notes, taught = ReadingNotes(), TaughtThere()
    with _no_search_for_cycles(), Spool(folder, str(position)) as spool:
        for number, told in enumerate(read_told(file, notes), position * _MOST_ENTRIES + 1):
            record = build_record(file.category, told.key, told.place, told.attributes, notes)
            kept = kept_text(file.category, told.attributes)
            spool.write(
                "aaf_entry", (number, file.source, file.category, told.key, position, told.place.line, kept, 1)
            )
            if record is not None:
                taught.see(record)
                spool.write_all(rows_of(number, position, record))
    return FileReading(file, spool.tables, notes, taught)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    # Entries refer to nothing that refers to them: they are freed one by one, and looking for cycles among the
    # hundreds of objects of each takes a third of the time of reading.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def kept_text(category: Category, attributes: Mapping[str, list[str]]) -> str:
    """The attributes that Préau reads, as JSON; what is too long to be true is left out, as it is in reading."""
    read = READ_ATTRIBUTES[category]
    return _compact(
        {
            name: [value for value in values if len(value) <= LONGEST_TEXT]
            for name, values in attributes.items()
            if name in read
        }
    )


_compact = JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class Spool(AbstractContextManager["Spool"]):
    """Rows on disk, a file of COPY per table, in a private folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._opened: dict[str, TextIO] = {}
        self.tables: dict[str, Path] = {}

    def write(self, table: str, row: Row) -> None:
        """Add a row."""
        if table not in self._opened:
            self.tables[table] = self._folder / f"{self._name}-{table}"
            self._opened[table] = self.tables[table].open("w", encoding="utf-8", newline="\n")
        self._opened[table].write(copy_line(row))

    def write_all(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Add rows of several tables."""
        for table, row in rows:
            self.write(table, row)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._opened.values():
            file.close()


def copy_line(row: Row) -> str:
    """A row as COPY reads it."""
    return "\t".join([_escaped(value) if value.__class__ is str else _field(value) for value in row]) + "\n"


def _escaped(text: str) -> str:
    # Few texts hold any of them, and looking for four characters is cheaper than translating all.
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if not text.isprintable():
        for character, escape in _ESCAPES:
            text = text.replace(character, escape)
    return text


def _field(value: str | bool | int | date | None) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return _escaped(value)
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.isoformat() if isinstance(value, date) else str(value)
