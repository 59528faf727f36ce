"""How long each part of an import takes, beside what the parts alone would take: the distance to the limit."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from preau.exchange.aaf.delivery import Delivery
from preau.exchange.aaf.prolog import read_prolog
from preau.exchange.aaf.stream import read_entries
from preau.kernel.words import THIN

#: `ru_maxrss` is in KiB on Linux.
_KIB = 1024


@dataclass(slots=True)
class Watch:
    """Seconds by phase, in the order they were first met."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count what happens inside under this name."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began

    @contextmanager
    def copying(self) -> Iterator[None]:
        """COPY, within the reading."""
        with self.phase("copie"):
            yield


#: Where nobody looks at the figures.
NO_WATCH = Watch()


def parse_alone(delivery: Delivery) -> float:
    """Seconds to read the XML of every file, one after the other, and do nothing of it."""
    began = time.perf_counter()
    for file in delivery.files:
        prolog = read_prolog(file.path, file.name)
        for _entry in read_entries(file.path, file.name, prolog, is_delta=delivery.is_delta):
            pass
    return time.perf_counter() - began


def peak_memory() -> tuple[int, int]:
    """In bytes: the most this process ever held, and the largest of the processes it waited for."""
    ours, theirs = (
        resource.getrusage(who).ru_maxrss * _KIB for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return ours, theirs


def measure_lines(deliveries: Iterable[Delivery], watch: Watch, whole: float) -> Iterator[str]:
    """The phases of an import that just ended, in French; the XML is read once more, alone, to compare."""
    began = time.process_time()
    parsed = sum(parse_alone(delivery) for delivery in deliveries)
    spent_parsing = time.process_time() - began
    yield f"Mesures{THIN}:"
    yield f"  lecture du XML seule, en un processus{THIN}: {parsed:.1f} s"
    yield f"  COPY seule{THIN}: {watch.seconds.get('copie', 0.0):.1f} s"
    for name in ("lecture", "comparaison", "écriture"):
        yield f"  {name}{THIN}: {watch.seconds.get(name, 0.0):.1f} s"
    mine, readers = (
        spent.ru_utime + spent.ru_stime
        for spent in (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    yield f"  temps de processeur{THIN}: {mine - spent_parsing:.1f} s ici, {readers:.1f} s chez les lecteurs"
    ours, theirs = (size // 1_000_000 for size in peak_memory())
    yield f"  en tout{THIN}: {whole:.1f} s ; mémoire au plus{THIN}: {ours} Mo, {theirs} Mo par lecteur"
