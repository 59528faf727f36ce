"""Children that never outlive this process, whatever kills it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_LAUNCHER = Path(__file__).with_name("launch.py")


def launched(command: Sequence[str | Path], *launch_options: str) -> list[str]:
    """The command line that runs `command` through the launcher."""
    return [sys.executable, "-I", "-S", str(_LAUNCHER), *launch_options, "--", *map(str, command)]


def start_child(
    command: Sequence[str | Path],
    *launch_options: str,
    death_signal: signal.Signals = signal.SIGTERM,
    output: IO[bytes] | None = None,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own; the kernel sends it `death_signal` when this process dies.

    To be called from the main thread: the kernel watches the thread that starts the child. `output` takes
    both its streams. A Ctrl-C in the terminal reaches only this process, which decides for its children.
    """
    tied = ("--parent", str(os.getpid()), "--death-signal", str(int(death_signal)))
    return subprocess.Popen(
        launched(command, *tied, *launch_options),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        env=environment,
        cwd=cwd,
        start_new_session=True,
    )
