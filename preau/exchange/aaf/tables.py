"""The temporary tables of an import: made, filled through COPY, gone with the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from preau.exchange.aaf.rows import Row
from preau.exchange.aaf.spool import copy_line

_CHUNK = 1 << 18


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


def send(cursor: Cursor, table: str, rows: Path) -> None:
    """COPY a file of rows, then remove it."""
    with cursor.copy(f"COPY {table} FROM STDIN") as copy, rows.open("rb") as lines:
        while chunk := lines.read(_CHUNK):
            copy.write(chunk)
    rows.unlink()


def write(cursor: Cursor, table: str, rows: Iterable[Row]) -> None:
    """COPY rows of this process."""
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write(copy_line(row))


def run(cursor: Cursor, statements: Iterable[str], parameters: dict[str, object]) -> None:
    """Execute them in order, each with the parameters it names."""
    for statement in statements:
        cursor.execute(statement, parameters if "%(" in statement else None)
