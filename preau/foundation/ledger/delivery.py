"""Facts handed to their listeners: one short transaction at a time, in order within a school."""

from __future__ import annotations

import logging
import time
import typing
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Coalesce, Mod
from django.db.models.lookups import Exact

from preau.foundation.ledger.events import EVENTS, Event
from preau.foundation.ledger.listeners import LISTENERS, Recorded
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock

BATCH = 200
MOST_ATTEMPTS = 10
#: Schools are spread over this many lanes; a lane has one dispatcher at a time, which keeps the order.
LANES = 4
#: Touches leave when the transaction ends: a batch that lasts would keep pages waiting.
BATCH_SECONDS = 0.2

_LONGEST_DELAY = timedelta(hours=1)
#: First key of our advisory locks: « préau ledger », in four bytes.
_LOCK_SPACE = 0x504C4447

_LANE = Mod(Coalesce("school_id", 0), LANES, output_field=BigIntegerField())

log = logging.getLogger("preau.ledger")


def deliver_all() -> int:
    """Deliver everything that is due, in short transactions; returns how many facts were taken up."""
    total = 0
    while taken := sum(deliver_lane(lane) for lane in _lanes_due()):
        total += taken
    return total


def deliver_lane(lane: int) -> int:
    """Deliver one batch of a lane (0 to `LANES` - 1) in one transaction; 0 when another dispatcher has it.

    Each listener runs in its own savepoint and in the scope of the fact's school. When one fails, what it
    wrote is undone and the whole fact comes again later, to all its listeners.
    """
    started = time.monotonic()
    delivered: list[int] = []
    faults: list[tuple[LedgerEvent, Exception]] = []
    with transaction.atomic():
        with _as_owner():
            rows = _locked_rows(lane)
        for row in rows:
            fault = _deliver(row)
            if fault is None:
                delivered.append(row.id)
            else:
                faults.append((row, fault))
            if time.monotonic() - started > BATCH_SECONDS:
                break
        with _as_owner():
            LedgerEvent.objects.filter(pk__in=delivered).update(delivered_at=clock.now(), last_error="")
            for row, fault in faults:
                _postpone(row, fault)
    return len(delivered) + len(faults)


@contextmanager
def _as_owner() -> Iterator[None]:
    """Read and mark the outbox of all schools. Listeners never run here: the second wall holds for them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        yield
        cursor.execute("RESET ROLE")


def _due() -> QuerySet[LedgerEvent]:
    # Never « id > the last one seen »: ids are taken before commit, and a late one would be lost for ever.
    return LedgerEvent.objects.filter(
        Q(next_attempt_at=None) | Q(next_attempt_at__lte=clock.now()),
        delivered_at=None,
        attempts__lt=MOST_ATTEMPTS,
    )


def _lanes_due() -> list[int]:
    with transaction.atomic(), _as_owner():
        return sorted(_due().order_by().values_list(_LANE, flat=True).distinct())


def _locked_rows(lane: int) -> list[LedgerEvent]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, lane])
        if cursor.fetchone() != (True,):
            return []
        # A wrong reference must fail in its listener's savepoint, not at the end for the whole batch.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return list(_due().filter(Exact(_LANE, lane)).order_by("id").select_for_update(skip_locked=True)[:BATCH])


def _deliver(row: LedgerEvent) -> Exception | None:
    """Run the listeners of this fact; the first failure, or None."""
    listeners = LISTENERS.get(row.name)
    if not listeners:
        return None
    fault: Exception | None = None
    told = Recorded(row.id, row.at, row.school_id, row.actor_id, row.actor_profile)
    with scope_opened_by_hand([row.school_id] if row.school_id else []):
        for listener in listeners:
            try:
                with transaction.atomic():
                    listener(event_of(row.name, row.payload), told)
            except Exception as error:
                log.exception("%s, fait %s : l’auditeur %s a échoué", row.name, row.id, _name_of(listener))
                fault = fault or error
    return fault


def _postpone(row: LedgerEvent, fault: Exception) -> None:
    attempts = row.attempts + 1
    delay = min(timedelta(seconds=5 * 2**attempts), _LONGEST_DELAY)
    LedgerEvent.objects.filter(pk=row.pk).update(
        attempts=attempts,
        next_attempt_at=clock.now() + delay,
        last_error=f"{type(fault).__name__}: {fault}"[:2000],
    )


def event_of(name: str, payload: dict[str, Any]) -> Event:
    """The fact as its listeners know it, from what the ledger kept. Raises `KeyError` or `TypeError`."""
    readers = _readers(name)
    return EVENTS[name](
        **{field: readers[field](kept) if field in readers else kept for field, kept in payload.items()}
    )


@cache
def _readers(name: str) -> dict[str, Any]:
    """How to read back the fields that JSON keeps as text."""
    known: dict[Any, Any] = {date: date.fromisoformat, datetime: datetime.fromisoformat, uuid.UUID: uuid.UUID}
    kind = EVENTS[name]
    hints = typing.get_type_hints(kind)
    readers: dict[str, Any] = {}
    for field in fields(kind):
        hint = hints[field.name]
        if typing.get_origin(hint) is tuple:
            readers[field.name] = tuple
            continue
        for choice in (hint, *typing.get_args(hint)):
            if choice in known:
                readers[field.name] = _unless_none(known[choice])
    return readers


def _unless_none(read: Any) -> Any:
    return lambda kept: None if kept is None else read(kept)


def _name_of(listener: Any) -> str:
    return f"{listener.__module__}.{listener.__qualname__}"
