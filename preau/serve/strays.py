"""Processes of an earlier start that outlived it: every parent of theirs was killed outright."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

#: Each process of the service carries it, with the folder it works for.
MARK = "PREAU_SUPERVISED"


def end_strays(var: Path) -> int:
    """Kill what still works for this folder; returns how many. The caller holds the folder's lock."""
    strays = _marked(var)
    for pid in strays:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while _marked(var) and time.monotonic() < deadline:
        time.sleep(0.02)
    return len(strays)


def _marked(var: Path) -> list[int]:
    mark = os.fsencode(f"{MARK}={var}")
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
    return found
