"""One connection of a browser: reads one request, then only writes."""

from __future__ import annotations

import asyncio
import json
from typing import cast

from preau.foundation.live import http, tokens
from preau.foundation.live.hub import Hub
from preau.foundation.live.memory import parse_cursor


class BrowserStream(asyncio.Protocol):
    """A stream of topics. Keeps nothing while idle but what it listens to.

    When the reader is slow, touches wait as a set of topics (never more than it subscribed to) and leave
    together once it reads again; when it stays stuck, the connection is dropped and the page catches up.
    """

    __slots__ = ("_head", "_hub", "_pending", "_stuck_at", "_transport", "expires", "session", "topics")
    _transport: asyncio.Transport

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._head: bytes | None = b""
        self._pending: set[str] | None = None
        self._stuck_at = 0
        self.topics: tuple[str, ...] = ()
        self.session = ""
        self.expires = 0

    # asyncio

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports have the methods of asyncio.Transport without being one.
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=self._hub.limits.unsent_bytes)
        if not self._hub.greet(self):
            self._answer(503)

    def data_received(self, data: bytes) -> None:
        # After its request a browser has nothing more to say.
        if self._head is None:
            return
        self._head += data
        head, end, _ = self._head.partition(b"\r\n\r\n")
        if len(head) > self._hub.limits.head_bytes:
            self._answer(431)
        elif end:
            self._head = None
            self._respond(head)

    def pause_writing(self) -> None:
        self._pending = set()
        self._stuck_at = self._hub.tick

    def resume_writing(self) -> None:
        waiting, self._pending = self._pending or set(), None
        for topic in sorted(waiting):
            self.push(topic, http.message("touche", topic))

    def connection_lost(self, _exc: Exception | None) -> None:
        self._hub.gone(self)

    # What the hub asks

    def push(self, topic: str, event: bytes) -> None:
        """Tell that a topic was touched, now or as soon as the reader can take it."""
        if self._pending is None:
            self._transport.write(event)
        else:
            self._pending.add(topic)

    def beat(self, event: bytes, tick: int) -> None:
        """Show the page, and the machines on the way, that the stream lives; drop it when stuck."""
        if self._pending is None:
            self._transport.write(event)
        elif tick - self._stuck_at > self._hub.limits.stuck_ticks:
            self._transport.abort()

    def finish(self, event: bytes) -> None:
        """Say a last word and close."""
        self._hub.leave(self)
        if self._pending is None:
            self._transport.write(event)
            self._transport.close()
        else:
            self._transport.abort()

    def drop(self) -> None:
        """Close without a word."""
        self._hub.leave(self)
        self._transport.abort()

    # The one request

    def _respond(self, head: bytes) -> None:
        try:
            request = http.parse_head(head)
        except ValueError:
            return self._answer(400)
        if request.path not in (http.STREAM_PATH, http.HEALTH_PATH):
            return self._answer(404)
        if request.method != "GET":
            return self._answer(405)
        if request.path == http.HEALTH_PATH:
            return self._answer_health()
        return self._open(request)

    def _open(self, request: http.Request) -> None:
        try:
            wanted = tokens.read(self._hub.secret, request.token)
        except tokens.Forged:
            return self._answer(403)
        if status := self._hub.refusal(wanted):
            return self._answer(status)
        self.topics, self.session, self.expires = wanted.topics, wanted.session, wanted.expires
        missed = self._hub.join(self, parse_cursor(request.since))
        # The cursor comes last: a stream cut in the middle must not believe it heard everything.
        touches = [http.message("touche", topic) for topic in missed]
        ready = http.message("pret", "1", self._hub.now())
        self._transport.write(b"".join([http.STREAM_HEAD, *touches, ready]))
        return None

    def _answer_health(self) -> None:
        hub = self._hub
        body = json.dumps({"base": hub.is_listening, "flux": hub.count})
        self._close_with(http.answer(200 if hub.is_listening else 503, body, "application/json"))

    def _answer(self, status: int) -> None:
        self._close_with(http.answer(status))

    def _close_with(self, whole: bytes) -> None:
        self._head = None
        self._hub.leave(self)
        self._transport.write(whole)
        self._transport.close()
