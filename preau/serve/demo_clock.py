"""The clock of the demonstration: a lesson is under way whenever it is started, and time never goes back.

The last time shown is kept in `var/demo-clock.json`; a new start goes on from there when lessons are under
way at that time, else from twelve minutes into the next ones.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

_NAME = "demo-clock.json"
#: Late enough for the roll to be due, early enough for it not to be forgotten (rule: 15 minutes).
INTO_THE_LESSON = timedelta(minutes=12)
#: Time shown while the service was killed between two writings is never shown again.
_RHYTHM = 3.0


class DemoClock:
    """Reads and keeps the time of the demonstration in the folder `var`."""

    def __init__(self, var: Path) -> None:
        self._file = var / _NAME
        self._offset = timedelta()
        self._kept_at = 0.0

    def last_shown(self) -> datetime | None:
        """The time last kept, aware, or None before the first start."""
        try:
            return datetime.fromisoformat(json.loads(self._file.read_text())["shown_until"])
        except (OSError, ValueError, KeyError):
            return None

    def start_at(self, moment: datetime) -> float:
        """Set the clock at this moment; returns the offset in seconds for the processes of the service."""
        self._offset = moment - datetime.now(UTC)
        self._kept_at = 0.0
        self.keep()
        return self._offset.total_seconds()

    def keep(self) -> None:
        """Write the time, every few seconds at most; always some seconds ahead, so that none repeats."""
        now = time.monotonic()
        if self._kept_at and now - self._kept_at < _RHYTHM:
            return
        self._kept_at = now
        shown_until = datetime.now(UTC) + self._offset + timedelta(seconds=_RHYTHM)
        partial = self._file.with_suffix(".partial")
        partial.write_text(json.dumps({"shown_until": shown_until.isoformat()}))
        partial.replace(self._file)


def starting_moment(
    last_shown: datetime,
    *,
    is_lesson_under_way: Callable[[datetime], bool],
    next_lesson_start: Callable[[datetime], datetime | None],
) -> datetime | None:
    """When the demonstration starts, given when it last stopped; None when no lesson is left after that."""
    if is_lesson_under_way(last_shown):
        return last_shown
    start = next_lesson_start(last_shown)
    return start + INTO_THE_LESSON if start else None
