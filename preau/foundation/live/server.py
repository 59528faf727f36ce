"""The live process: server-sent events, and nothing else."""

from __future__ import annotations

import asyncio
import logging
import resource
import signal
import socket
import sys
import time
from contextlib import suppress

import uvloop

from preau.foundation.live.hub import Hub, Limits
from preau.foundation.live.listener import listen_for_ever
from preau.foundation.live.stream import BrowserStream

FAREWELL_SECONDS = 3.0
BACKLOG = 2048

log = logging.getLogger("preau.live")


def run(host: str, port: int, database_url: str, secret: str, *, limits: Limits | None = None) -> None:
    """Serve `/direct` until SIGTERM or SIGINT. `secret` is the SECRET_KEY of the screens.

    A process does not fork: start it as a child (`python -m preau.foundation.live`).
    """
    _allow_many_sockets()
    uvloop.run(_serve(host, port, database_url, secret, limits or Limits()))


async def _serve(host: str, port: int, database_url: str, secret: str, limits: Limits) -> None:
    loop = asyncio.get_running_loop()
    # The machine's clock: the one of the school may be moved, and tokens are dated by the machine too.
    hub = Hub(secret, limits, time.time)
    asked_to_stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, asked_to_stop.set)
    door = await loop.create_server(
        lambda: BrowserStream(hub), sock=_listening_socket(host, port), backlog=BACKLOG
    )
    tasks = [
        asyncio.create_task(listen_for_ever(database_url, hub)),
        asyncio.create_task(_tick_for_ever(hub)),
    ]
    log.info("direct : http://%s:%s/direct", host, port)
    # A broken inner task must end the process, so that its supervisor starts a fresh one.
    for task in tasks:
        task.add_done_callback(lambda _: asked_to_stop.set())
    await asked_to_stop.wait()
    door.close()
    broken = [task for task in tasks if task.done()]
    for task in tasks:
        task.cancel()
    await _say_goodbye(hub)
    for task in broken:
        task.result()


async def _tick_for_ever(hub: Hub) -> None:
    while True:
        await asyncio.sleep(hub.limits.tick_seconds)
        hub.advance()


async def _say_goodbye(hub: Hub) -> None:
    """Pages come back by themselves, each at its own moment."""
    hub.close()
    with suppress(TimeoutError):
        async with asyncio.timeout(FAREWELL_SECONDS):
            await hub.emptied.wait()


def _listening_socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Inherited by each connection: a small buffer shows soon that a reader is slow.
    door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)
    if sys.platform == "linux":
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 45_000)
    door.bind((host, port))
    door.listen(BACKLOG)
    door.setblocking(False)
    return door


def _allow_many_sockets() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
