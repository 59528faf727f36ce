"""Starts the processes of the service, keeps them alive, stops them in order."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType

from preau.embedded import Cluster, NotStarted
from preau.serve.child_service import ChildService, Service
from preau.serve.readiness import answers, listens

_ROUND = 0.2
#: Seconds: a first answer includes reading the whole code; a stop lets requests and jobs under way end.
_READY_PATIENCE = 60.0
_STOP_PATIENCE = 25.0
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class DoesNotServe(Exception):
    """The screens do not answer; `message` is a French sentence that says where to look."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Supervisor:
    """Runs `services` until a signal asks to stop. Every process dies with this one, however it dies.

    `cluster`, when the database is ours, is started again if it falls. `every_round` is called a few
    times a second (the demonstration keeps its clock there).
    """

    def __init__(
        self,
        services: Iterable[Service],
        *,
        cluster: Cluster | None = None,
        logs: Path | None = None,
        announce: Callable[[str], None],
        every_round: Callable[[], None] = lambda: None,
    ) -> None:
        self._children = [ChildService(service, logs) for service in services]
        self._cluster = cluster
        self._announce = announce
        self._every_round = every_round
        self._asked_to_stop = False

    def run(self, *, when_ready: Callable[[], None]) -> None:
        """Start everything, call `when_ready` once the screens answer, then watch until asked to stop."""
        previous = {number: signal.signal(number, self._stop_soon) for number in _STOPPING}
        try:
            for child in self._children:
                child.start()
            if self._wait_until_ready():
                when_ready()
            while not self._asked_to_stop:
                self._watch()
                self._every_round()
                time.sleep(_ROUND)
        finally:
            self._stop_all()
            for number, before in previous.items():
                signal.signal(number, before)

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop = True

    def _watch(self) -> None:
        if self._cluster is not None and not self._cluster.is_running:
            self._announce("La base s’est arrêtée : nouveau départ.")
            try:
                self._cluster.start()
            except NotStarted as failure:
                self._announce(failure.message)
        for child in self._children:
            sentence = child.watch()
            if sentence:
                self._announce(sentence)

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + _READY_PATIENCE
        waited = [child for child in self._children if child.service.port]
        while waited and not self._asked_to_stop:
            self._watch()
            # The screens must answer a page; the live process has no page, only streams.
            ask = answers if waited[0].service.name == "web" else listens
            if waited[0].is_running and ask(waited[0].service.port):
                waited.pop(0)
                continue
            if time.monotonic() > deadline or waited[0].deaths >= 3:
                name = waited[0].service.name
                raise DoesNotServe(f"« {name} » ne répond pas. Son journal : {waited[0].log}")
            time.sleep(0.05)
        return not self._asked_to_stop

    def _stop_all(self) -> None:
        for child in self._children:
            child.ask_to_stop()
        deadline = time.monotonic() + _STOP_PATIENCE
        for child in self._children:
            child.finish(deadline)
