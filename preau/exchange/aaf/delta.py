"""A delta → the same staging tables as a full delivery, for the entries it names and those they lean on.

1. The requests are read into `aaf_change`.
2. The entries **reached** are those named, and what must be known to judge them as a full delivery would: every
   structure of the source; the other entries of the same person; the pupils whom a relative answers for; the
   relatives whom a pupil names.
3. Each is rebuilt from the last known record (`aaf_record`) and the requests, in their order: an addition is the
   whole entry, a modification replaces all the values of the attributes it names, a deletion ends it (§1.6).

From there on the import goes as for a full delivery, and ends the attachments of the persons named only. A delta
that adds, deletes or renumbers a structure reaches every entry of its source: it is judged like a full one.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from preau.exchange.aaf.delivery import Delivery, DeliveryFile
from preau.exchange.aaf.kinds import TaughtThere
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.parse import build_record, read_told
from preau.exchange.aaf.records import Category, Place
from preau.exchange.aaf.rows import rows_of
from preau.exchange.aaf.spool import Spool, kept_text
from preau.exchange.aaf.stream import Request
from preau.exchange.aaf.tables import Cursor, send

TABLES = {
    "aaf_change": """
        n bigint, source text, category text, key text, request text, file int, line int, attributes text""",
    "aaf_reached": "source text, category text, key text, PRIMARY KEY (source, key, category)",
    "aaf_gone": """
        source text, category text, key text, file int, line int, requests int, was_known boolean""",
}
_MOST_ENTRIES = 100_000_000
_FETCHED = 2_000
_PERSONS = f"('{Category.PUPIL}', '{Category.RELATIVE}', '{Category.STAFF}')"

_IS_WHOLE = f"""
SELECT EXISTS (
    SELECT FROM aaf_change c
      LEFT JOIN aaf_record r ON r.source = c.source AND r.category = c.category AND r.key = c.key
     WHERE c.category = '{Category.STRUCTURE}'
       AND (r.id IS NULL OR c.request = '{Request.DELETE}'
            OR c.request = '{Request.ADD}'
               AND c.attributes::jsonb -> 'ENTStructureUAI' IS DISTINCT FROM r.attributes -> 'ENTStructureUAI'
            OR jsonb_exists(c.attributes::jsonb, 'ENTStructureUAI')
               AND c.attributes::jsonb -> 'ENTStructureUAI' IS DISTINCT FROM r.attributes -> 'ENTStructureUAI'))
