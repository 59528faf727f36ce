"""Owning the embedded database of a `var` folder, or borrowing it from the process that owns it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from preau.embedded.cluster import Cluster, say_nothing
from preau.embedded.failure import NotStarted
from preau.embedded.lock import Busy, lock
from preau.embedded.secrets_file import read_secrets

_FOLDER = "postgres"
#: Seconds left to another process that is starting or stopping the same base.
_PATIENCE = 60.0


@contextmanager
def owned_cluster(var: Path, *, announce: Callable[[str], None] = say_nothing) -> Iterator[Cluster]:
    """The database of this folder, started, ours alone until the block ends. Raises `Busy`, `NotStarted`."""
    directory = var.resolve() / _FOLDER
    with lock(directory.with_suffix(".lock")):
        cluster = Cluster(directory, announce=announce)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


@contextmanager
def embedded_postgres(var: Path, *, announce: Callable[[str], None] = say_nothing) -> Iterator[str]:
    """The URL of this folder's database as its owner, started for the block unless it already runs.

    Borrowed from the process that owns it (`preau serve`, `preau demo`), it is left running.
    """
    with ExitStack() as stack:
        yield _owned_or_borrowed(var, announce, stack)


def _owned_or_borrowed(var: Path, announce: Callable[[str], None], stack: ExitStack) -> str:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return stack.enter_context(owned_cluster(var, announce=announce)).url
        except Busy as busy:
            borrowed = _answering(var)
            if borrowed is not None:
                return borrowed
            if time.monotonic() > deadline:
                raise NotStarted(f"La base est tenue par le processus {busy.pid}, qui ne répond pas.") from busy
        time.sleep(0.1)


def _answering(var: Path) -> str | None:
    try:
        url = read_secrets(var.resolve() / _FOLDER).url
        with psycopg.connect(url, connect_timeout=3):
            return url
    except (NotStarted, psycopg.OperationalError):
        return None
