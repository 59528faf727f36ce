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
import sys
import threading
from contextlib import suppress

from django.utils.module_loading import autodiscover_modules
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException

from preau.foundation.jobs import requeue
from preau.foundation.ledger.dispatch import run_dispatcher

JOBS_AT_ONCE = 2
#: Seconds given to running jobs when the process is asked to stop; the rest is requeued.
PATIENCE = 20.0

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
    """Run jobs until SIGTERM or SIGINT; come back by itself when the database goes away."""
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def ask() -> None:
        stop.set()
        asked.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ask)
    pause = 0.5
    while not asked.is_set():
        with suppress(TimeoutError):
            if await _work(asked):
                pause = 0.5
            await asyncio.wait_for(asked.wait(), pause)
        pause = min(pause * 2, 15.0)


async def _work(asked: asyncio.Event) -> bool:
    """Run jobs until asked to stop or until the database is lost; True when it had been reached."""
    connector = PsycopgConnector(
        kwargs=connector_params() | {"application_name": "preau worker"}, min_size=1, max_size=JOBS_AT_ONCE + 2
    )
    reached = False
    try:
        with app.replace_connector(connector) as worker_app:
            async with worker_app.open_async():
                await requeue.requeue_abandoned(worker_app)
                reached = True
                await _until(asked, worker_app)
    except ConnectorException:
        log.exception("base de données perdue")
    return reached
