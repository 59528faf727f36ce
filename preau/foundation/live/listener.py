"""The one connection to PostgreSQL: hears touches, and comes back by itself after a cut."""

from __future__ import annotations

import asyncio
import logging
import random

import psycopg

from preau.foundation.live import LIVE_CHANNEL
from preau.foundation.live.hub import Hub

QUIET_SECONDS = 20.0
LONGEST_PAUSE = 15.0

log = logging.getLogger("preau.live")


async def listen_for_ever(database_url: str, hub: Hub) -> None:
    """Listen until cancelled. After a cut, retry with growing pauses, then make every page ask again."""
    pause = 0.1
    while True:
        try:
            async with await _connect(database_url) as connection:
                await connection.execute(f"LISTEN {LIVE_CHANNEL}")
                hub.begin()
                pause = 0.1
                await _listen(connection, hub)
        except (psycopg.Error, OSError, TimeoutError) as error:
            if hub.is_listening:
                log.warning("base de données perdue : %s", type(error).__name__)
            hub.is_listening = False
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))
        pause = min(pause * 2, LONGEST_PAUSE)


async def _connect(database_url: str) -> psycopg.AsyncConnection[tuple[object, ...]]:
    return await psycopg.AsyncConnection.connect(
        database_url, autocommit=True, connect_timeout=5, application_name="preau live"
    )


async def _listen(connection: psycopg.AsyncConnection[tuple[object, ...]], hub: Hub) -> None:
    while True:
        async for told in connection.notifies(timeout=QUIET_SECONDS):
            hub.hear(told.payload)
        # Silence may be a dead line: ask, and let the failure show.
        await asyncio.wait_for(connection.execute("SELECT 1"), QUIET_SECONDS)
