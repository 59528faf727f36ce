"""The dispatcher: waits for facts and hands them to their listeners, for as long as the process lives."""

from __future__ import annotations

import logging
import threading

import psycopg
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils.module_loading import autodiscover_modules

from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.record import OUTBOX_CHANNEL

#: Where rooms declare their listeners.
LISTENER_MODULES = ("live", "notices", "flows")
#: Without a notification, the table is read this often: retries fall due, notifications may be lost.
LONGEST_WAIT = 5.0

log = logging.getLogger("preau.ledger")


def gather_listeners() -> None:
    """Import the modules of the installed apps where `@on(...)` is written."""
    autodiscover_modules(*LISTENER_MODULES)


def run_dispatcher(stop: threading.Event | None = None) -> None:
    """Deliver facts until `stop` is set (within a second); by default, for ever.

    Wakes at each commit that recorded something, and every five seconds. When the database goes away,
    retries with growing pauses. Several dispatchers may run: they share the schools.
    """
    asked = stop or threading.Event()
    gather_listeners()
    pause = 0.1
    while not asked.is_set():
        try:
            with _listening() as ear:
                pause = 0.1
                _deliver_until(asked, ear)
        except (psycopg.Error, DatabaseError, InterfaceError):
            log.exception("livraison interrompue, nouvel essai dans %.1f s", pause)
            connection.close()
            asked.wait(pause)
            pause = min(pause * 2, LONGEST_WAIT)
    connection.close()


def _deliver_until(asked: threading.Event, ear: psycopg.Connection[tuple[object, ...]]) -> None:
    while not asked.is_set():
        close_old_connections()
        deliver_all()
        for _second in range(int(LONGEST_WAIT)):
            if asked.is_set() or any(True for _ in ear.notifies(timeout=1.0, stop_after=1)):
                break


def _listening() -> psycopg.Connection[tuple[object, ...]]:
    """A connection of its own that hears the outbox channel."""
    options = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold"):
        options.pop(ours, None)
    ear: psycopg.Connection[tuple[object, ...]] = psycopg.connect(
        **options, autocommit=True, application_name="preau dispatcher"
    )
    ear.execute(f"LISTEN {OUTBOX_CHANNEL}")
    return ear
