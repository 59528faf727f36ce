"""The supervisor keeps its processes alive, and leaves none behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from preau.embedded.secrets_file import free_port
from preau.serve.child_service import ChildService, Service
from preau.serve.composition import Setting, environment, services
from preau.serve.readiness import answers, is_free, listens
from preau.serve.strays import MARK, end_strays
from preau.serve.supervisor import DoesNotServe, Supervisor

SERVER = "import http.server, sys; http.server.test(http.server.SimpleHTTPRequestHandler, port=int(sys.argv[1]))"


def _web(port: int) -> Service:
    return Service("web", (sys.executable, "-c", SERVER, str(port)), dict(os.environ), port)


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        os.sched_yield()


def _stop_myself() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_it_says_ready_once_the_screens_answer_and_stops_when_asked(tmp_path: Path) -> None:
    port = free_port()
    said: list[str] = []
    seen: list[bool] = []

    def when_ready() -> None:
        seen.append(answers(port))
        _stop_myself()

    Supervisor([_web(port)], logs=tmp_path, announce=said.append).run(when_ready=when_ready)
    assert seen == [True]
    assert is_free("127.0.0.1", port)
    assert said == []


def test_screens_that_never_answer_are_told_with_their_log(tmp_path: Path) -> None:
    broken = Service("web", (sys.executable, "-c", "raise SystemExit(3)"), dict(os.environ), free_port())
    said: list[str] = []
    with pytest.raises(DoesNotServe, match=r"web\.log"):
        Supervisor([broken], logs=tmp_path, announce=said.append).run(when_ready=_stop_myself)
    assert "(code 3)" in said[0]


def test_a_process_that_dies_is_started_again(tmp_path: Path) -> None:
    port = free_port()
    child = ChildService(_web(port), tmp_path)
    child.start()
    first = child.pid
    assert first is not None
    _until(lambda: listens(port))
    os.kill(first, signal.SIGKILL)
    _until(lambda: bool(child.watch()))
    _until(lambda: child.watch() is None and child.is_running)
    assert child.pid != first
    child.ask_to_stop()
    child.finish(time.monotonic() + 10)
    assert is_free("127.0.0.1", port)


def test_what_a_dead_process_had_started_ends_with_it(tmp_path: Path) -> None:
    port = free_port()
    forks = f"import os, signal\nif os.fork() == 0:\n    {SERVER}\nsignal.pause()"
    child = ChildService(
        Service("web", (sys.executable, "-c", forks, str(port)), dict(os.environ), port), tmp_path
    )
    child.start()
    _until(lambda: listens(port))
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    _until(lambda: bool(child.watch()))
    _until(lambda: is_free("127.0.0.1", port))


def test_strays_of_this_folder_end_and_only_they(tmp_path: Path) -> None:
    sleeper = [sys.executable, "-c", "import signal; print(flush=True); signal.pause()"]
    ours = subprocess.Popen(sleeper, env=os.environ | {MARK: str(tmp_path)}, stdout=subprocess.PIPE)
    other = subprocess.Popen(sleeper, env=os.environ | {MARK: f"{tmp_path}2"}, stdout=subprocess.PIPE)
    with ours, other:
        for process in (ours, other):
            assert process.stdout is not None
            process.stdout.readline()
        assert end_strays(tmp_path) == 1
        assert ours.wait(10) == -signal.SIGKILL
        assert other.poll() is None
        other.kill()


def test_every_process_is_told_the_same_clock_and_base(tmp_path: Path) -> None:
    setting = Setting(tmp_path, "127.0.0.1", 8000, 8001, "postgresql://x/y", "secret", clock_offset=-86400.5)
    told = environment(setting)
    assert told["PREAU_CLOCK_OFFSET"] == "-86400.500"
    assert told["PREAU_DB_ROLE"] == "preau_app"
    assert [service.name for service in services(setting)] == ["web", "live", "worker"]
    assert all(service.environment == told for service in services(setting))
