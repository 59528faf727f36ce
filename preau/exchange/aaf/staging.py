"""A delivery → temporary tables, in one pass, through COPY. Memory is bounded, whatever the size of the files.

The tables hold what the records say, nothing decided yet: who is known, what comes in and what changes is the
matter of `sifting` and of the `merge_…` modules, in SQL. They vanish with the transaction.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from preau.exchange.aaf.delivery import Delivery, DeliveryFile
from preau.exchange.aaf.kinds import TaughtThere
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.relations import READINGS
from preau.exchange.aaf.rows import COLUMNS, Row
from preau.exchange.aaf.spool import copy_line, read_files
from preau.kernel import clock

#: Tables filled at the end of the reading, or by SQL while anomalies are found.
_OTHER_COLUMNS = {
    "aaf_file": "file int, name text, source text",
    "aaf_source": """
        source text, day date, reading int, has_structures boolean, has_pupils boolean, has_relatives boolean,
        has_staff boolean""",
    "aaf_taught": "source text, structure text, kind text",
    "aaf_anomaly": "file int, line int, structure text, shape text, reason text",
}
STAGED = {**COLUMNS, **_OTHER_COLUMNS}
_CHUNK = 1 << 18
#: In bytes: below, starting other processes costs more than it saves.
_BIG = 16 << 20
_MOST_PROCESSES = 8
_PARTICULARS = re.compile(r"« [^»]* »|\([^)]*\)|\d+")


class Cursor(Protocol):
    """What the import asks of Django's cursor: statements, and psycopg's COPY."""

    rowcount: int

    def execute(self, sql: str, params: Any = None) -> Any: ...
    def copy(self, statement: str) -> AbstractContextManager[Any]: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...
    def fetchone(self) -> tuple[Any, ...] | None: ...


def create_tables(cursor: Cursor, tables: dict[str, str]) -> None:
    """Temporary tables, anew: a transaction that imports twice starts from empty ones."""
    cursor.execute(f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{name}' for name in tables)}")
    for name, columns in tables.items():
        cursor.execute(f"CREATE TEMP TABLE {name} ({columns}) ON COMMIT DROP")


def stage(
    cursor: Cursor,
    delivery: Delivery,
    on_file: Callable[[DeliveryFile, int], None],
    *,
    processes: int,
) -> ReadingNotes:
    """Read every file into the staging tables. `on_file` is told each file and how many entries it held.

    Errors: `NotPossible` as `read_files` raises it, wherever in the delivery the file is at fault.
    """
    create_tables(cursor, STAGED)
    notes, taught = ReadingNotes(), TaughtThere()
    with TemporaryDirectory(prefix="preau-aaf-") as folder:
        for reading in read_files(delivery, Path(folder), processes=processes):
            for table, rows in reading.tables.items():
                _send(cursor, table, rows)
                rows.unlink()
            notes.absorb(reading.notes)
            taught.absorb(reading.taught)
            on_file(reading.file, reading.notes.records.total())
    _write(cursor, "aaf_file", ((n, file.name, file.source) for n, file in enumerate(delivery.files)))
    _write(cursor, "aaf_source", (_source(delivery, notes, source) for source in delivery.sources))
    _write(cursor, "aaf_taught", taught.kinds())
    _write(cursor, "aaf_anomaly", _anomalies(delivery, notes))
    for table in ("aaf_person", "aaf_schooling"):
        cursor.execute(f"CREATE INDEX ON {table} (entry)")
    for table in COLUMNS:
        cursor.execute(f"ANALYZE {table}")
    return notes


def processes_for(delivery: Delivery) -> int:
    """One for a small delivery; else as many as there are processors and files."""
    if delivery.size < _BIG:
        return 1
    return min(os.cpu_count() or 1, len(delivery.files), _MOST_PROCESSES)


def _send(cursor: Cursor, table: str, rows: Path) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy, rows.open("rb") as lines:
        while chunk := lines.read(_CHUNK):
            copy.write(chunk)


def _write(cursor: Cursor, table: str, rows: Iterable[Row]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write(copy_line(row))


def _source(delivery: Delivery, notes: ReadingNotes, source: str) -> Row:
    categories = delivery.categories_of(source)
    reading = READINGS.index(notes.evidence_of(source).reading())
    has = (category in categories for category in (Category.STRUCTURE, *_OF_PERSONS))
    return (source, delivery_day(delivery, source), 1 << reading, *has)


_OF_PERSONS = (Category.PUPIL, Category.RELATIVE, Category.STAFF)


def delivery_day(delivery: Delivery, source: str) -> date:
    """The date of a source's files, from their names; never after today, and today when they tell none."""
    today = clock.today()
    days = [_day(file.day) for file in delivery.files if file.source == source]
    return min(today, max((day for day in days if day), default=today))


def _day(digits: str) -> date | None:
    try:
        return datetime.strptime(digits, "%Y%m%d").replace(tzinfo=clock.PARIS).date()
    except ValueError:
        return None


def _anomalies(delivery: Delivery, notes: ReadingNotes) -> Iterable[Row]:
    """Those of the reading; `shape` is the reason without its particulars, under which they are counted."""
    numbers = {file.name: position for position, file in enumerate(delivery.files)}
    for anomaly in notes.anomalies:
        shape = _PARTICULARS.sub("…", anomaly.reason)
        yield (numbers[anomaly.place.file], anomaly.place.line, anomaly.structure, shape, anomaly.reason)
