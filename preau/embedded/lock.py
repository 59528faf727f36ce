"""One owner per folder: a lock that the kernel lets go when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Another live process holds this lock; `pid` is its number (0 when unknown)."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"held by process {pid}")
        self.pid = pid


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the lock of this file for the block; raises `Busy` at once when somebody else does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            written = file.read().strip()
            raise Busy(int(written) if written.isdigit() else 0) from error
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(path: Path) -> int | None:
    """The number of the process that holds this lock now, or None."""
    if not path.exists():
        return None
    try:
        with lock(path):
            return None
    except Busy as busy:
        return busy.pid