"""


def _reach(rows: str) -> str:
    return (
        f"INSERT INTO aaf_reached SELECT DISTINCT r.source, r.category, r.key FROM {rows} ON CONFLICT DO NOTHING"
    )


_NAMED = "INSERT INTO aaf_reached SELECT DISTINCT source, category, key FROM aaf_change"
_STRUCTURES = _reach(
    f"aaf_record r WHERE r.category = '{Category.STRUCTURE}' AND r.source IN (SELECT source FROM aaf_change)"
)
_EVERYTHING = _reach("aaf_record r WHERE r.source IN (SELECT source FROM aaf_change)")
_SAME_PERSON = _reach(f"""
    (SELECT t.source, o.key
       FROM aaf_reached t
       JOIN person_key k ON k.source = t.source AND k.kind = 'aaf' AND k.key = t.key
       JOIN person_key o ON o.person_id = k.person_id AND o.source = k.source AND o.kind = 'aaf'
      WHERE t.category IN {_PERSONS}
     UNION SELECT source, key FROM aaf_reached WHERE category IN {_PERSONS}) t
    JOIN aaf_record r ON r.source = t.source AND r.key = t.key AND r.category IN {_PERSONS}""")
_PUPILS = _reach(f"""
    (SELECT t.source, o.key
       FROM aaf_reached t
       JOIN person_key k ON k.source = t.source AND k.kind = 'aaf' AND k.key = t.key
       JOIN guardianship g ON g.guardian_id = k.person_id
       JOIN person_key o ON o.person_id = g.pupil_id AND o.source = t.source AND o.kind = 'aaf'
      WHERE t.category = '{Category.RELATIVE}'
     UNION
     SELECT t.source, w.pupil
       FROM aaf_reached t JOIN aaf_awaited w ON w.source = t.source AND w.relative = t.key
      WHERE t.category = '{Category.RELATIVE}') t
    JOIN aaf_record r ON r.source = t.source AND r.key = t.key AND r.category = '{Category.PUPIL}'""")
_RELATIVES = _reach(f"""
    (SELECT r.source, v.value
       FROM aaf_reached t
       JOIN aaf_record r ON r.source = t.source AND r.key = t.key AND r.category = t.category
      CROSS JOIN LATERAL jsonb_array_elements_text(r.attributes -> 'ENTElevePersRelEleve') v
      WHERE t.category = '{Category.PUPIL}'
     UNION
     SELECT c.source, v.value
       FROM aaf_change c
      CROSS JOIN LATERAL jsonb_array_elements_text(c.attributes::jsonb -> 'ENTElevePersRelEleve') v
      WHERE c.category = '{Category.PUPIL}') t
    JOIN aaf_record r ON r.source = t.source AND r.key = btrim(split_part(t.value, '$', 1))
                     AND r.category = '{Category.RELATIVE}'""")
_LEANED_ON = (
    _NAMED, _STRUCTURES, "ANALYZE aaf_reached", _SAME_PERSON, _PUPILS, _SAME_PERSON, _RELATIVES, _SAME_PERSON,
    _RELATIVES, _SAME_PERSON, "ANALYZE aaf_reached",
)  # fmt: skip

_RANKS = ", ".join(f"'{category}'" for category in Category)
_OPEN = f"""
DECLARE aaf_fold NO SCROLL CURSOR FOR
SELECT k.source, k.category, k.key, r.attributes::text, c.request, c.file, c.line, c.attributes
  FROM aaf_reached k
  LEFT JOIN aaf_record r ON r.source = k.source AND r.category = k.category AND r.key = k.key
  LEFT JOIN aaf_change c ON c.source = k.source AND c.category = k.category AND c.key = k.key
 ORDER BY array_position(ARRAY[{_RANKS}], k.category), k.source, k.key, c.n
