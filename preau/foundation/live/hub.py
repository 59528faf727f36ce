"""Who listens to what: the streams of this process, by topic and by session."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from preau.foundation.live.http import message
from preau.foundation.live.memory import Memory
from preau.foundation.live.tokens import SESSION_PREFIX, Subscription, checked_topic

log = logging.getLogger("preau.live")


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one process. A tick is the step of its inner clock; ages are counted in ticks."""

    streams: int = 20_000
    streams_per_session: int = 10
    head_bytes: int = 8_192
    head_ticks: int = 10
    beat_ticks: int = 20
    stuck_ticks: int = 30
    tick_seconds: float = 1.0
    unsent_bytes: int = 8_192


class Stream(Protocol):
    """What the hub knows of a connection."""

    topics: tuple[str, ...]
    session: str
    expires: int

    def push(self, topic: str, event: bytes) -> None: ...
    def beat(self, event: bytes, tick: int) -> None: ...
    def finish(self, event: bytes) -> None: ...
    def drop(self) -> None: ...


class Hub:
    """Streams, what they hear, and what was touched lately.

    `unix_time` is the machine's clock in seconds; `emptied` is set while no connection is left.
    """

    def __init__(self, secret: str, limits: Limits, unix_time: Callable[[], float]) -> None:
        self.secret = secret
        self.limits = limits
        self.is_listening = False
        self.tick = 0
        self._memory = Memory()
        self._unix_time = unix_time
        # A stream heard by nobody else is kept bare: a set of one would cost 200 bytes per topic.
        self._by_topic: dict[str, Stream | set[Stream]] = {}
        self._wheel: list[set[Stream]] = [set() for _ in range(limits.beat_ticks)]
        self._waiting: dict[Stream, int] = {}
        self.count = 0
        self.emptied = asyncio.Event()
        self._sockets = 0

    # Connections

    def greet(self, stream: Stream) -> bool:
        """Count a connection that has not asked anything yet; False when the process is full."""
        self._sockets += 1
        self.emptied.clear()
        self._waiting[stream] = self.tick
        return self._sockets <= self.limits.streams

    def gone(self, stream: Stream) -> None:
        """The connection is closed."""
        self._sockets -= 1
        if not self._sockets:
            self.emptied.set()
        self.leave(stream)

    def refusal(self, wanted: Subscription) -> int:
        """The HTTP status that refuses this subscription, or 0."""
        session = SESSION_PREFIX + wanted.session
        if wanted.expires <= self._unix_time() or self._memory.knows(session):
            return 403
        return 429 if len(self._streams_of(session)) >= self.limits.streams_per_session else 0

    def now(self) -> int:
        """The instant, in Unix milliseconds: what a stream is told as its cursor."""
        return int(self._unix_time() * 1000)

    def join(self, stream: Stream, cursor: int | None) -> list[str]:
        """Add a stream; returns the topics that changed since the page was drawn."""
        self._waiting.pop(stream, None)
        for topic in (*stream.topics, SESSION_PREFIX + stream.session):
            held = self._by_topic.get(topic)
            if held is None:
                self._by_topic[topic] = stream
            elif isinstance(held, set):
                held.add(stream)
            else:
                self._by_topic[topic] = {held, stream}
        self._wheel[id(stream) // 64 % len(self._wheel)].add(stream)
        self.count += 1
        return self._memory.missed(stream.topics, cursor)

    def leave(self, stream: Stream) -> None:
        """Send nothing more to this stream."""
        self._waiting.pop(stream, None)
        bucket = self._wheel[id(stream) // 64 % len(self._wheel)]
        if stream not in bucket:
            return
        bucket.remove(stream)
        self.count -= 1
        for topic in (*stream.topics, SESSION_PREFIX + stream.session):
            held = self._by_topic.get(topic)
            if isinstance(held, set):
                held.discard(stream)
                if held:
                    continue
            if held is not None:
                del self._by_topic[topic]

    def close(self) -> None:
        """Let what was written leave, then close everything."""
        for stream in tuple(self._waiting):
            stream.drop()
        for bucket in self._wheel:
            for stream in tuple(bucket):
                stream.finish(message("pause", "1"))

    def _streams_of(self, topic: str) -> tuple[Stream, ...]:
        held = self._by_topic.get(topic)
        return () if held is None else tuple(held) if isinstance(held, set) else (held,)

    # Touches

    def begin(self) -> None:
        """PostgreSQL is heard from now on. What it said before is unknown, so every page asks again."""
        self.is_listening = True
        log.info("à l’écoute de PostgreSQL")
        self._memory.begin(self.now())
        for bucket in self._wheel:
            for stream in tuple(bucket):
                for topic in stream.topics:
                    stream.push(topic, message("touche", topic))

    def hear(self, payload: str) -> None:
        """A notification of PostgreSQL: `{"id": 812, "topics": ["eleve:12"]}`."""
        try:
            told = json.loads(payload)
            topics = [checked_topic(topic) for topic in told["topics"]]
        except (ValueError, TypeError, KeyError):
            log.warning("notification illisible")
            return
        now = self.now()
        self._memory.note(topics, now)
        for topic in topics:
            streams = self._streams_of(topic)
            if topic.startswith(SESSION_PREFIX):
                for stream in streams:
                    stream.finish(message("fin", "session"))
            elif streams:
                told_bytes = message("touche", topic, now)
                for stream in streams:
                    stream.push(topic, told_bytes)

    # The inner clock

    def advance(self) -> None:
        """One tick: late askers are dropped; one part of the streams gets its beat, or its end."""
        self.tick += 1
        for stream, since in tuple(self._waiting.items()):
            if self.tick - since > self.limits.head_ticks:
                stream.drop()
        now = self._unix_time()
        beat = message("battement", "1", self.now())
        for stream in tuple(self._wheel[self.tick % len(self._wheel)]):
            if stream.expires <= now:
                stream.finish(message("fin-jeton", "1"))
            else:
                stream.beat(beat, self.tick)
        self._memory.prune(self.now())
