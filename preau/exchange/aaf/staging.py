"""A delivery → temporary tables, in one pass, through COPY. Memory is bounded, whatever the size of the files.

The tables hold what the records say, nothing decided yet: who is known, what comes in and what changes is the
matter of `sifting` and of the `merge_…` modules, in SQL. They vanish with the transaction. A delta goes through
`delta`, which gives the same tables.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from preau.directory.calendar_queries import years
from preau.directory.new_year.days import effective_day
from preau.exchange.aaf import delta
from preau.exchange.aaf.delivery import Delivery, DeliveryFile
from preau.exchange.aaf.delta import stage_delta, stored_files
from preau.exchange.aaf.kinds import TaughtThere
from preau.exchange.aaf.measure import NO_WATCH, Watch
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.relations import READINGS, Generation
from preau.exchange.aaf.rows import COLUMNS, Row
from preau.exchange.aaf.spool import read_files
from preau.exchange.aaf.tables import Cursor, create_tables, send, write
from preau.kernel import clock

#: Tables filled at the end of the reading, or by SQL while anomalies are found.
_OTHER_COLUMNS = {
    #: Every entry that has a key. `requests`: how many entries of the files made it; 0: a delta leans on it only.
    "aaf_entry": """
        entry bigint, source text, category text, key text, file int, line int, attributes text, requests int""",
    "aaf_file": "file int, name text, source text",
    "aaf_source": """
        source text, day date, reading int, has_structures boolean, has_pupils boolean, has_relatives boolean,
        has_staff boolean""",
    "aaf_taught": "source text, structure text, kind text",
    "aaf_anomaly": """
        file int, line int, structure text, shape text, reason text, severity text DEFAULT 'anomalie'""",
}
STAGED = {**COLUMNS, **_OTHER_COLUMNS}
_ANALYZED = (*COLUMNS, "aaf_entry")
#: In bytes: below, starting other processes costs more than it saves.
_BIG = 16 << 20
_MOST_PROCESSES = 8
_PARTICULARS = re.compile(r"« [^»]* »|\([^)]*\)|\d+")


@dataclass(frozen=True, slots=True)
class KnownReading:
    """How the last full delivery of a source said that its relations are read, and what it delivered."""

    bit: int | None
    is_old_generation: bool


def stage(
    cursor: Cursor,
    delivery: Delivery,
    on_file: Callable[[DeliveryFile, int], None],
    *,
    processes: int,
    known: Mapping[str, KnownReading] | None = None,
    watch: Watch = NO_WATCH,
) -> ReadingNotes:
    """Read every file into the staging tables. `on_file` is told each file and how many entries it held.

    Errors: `NotPossible` as `read_files` raises it, wherever in the delivery the file is at fault.
    """
    create_tables(cursor, {**STAGED, **delta.TABLES})
    notes, taught = ReadingNotes(), TaughtThere()
    with TemporaryDirectory(prefix="preau-aaf-") as folder:
        if delivery.is_delta:
            taught = stage_delta(cursor, delivery, Path(folder), notes, on_file)
        else:
            for reading in read_files(delivery, Path(folder), processes=processes):
                with watch.copying():
                    for table, rows in reading.tables.items():
                        send(cursor, table, rows)
                notes.absorb(reading.notes)
                taught.absorb(reading.taught)
                on_file(reading.file, reading.notes.records.total())
    write(cursor, "aaf_file", _files(delivery))
    write(cursor, "aaf_source", [_source(delivery, notes, source, known or {}) for source in delivery.sources])
    if delivery.is_delta:
        cursor.execute(_STANDING)
    write(cursor, "aaf_taught", taught.kinds())
    write(cursor, "aaf_anomaly", _anomalies(delivery, notes))
    for table in ("aaf_person", "aaf_schooling"):
        cursor.execute(f"CREATE INDEX ON {table} (entry)")
    for table in _ANALYZED:
        cursor.execute(f"ANALYZE {table}")
    return notes


def processes_for(delivery: Delivery) -> int:
    """One for a small delivery; else as many as there are processors and files."""
    if delivery.size < _BIG:
        return 1
    return min(os.cpu_count() or 1, len(delivery.files), _MOST_PROCESSES)


def _files(delivery: Delivery) -> Iterable[Row]:
    for position, file in enumerate(delivery.files):
        yield position, file.name, file.source
    for rank, (source, name) in enumerate(stored_files(delivery).items(), len(delivery.files)):
        yield rank, name, source


def _source(delivery: Delivery, notes: ReadingNotes, source: str, known: Mapping[str, KnownReading]) -> Row:
    categories = delivery.categories_of(source)
    has = (category in categories for category in (Category.STRUCTURE, *_OF_PERSONS))
    since = effective_day(delivery_day(delivery, source), years())
    return (source, since, reading_of(delivery, notes, source, known).bit, *has)


_OF_PERSONS = (Category.PUPIL, Category.RELATIVE, Category.STAFF)
#: A delta speaks of every category of which something stands.
_STANDING = "UPDATE aaf_source o SET " + ", ".join(
    f"{column} = {column} OR EXISTS (SELECT FROM aaf_record r WHERE r.source = o.source AND r.category = '{word}')"
    for column, word in (
        ("has_structures", Category.STRUCTURE),
        ("has_pupils", Category.PUPIL),
        ("has_relatives", Category.RELATIVE),
        ("has_staff", Category.STAFF),
    )
)


def reading_of(
    delivery: Delivery, notes: ReadingNotes, source: str, known: Mapping[str, KnownReading]
) -> KnownReading:
    """How a source is read: as a full delivery of its pupils says; a delta, as the last one said."""
    if delivery.is_delta and source in known and known[source].bit is not None:
        return known[source]
    evidence = notes.evidence_of(source)
    reading = evidence.reading()
    is_old = reading.old_links is Generation.OLD and bool(evidence.links[Generation.OLD])
    return KnownReading(1 << READINGS.index(reading), is_old)


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
    numbers = {name: position for position, name, _source in _files(delivery)}
    for anomaly in notes.anomalies:
        shape = _PARTICULARS.sub("…", anomaly.reason)
        severity = "laissée de côté" if anomaly.is_left_out else "anomalie"
        yield (
            numbers[anomaly.place.file], anomaly.place.line, anomaly.structure, shape, anomaly.reason, severity,
        )  # fmt: skip