"""
_Values = dict[str, list[str]]


@dataclass(slots=True)
class Rebuilt:
    """An entry after its requests: `attributes` is None when it is gone; `file` is None when none named it."""

    attributes: _Values | None
    was_known: bool
    requests: int = 0
    file: int | None = None
    line: int = 0


def stage_delta(
    cursor: Cursor,
    delivery: Delivery,
    folder: Path,
    notes: ReadingNotes,
    on_file: Callable[[DeliveryFile, int], None],
) -> TaughtThere:
    """Read the requests, rebuild what they reach, and send it to the staging tables.

    Errors: `NotPossible` as `read_told` raises it.
    """
    _read_changes(cursor, delivery, folder, notes, on_file)
    cursor.execute("ANALYZE aaf_change")
    cursor.execute(_IS_WHOLE)
    is_whole = cursor.fetchall()[0][0]
    for statement in (_NAMED, _EVERYTHING) if is_whole else _LEANED_ON:
        cursor.execute(statement)
    taught = TaughtThere()
    with Spool(folder, "rebuilt") as spool:
        _rebuild(cursor, delivery, spool, notes, taught)
    for table, rows in spool.tables.items():
        send(cursor, table, rows)
    return taught if is_whole else TaughtThere()


def _read_changes(
    cursor: Cursor,
    delivery: Delivery,
    folder: Path,
    notes: ReadingNotes,
    on_file: Callable[[DeliveryFile, int], None],
) -> None:
    for position, file in enumerate(delivery.files):
        before = notes.entries
        with Spool(folder, str(position)) as spool:
            for n, told in enumerate(read_told(file, notes), position * _MOST_ENTRIES):
                kept = None if told.request is Request.DELETE else kept_text(file.category, told.attributes)
                spool.write(
                    "aaf_change",
                    (n, file.source, file.category, told.key, told.request, position, told.place.line, kept),
                )
        for table, rows in spool.tables.items():
            send(cursor, table, rows)
        on_file(file, notes.entries - before)


def _rebuild(cursor: Cursor, delivery: Delivery, spool: Spool, notes: ReadingNotes, taught: TaughtThere) -> None:
    """What was not named is noted apart first: it was read another day, and does not count as read."""
    beside = ReadingNotes()
    stored = stored_files(delivery)
    numbers = {name: len(delivery.files) + rank for rank, name in enumerate(stored.values())}
    cursor.execute(_OPEN)
    for entry, (where, group) in enumerate(groupby(_fetched(cursor), key=itemgetter(0, 1, 2)), 1):
        source, word, key = where
        category = Category(word)
        rebuilt = rebuild([row[3:] for row in group], _tell_unknown(delivery, notes, source))
        if rebuilt.attributes is None:
            if rebuilt.requests:
                spool.write(
                    "aaf_gone",
                    (source, category, key, rebuilt.file, rebuilt.line, rebuilt.requests, rebuilt.was_known),
                )
            continue
        file = numbers[stored[source]] if rebuilt.file is None else rebuilt.file
        line = -entry if rebuilt.file is None else rebuilt.line
        name = stored[source] if rebuilt.file is None else delivery.files[file].name
        kept = kept_text(category, rebuilt.attributes)
        spool.write("aaf_entry", (entry, source, category, key, file, line, kept, rebuilt.requests))
        told = beside if rebuilt.file is None else notes
        record = build_record(category, key, Place(source, name, line), rebuilt.attributes, told)
        if record is not None:
            taught.see(record)
            spool.write_all(rows_of(entry, file, record))
    cursor.execute("CLOSE aaf_fold")
    for anomaly in beside.anomalies:
        notes.tell(anomaly.place, anomaly.reason, anomaly.structure, is_left_out=anomaly.is_left_out)


def rebuild(rows: list[Any], on_unknown: Callable[[int, int], None]) -> Rebuilt:
    """An entry from its last record and its requests: rows of (record, request, file, line, attributes), in order.

    The record and the attributes are JSON, the former the same in every row. `on_unknown(file, line)` is told each
    modification of an entry that is not there.
    """
    record = rows[0][0]
    found = Rebuilt(json.loads(record) if record else None, record is not None)
    for _record, request, file, line, attributes in rows:
        if request is None:
            break
        if request == Request.MODIFY and found.attributes is None:
            on_unknown(file, line)
            continue
        found.requests += 1
        found.file, found.line = file, line
        match Request(request):
            case Request.ADD:
                found.attributes = json.loads(attributes)
            case Request.MODIFY:
                found.attributes = {**(found.attributes or {}), **json.loads(attributes)}
            case Request.DELETE:
                found.attributes = None
    return found


def _tell_unknown(delivery: Delivery, notes: ReadingNotes, source: str) -> Callable[[int, int], None]:
    def tell(file: int, line: int) -> None:
        notes.unusable += 1
        notes.tell(
            Place(source, delivery.files[file].name, line),
            "modification d’une fiche que la source n’a jamais délivrée : laissée de côté, demandez une "
            "livraison complète",
            is_left_out=True,
        )

    return tell


def stored_files(delivery: Delivery) -> dict[str, str]:
    """Source → what stands for the file of the entries that a delta leans on without naming them."""
    if not delivery.is_delta:
        return {}
    return {source: f"fiches déjà livrées par la source {source}" for source in delivery.sources}


def _fetched(cursor: Cursor) -> Iterator[Any]:
    while True:
        cursor.execute(f"FETCH {_FETCHED} FROM aaf_fold")
        rows = cursor.fetchall()
        if not rows:
            return
        yield from rows
