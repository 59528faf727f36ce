"""Words for the person at the terminal: results on the standard output, progress on the other one."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(sentence: str = "") -> None:
    """A result."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def tell(sentence: str) -> None:
    """Progress, or a difficulty: not part of the result."""
    _write(f"{sentence}\n")


@contextmanager
def step(title: str) -> Iterator[None]:
    """Tell that a long step begins and the seconds it takes, counted under the eyes of whoever watches."""
    began = time.monotonic()
    _write(f"  {title}… ")
    over = threading.Event()
    watcher = threading.Thread(target=_count_seconds, args=(title, began, over), daemon=True)
    if sys.stderr.isatty():
        watcher.start()
    try:
        yield
    except BaseException:
        over.set()
        _write("\n")
        raise
    over.set()
    if watcher.is_alive():
        watcher.join()
    taken = f"{time.monotonic() - began:.1f} s".replace(".", ",")
    _write(f"\r  {title}… {taken}\n" if sys.stderr.isatty() else f"{taken}\n")


def _count_seconds(title: str, began: float, over: threading.Event) -> None:
    while not over.wait(1):
        _write(f"\r  {title}… {time.monotonic() - began:.0f} s")


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
