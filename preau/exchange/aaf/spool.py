"""One file of a delivery → rows on disk, in the text form of COPY.

Reading XML is the long part: the files of a big delivery are read by several processes, each writing the rows of
its file in a folder that the process which speaks to the database then sends. Memory is bounded by one entry.
The folder is private and does not outlive the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import TextIO

import django

from preau.exchange.aaf.delivery import Delivery, DeliveryFile
from preau.exchange.aaf.kinds import TaughtThere
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.parse import read_records
from preau.exchange.aaf.records import PupilRecord, StructureRecord
from preau.exchange.aaf.rows import Row, rows_of

#: More entries than a file can hold: `entry` numbers follow the reading order, file by file.
_MOST_ENTRIES = 100_000_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


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
    """Read one file, the one at `position` in the delivery."""
    notes, taught = ReadingNotes(), TaughtThere()
    tables: dict[str, Path] = {}
    opened: dict[str, TextIO] = {}
    with ExitStack() as stack:
        for number, record in enumerate(read_records(file, notes), position * _MOST_ENTRIES + 1):
            if isinstance(record, PupilRecord):
                taught.see_pupil(record)
            elif isinstance(record, StructureRecord):
                taught.see_structure(record)
            for table, row in rows_of(number, position, record):
                if table not in opened:
                    tables[table] = folder / f"{position}-{table}"
                    opened[table] = stack.enter_context(tables[table].open("w", encoding="utf-8", newline="\n"))
                opened[table].write(copy_line(row))
    return FileReading(file, tables, notes, taught)


def copy_line(row: Row) -> str:
    """A row as COPY reads it."""
    return "\t".join(map(_field, row)) + "\n"


def _field(value: str | bool | int | date | None) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.isoformat() if isinstance(value, date) else str(value)
