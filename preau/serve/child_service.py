"""One process of the service: started, watched, started again when it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from preau.embedded.child import start_child

#: Seconds before a dead process is started again: doubled at each death, forgotten after a quiet minute.
_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 15.0
_QUIET = 60.0
_LARGEST_LOG = 10_000_000


@dataclass(frozen=True, slots=True)
class Service:
    """What to run: `command` with `environment` whole; `port` is where it listens (0: nowhere)."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    port: int = 0


class ChildService:
    """A `Service` that runs, in a session of its own, so that its own children end with it."""

    def __init__(self, service: Service, logs: Path | None) -> None:
        self.service = service
        self.deaths = 0
        self._logs = logs
        self._running: subprocess.Popen[bytes] | None = None
        self._since = 0.0
        self._not_before = 0.0
        self._pause = _FIRST_PAUSE

    @property
    def pid(self) -> int | None:
        return self._running.pid if self._running else None

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        """Start it; its words go to `logs/<name>.log`, or to our own error output without `logs`."""
        self._since = time.monotonic()
        if self._logs is None:
            self._running = start_child(self.service.command, environment=self.service.environment)
            return
        self._logs.mkdir(parents=True, exist_ok=True)
        path = self.log
        if path.exists() and path.stat().st_size > _LARGEST_LOG:
            path.unlink()
        with path.open("ab") as output:
            self._running = start_child(self.service.command, environment=self.service.environment, output=output)

    @property
    def log(self) -> Path:
        return (self._logs or Path()) / f"{self.service.name}.log"

    def watch(self) -> str | None:
        """Start it again when it died and its pause is over; returns a sentence when a death is seen."""
        now = time.monotonic()
        if self.is_running:
            if now - self._since > _QUIET:
                self._pause = _FIRST_PAUSE
            return None
        if self._running is not None:
            status = self._running.returncode
            self._end_session(signal.SIGKILL)
            self._running = None
            self.deaths += 1
            self._not_before = now + self._pause
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
            return f"« {self.service.name} » s’est arrêté (code {status}) : nouveau départ."
        if now >= self._not_before:
            self.start()
        return None

    def ask_to_stop(self) -> None:
        """Tell it to end what it is doing and stop."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()

    def finish(self, deadline: float) -> None:
        """Wait for it until `deadline` (monotonic), then end it and whatever it started."""
        if self._running is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._running.wait(max(0.0, deadline - time.monotonic()))
        self._end_session(signal.SIGKILL)
        self._running.wait()
        self._running = None

    def _end_session(self, request: signal.Signals) -> None:
        # A web server killed outright leaves its workers behind, holding the port.
        if self._running is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._running.pid, request)
