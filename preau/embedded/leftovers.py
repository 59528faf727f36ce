"""What a PostgreSQL that was killed leaves behind: processes that are still ending, a stale lock file."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from preau.embedded.failure import NotStarted

#: Seconds left to an orphan to end by itself, then seconds after we asked it to.
_PATIENCE = (8.0, 20.0)


def processes_in(directory: Path) -> list[int]:
    """The processes whose working folder is this one: a postmaster and its children all stand there."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if (entry / "cwd").readlink() == directory:
                    found.append(int(entry.name))
    return found


def make_way(directory: Path, announce: Callable[[str], None]) -> None:
    """Wait for the orphans of an earlier start to end, ask them to when they last, drop a stale lock file.

    The caller holds the lock of the folder: nobody of ours owns what still runs. Raises `NotStarted`.
    """
    directory = directory.resolve()
    if not _gone(directory, _PATIENCE[0]):
        announce("Une base d’un démarrage précédent s’arrête encore…")
        postmaster = _postmaster(directory)
        with suppress(OSError):
            if postmaster:
                os.kill(postmaster, signal.SIGINT)
        if not _gone(directory, _PATIENCE[1]):
            raise NotStarted(
                f"Une base PostgreSQL tourne déjà sur « {directory} » "
                f"(processus {postmaster or 'inconnu'}) : arrêtez-la, puis relancez."
            )
    _drop_stale_locks(directory)


def _gone(directory: Path, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while processes_in(directory):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _postmaster(directory: Path) -> int | None:
    try:
        return int((directory / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _drop_stale_locks(directory: Path) -> None:
    # PostgreSQL takes any living process of that number for its own: a stranger after a reboot or in a new
    # container, or its own dead self that nobody has buried yet.
    pid = _postmaster(directory)
    if pid is not None and not _is_postgres(pid):
        (directory / "postmaster.pid").unlink(missing_ok=True)
        pid = None
    if pid is None:
        for socket in directory.glob(".s.PGSQL.*"):
            socket.unlink(missing_ok=True)


def _is_postgres(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0].endswith(b"postgres")
    return False
