"""A live process started for real, and readers of its streams."""

from __future__ import annotations

import itertools
import json
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import psycopg

from preau.foundation.live.tokens import sign

SECRET = "un secret pour les essais"
_PATIENCE = 10.0
_sessions = itertools.count(1_000)
# Quick ticks, so that what takes half a minute in service takes less than a second here.
_PROGRAM = """
import logging, sys
logging.basicConfig(level=logging.INFO)
from preau.foundation.live.hub import Limits
from preau.foundation.live.server import run
limits = Limits(tick_seconds=0.05, beat_ticks=2, stuck_ticks=4, head_ticks=8, streams_per_session=3)
run("127.0.0.1", int(sys.argv[1]), sys.argv[2], sys.argv[3], limits=limits)
"""


@dataclass(frozen=True)
class Told:
    """One server-sent event."""

    event: str
    content: str
    id: str


class Reader:
    """A browser as the process sees it: one request, then a stream read piece by piece."""

    def __init__(self, port: int, request: bytes, *, receive_buffer: int = 0) -> None:
        self._socket = socket.socket()
        self._socket.settimeout(_PATIENCE)
        if receive_buffer:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._unread = b""
        try:
            self._socket.connect(("127.0.0.1", port))
            self._socket.sendall(request)
        except OSError:
            self._socket.close()
            raise

    def head(self) -> str:
        """Status line and headers."""
        return self._until(b"\r\n\r\n").decode()

    def rest(self) -> bytes:
        """Everything up to the end of the connection."""
        try:
            while piece := self._socket.recv(65536):
                self._unread += piece
        except ConnectionResetError:
            pass
        return self._unread

    def next(self, *, beats: bool = False) -> Told:
        """The next event, heartbeats left out unless `beats`; `EOFError` at the end of the stream."""
        while True:
            lines = self._until(b"\n\n").decode().splitlines()
            fields = dict(line.split(": ", 1) for line in lines)
            told = Told(fields["event"], fields["data"], fields.get("id", ""))
            if beats or told.event != "battement":
                return told

    def until(self, event: str) -> list[Told]:
        """All events up to the first of this name, included."""
        heard = [self.next()]
        while heard[-1].event != event:
            heard.append(self.next())
        return heard

    def close(self) -> None:
        self._socket.close()

    def _until(self, end: bytes) -> bytes:
        while end not in self._unread:
            piece = self._socket.recv(65536)
            if not piece:
                self.close()
                raise EOFError
            self._unread += piece
        found, _, self._unread = self._unread.partition(end)
        return found


@dataclass
class LiveProcess:
    """A process on a free port, over the database `conninfo`; `touch` speaks to it through PostgreSQL."""

    conninfo: str
    port: int = 0
    _child: subprocess.Popen[bytes] | None = None
    _readers: list[Reader] = field(default_factory=list)

    def start(self) -> None:
        """Start it and wait until it hears PostgreSQL."""
        if not self.port:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
        command = [sys.executable, "-c", _PROGRAM, str(self.port), self.conninfo, SECRET]
        self._child = subprocess.Popen(command, stderr=subprocess.PIPE)
        self.wait_until_listening()

    def wait_until_listening(self) -> None:
        """Read its log until it says that it hears PostgreSQL."""
        assert self._child is not None
        assert self._child.stderr is not None
        log = []
        for line in self._child.stderr:
            log.append(line.decode())
            if "PostgreSQL" in log[-1]:
                return
        raise AssertionError("".join(log))

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it with this signal; its exit code."""
        assert self._child is not None
        self._child.send_signal(number)
        code = self._child.wait(_PATIENCE)
        if self._child.stderr:
            self._child.stderr.close()
        return code

    def close(self) -> None:
        for reader in self._readers:
            reader.close()
        if self._child is not None and self._child.poll() is None:
            self.stop(signal.SIGKILL)

    def health(self) -> dict[str, Any]:
        reader = self.ask("GET /direct/sante HTTP/1.1\r\nHost: x\r\n\r\n")
        health: dict[str, Any] = json.loads(reader.rest().partition(b"\r\n\r\n")[2])
        reader.close()
        return health

    def ask(self, request: str, *, receive_buffer: int = 0) -> Reader:
        """Send a raw request."""
        reader = Reader(self.port, request.encode(), receive_buffer=receive_buffer)
        self._readers.append(reader)
        return reader

    def ask_stream(
        self, token: str, since: int | str = "", header: str = "", *, receive_buffer: int = 0
    ) -> Reader:
        """Ask for a stream; nothing is read yet."""
        address = "/direct?" + urlencode({"jeton": token, "depuis": since})
        return self.ask(f"GET {address} HTTP/1.1\r\nHost: x\r\n{header}\r\n", receive_buffer=receive_buffer)

    def open(self, *topics: str, session: int = 0, since: int | str | None = None, seconds: float = 60) -> Reader:
        """A stream that is ready; without `since`, a page drawn in ten seconds: it has missed nothing."""
        soon = now_ms() + 10_000
        session = session or next(_sessions)
        reader = self.ask_stream(
            token(*topics, session=session, seconds=seconds), soon if since is None else since
        )
        assert reader.head().startswith("HTTP/1.1 200")
        if since is None:
            assert reader.next().event == "pret"
        return reader

    def touch(self, *topics: str) -> None:
        """Tell PostgreSQL that these topics were touched."""
        self.sql("SELECT pg_notify('preau_live', %s)", json.dumps({"id": 1, "topics": topics}))

    def sql(self, statement: str, *arguments: object) -> None:
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            connection.execute(statement.encode(), arguments)


def token(*topics: str, session: int = 0, seconds: float = 60) -> str:
    return sign(SECRET, topics, session or next(_sessions), datetime.now(UTC) + timedelta(seconds=seconds))


def now_ms() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)
