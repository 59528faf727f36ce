"""Two gestures at the same instant: each on a connection of its own, on the cast that every connection sees."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, connections, transaction

from preau.access.models import ActivationCode
from preau.attendance.models import Absence, AbsenteeismMeasures, AssemblyPoint, Roll
from preau.foundation.ledger.models import LedgerEvent
from preau.portal.models import Favourite
from tests.cast import Cast, everywhere

T = TypeVar("T")
_PATIENCE = 30.0


def while_open(first: Callable[[], object], second: Callable[[], T]) -> T:
    """Run `first` and leave its transaction open; run `second` until it waits for the first, or is done; end the
    first, then give what `second` returned. What either raises comes out.
    """
    done, go, pid = threading.Event(), threading.Event(), Future[int]()

    def hold() -> None:
        with transaction.atomic():
            first()
            done.set()
            assert go.wait(_PATIENCE)

    def follow() -> T:
        pid.set_result(_backend())
        return second()

    with ThreadPoolExecutor(2) as pool:
        holding = pool.submit(_alone, hold)
        while not (done.wait(0.01) or holding.done()):
            pass
        following = pool.submit(_alone, follow)
        backend = pid.result(_PATIENCE)
        while not (following.done() or _waits(backend)):
            pass
        go.set()
        holding.result(_PATIENCE)
        return following.result(_PATIENCE)


@contextmanager
def swept(cast: Cast) -> Iterator[None]:
    """What gestures wrote on their own connections is taken away after the block: no rollback does it."""

    def sweep() -> None:
        with everywhere(cast):
            written = (AbsenteeismMeasures, AssemblyPoint, Favourite, ActivationCode)
            for model in (Absence, Roll, LedgerEvent, *written):
                model.objects.all().delete()

    try:
        yield
    finally:
        elsewhere(sweep)


def elsewhere(act: Callable[[], T]) -> T:
    """Run this on a connection of its own, outside the transaction of the test."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_alone, act).result(_PATIENCE)


def _alone(act: Callable[[], T]) -> T:
    try:
        return act()
    finally:
        connections.close_all()


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        row: Any = cursor.fetchone()
    return int(row[0])


def _waits(backend: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted)", [backend])
        row: Any = cursor.fetchone()
    return bool(row[0])
