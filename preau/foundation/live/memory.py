"""What the live process remembers, so that nothing is lost between a page and its stream."""

from __future__ import annotations

from collections.abc import Iterable

KEEP_MS = 15 * 60 * 1000
#: A page reads its rows a little before it notes the time, perhaps by another machine's clock.
MARGIN_MS = 2_000
MOST_TOPICS = 100_000


def parse_cursor(text: str) -> int | None:
    """The instant up to which a page knows everything, in Unix milliseconds; None when it is not a number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


class Memory:
    """The last touch of each topic during a quarter of an hour, bounded; oldest first.

    Touches are compared by the instant of their arrival and not by ledger id: ids are taken before commit,
    so a smaller one may arrive after a greater one. All instants are Unix milliseconds of the machine. In
    doubt a touch is repeated: it costs one fragment, a lost one costs a wrong page.
    """

    def __init__(self) -> None:
        self._touched: dict[str, int] = {}
        self._since: int | None = None

    def begin(self, now: int) -> None:
        """Everything that is touched from `now` on will be heard; nothing is known of what was before."""
        self._touched.clear()
        self._since = now

    def note(self, topics: Iterable[str], now: int) -> None:
        """These topics were touched."""
        for topic in topics:
            self._touched.pop(topic, None)
            self._touched[topic] = now

    def knows(self, topic: str) -> bool:
        """True when this topic was touched lately."""
        return topic in self._touched

    def missed(self, topics: Iterable[str], cursor: int | None) -> list[str]:
        """The topics that a page knowing everything up to `cursor` must ask again; all in case of doubt."""
        if cursor is None or self._since is None or cursor - MARGIN_MS < self._since:
            return list(topics)
        return [topic for topic in topics if self._touched.get(topic, 0) > cursor - MARGIN_MS]

    def prune(self, now: int) -> None:
        """Forget what is older than a quarter of an hour, or more than the bound."""
        while self._touched:
            topic, touched = next(iter(self._touched.items()))
            if now - touched <= KEEP_MS and len(self._touched) <= MOST_TOPICS:
                return
            del self._touched[topic]
            self._since = max(touched, self._since or 0)
