"""`preau run worker`: one process for what happens after the answer was sent.

Two things live in it: the dispatcher of facts (a thread of its own, so that a long job does not delay live
pages) and the worker of jobs (asyncio in the main thread; jobs themselves run in threads). Several such
processes may run side by side.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg
from django.utils.module_loading import autodiscover_modules
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException

from preau.foundation.jobs.requeue import SILENT_SECONDS, requeue_abandoned
from preau.foundation.ledger.dispatch import run_dispatcher

JOBS_AT_ONCE = 2
#: Seconds given to running jobs when the process is asked to stop; the rest is requeued.
PATIENCE = 20.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0

log = logging.getLogger("preau.jobs")


def run(_options: argparse.Namespace | None = None) -> int:
    """Work until SIGTERM or SIGINT; exit code 1 when the dispatcher broke."""
    autodiscover_modules("jobs")
    stop = threading.Event()
    broken = threading.Event()
    dispatcher = threading.Thread(target=_dispatch, args=(stop, broken), name="dispatcher")
    dispatcher.start()
    try:
        asyncio.run(run_worker(stop))
    finally:
        stop.set()
        dispatcher.join()
    return 1 if broken.is_set() else 0


def _dispatch(stop: threading.Event, broken: threading.Event) -> None:
    """Without its dispatcher the process is useless: it ends, and its supervisor starts another."""
    try:
        run_dispatcher(stop)
    except Exception:
        log.exception("le distributeur s’est arrêté")
        broken.set()
        signal.raise_signal(signal.SIGTERM)


async def run_worker(stop: threading.Event) -> None:
    """Run jobs until SIGTERM or SIGINT, then set `stop`; come back by itself when the database goes away."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(JOBS_AT_ONCE, "job"))
    asked = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked.set)
    pause = FIRST_PAUSE
    while not asked.is_set():
        try:
            await _work(asked)
            pause = FIRST_PAUSE
        except (ConnectorException, psycopg.Error):
            log.exception("base de données perdue, nouvel essai dans %.1f s", pause)
        with suppress(TimeoutError):
            await asyncio.wait_for(asked.wait(), pause)
        pause = min(pause * 2, LONGEST_PAUSE)
    stop.set()


async def _work(asked: asyncio.Event) -> None:
    """Run jobs until asked to stop, or until the database is lost."""
    kwargs = connector_params() | {"application_name": "preau worker"}
    connector = PsycopgConnector(kwargs=kwargs, min_size=1, max_size=JOBS_AT_ONCE + 2, timeout=10.0)
    with app.replace_connector(connector) as worker_app:
        async with worker_app.open_async():
            await requeue_abandoned(worker_app)
            working = asyncio.create_task(
                worker_app.run_worker_async(
                    concurrency=JOBS_AT_ONCE,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=PATIENCE,
                    update_heartbeat_interval=SILENT_SECONDS / 4,
                    stalled_worker_timeout=SILENT_SECONDS,
                )
            )
            asking = asyncio.create_task(asked.wait())
            await asyncio.wait([working, asking], return_when=asyncio.FIRST_COMPLETED)
            asking.cancel()
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
