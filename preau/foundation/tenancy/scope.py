"""Which schools a piece of work may touch: the net under every query on school-owned tables.

The actor is the first wall (policies filter by it); the scope is the net in Python (a read with no scope
open raises); row security in PostgreSQL is the second wall (`second_wall.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

_open: ContextVar[tuple[int, ...] | None] = ContextVar("schools_in_scope", default=None)


class NoScope(RuntimeError):
    """A school-owned table was read with no scope open: a bug, never a user's mistake."""


def schools_in_scope() -> tuple[int, ...]:
    """The ids of the schools open now; raises `NoScope` when none was opened."""
    schools = _open.get()
    if schools is None:
        raise NoScope("a school-owned table was asked for outside any school scope")
    return schools


@contextmanager
def school_scope(school_ids: Iterable[int], *, read_only: bool = False) -> Iterator[None]:
    """Open a scope of schools inside the current transaction, in Python and in PostgreSQL.

    One statement tells PostgreSQL both the schools and, with `read_only`, that this transaction refuses
    writes. Must run inside `transaction.atomic()`: both settings end with the transaction.
    """
    schools = tuple(sorted(set(school_ids)))
    if not connection.in_atomic_block:
        raise RuntimeError("a school scope lives inside a transaction")
    _tell_postgres(schools, read_only=read_only)
    before = _open.set(schools)
    try:
        yield
    finally:
        _open.reset(before)


@contextmanager
def scope_opened_by_hand(school_ids: Iterable[int]) -> Iterator[None]:
    """The same, where no actor's request opened it. A counted word: exchange, console, jobs, listeners."""
    with school_scope(school_ids):
        yield


def _tell_postgres(schools: tuple[int, ...], *, read_only: bool) -> None:
    listed = "{" + ",".join(map(str, schools)) + "}"
    with connection.cursor() as cursor:
        if read_only:
            cursor.execute(
                "SELECT set_config('preau.schools', %s, true), set_config('transaction_read_only', 'on', true)",
                [listed],
            )
        else:
            cursor.execute("SELECT set_config('preau.schools', %s, true)", [listed])
