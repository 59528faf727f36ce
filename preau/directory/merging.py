"""The rows of a person, wherever they are: found, moved to another record, put back.

What points to a person is read in the catalogue of PostgreSQL (foreign keys to `person` and to `pupil`), so that a
room added tomorrow is merged as well; columns that hold an id without a key are declared by the manifests
(`person_columns`). Each column is moved by one statement, whatever the number of rows.

Two rows that cannot both stay (a unique index says so): one is removed whole and kept aside. The survivor's stays,
except where `GONE_WINS` protects a child better. A row that others point to (an account) is never removed: it
stays where it is.
"""

# ruff: noqa: S608 - every name in these statements comes from the catalogue
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.foundation.rooms.registry import person_columns

#: `g` is the row of the record that goes, `k` the survivor's: « aucun contact », a decision written by hand and a
#: refusal of photos win over what would undo them (rule B8).
GONE_WINS = {
    "guardianship": "(g.no_contact, g.is_set_by_hand) > (k.no_contact, k.is_set_by_hand)",
    "image_right": "k.is_granted AND NOT g.is_granted",
}

_KEYED = """
SELECT c.conrelid::regclass::text, a.attname
  FROM pg_constraint c
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
 WHERE c.contype = 'f' AND c.conparentid = 0 AND c.confrelid IN ('person'::regclass, 'pupil'::regclass)
   AND c.conrelid <> 'pupil'::regclass
 ORDER BY 1, 2
"""

_UNIQUE = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum), coalesce(pg_get_expr(i.indpred, i.indrelid), 'true')
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indrelid
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
 WHERE i.indisunique AND NOT i.indisprimary AND i.indexprs IS NULL AND c.oid = ANY(%(tables)s::regclass[])
 GROUP BY i.indexrelid, c.relname, i.indpred, i.indrelid
 ORDER BY i.indexrelid
"""

_POINTED_AT = """
SELECT DISTINCT confrelid::regclass::text FROM pg_constraint
 WHERE contype = 'f' AND confrelid = ANY(%(tables)s::regclass[])
"""

_WRITTEN = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
 WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


@dataclass(frozen=True, slots=True)
class PersonColumn:
    """A column that names a person. `uniques` are the unique indexes it is part of: (columns, predicate)."""

    table: str
    column: str
    uniques: tuple[tuple[tuple[str, ...], str], ...]
    is_pointed_at: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """What was changed in a column: ids that moved, rows removed (as JSON objects)."""

    table: str
    column: str
    moved: tuple[int, ...]
    removed: tuple[dict[str, Any], ...] = ()
    is_created: bool = False

    def __bool__(self) -> bool:
        return bool(self.moved or self.removed or self.is_created)


def _rows(statement: str, parameters: Any = None) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, parameters).fetchall())


def columns_of_persons() -> tuple[PersonColumn, ...]:
    """Every column of the house that names a person, but the record itself and that of pupil."""
    columns = sorted({*map(tuple, _rows(_KEYED)), *person_columns()})
    asked = {"tables": sorted({table for table, _ in columns})}
    uniques = _rows(_UNIQUE, asked)
    pointed = {table for (table,) in _rows(_POINTED_AT, asked)}
    return tuple(
        PersonColumn(
            table,
            column,
            tuple((tuple(names), where) for name, names, where in uniques if name == table and column in names),
            table in pointed,
        )
        for table, column in columns
    )


def move_everything(*, gone: int, kept: int) -> tuple[Changed, ...]:
    """Give the rows of `gone` to `kept`, within the scope that is open. Returns what `put_back` needs."""
    changes = [_become_pupil(gone, kept)]
    changes += [_move(column, gone, kept) for column in columns_of_persons()]
    return tuple(change for change in changes if change)


def put_back(changes: Iterable[Changed], *, gone: int, kept: int) -> None:
    """Undo `move_everything`: `changes` in the order they were made; they are undone in the other."""
    for change in reversed(tuple(changes)):
        if change.is_created:
            _be_no_pupil(kept)
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {change.table} SET {change.column} = %s WHERE id = ANY(%s) AND {change.column} = %s",
                [gone, list(change.moved), kept],
            )
        _insert(change.table, change.removed)


def _become_pupil(gone: int, kept: int) -> Changed:
    """The survivor of a pupil is a pupil; the record that goes stays one, of no school."""
    created = _rows(
        """INSERT INTO pupil (person_id, mef, level, regime, is_apprentice)
           SELECT %s, mef, level, regime, is_apprentice FROM pupil WHERE person_id = %s
           ON CONFLICT DO NOTHING RETURNING person_id""",
        [kept, gone],
    )
    return Changed("pupil", "person_id", (), is_created=bool(created))


def _be_no_pupil(kept: int) -> None:
    """Unless something was written of her as a pupil since."""
    pupil_columns = _rows(
        """SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f' AND c.conparentid = 0 AND c.confrelid = 'pupil'::regclass"""
    )
    unused = " AND ".join(
        f"NOT EXISTS (SELECT FROM {table} WHERE {column} = pupil.person_id)" for table, column in pupil_columns
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM pupil WHERE person_id = %s AND {unused or 'true'}", [kept])


def _move(column: PersonColumn, gone: int, kept: int) -> Changed:
    removed: list[dict[str, Any]] = []
    staying: list[int] = []
    for names, where in column.uniques:
        for gone_row, kept_row, gone_wins in _collisions(column, names, where, gone, kept):
            if column.is_pointed_at:
                staying.append(gone_row)
            else:
                removed += _remove(column.table, kept_row if gone_wins else gone_row)
    moved = _rows(
        f"""UPDATE {column.table} SET {column.column} = %s
             WHERE {column.column} = %s AND id <> ALL(%s) RETURNING id""",
        [kept, gone, staying],
    )
    return Changed(column.table, column.column, tuple(sorted(pk for (pk,) in moved)), tuple(removed))


def _collisions(
    column: PersonColumn, names: tuple[str, ...], where: str, gone: int, kept: int
) -> list[tuple[int, int, bool]]:
    """Rows of both records that a unique index would not have together: (hers that goes, survivor's, who wins)."""
    same = " AND ".join(f"g.{name} = k.{name}" for name in names if name != column.column)
    return _rows(
        f"""SELECT g.id, k.id, {GONE_WINS.get(column.table, "false")}
              FROM (SELECT * FROM {column.table} WHERE {column.column} = %s AND {where}) g
              JOIN (SELECT * FROM {column.table} WHERE {column.column} = %s AND {where}) k ON {same or "true"}
             ORDER BY g.id, k.id""",
        [gone, kept],
    )


def _remove(table: str, pk: int) -> list[dict[str, Any]]:
    rows = _rows(f"DELETE FROM {table} t WHERE id = %s RETURNING to_jsonb(t)", [pk])
    return [json.loads(row) if isinstance(row, str) else row for (row,) in rows]


def _insert(table: str, rows: Iterable[dict[str, Any]]) -> None:
    kept_aside = list(rows)
    if not kept_aside:
        return
    ((names,),) = _rows(_WRITTEN, [table])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {table} ({names})
                SELECT {names} FROM jsonb_populate_recordset(null::{table}, %s::jsonb) ON CONFLICT DO NOTHING""",
            [json.dumps(kept_aside)],
        )
