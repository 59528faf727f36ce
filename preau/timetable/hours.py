"""Lessons that share an hour, and hours that people share: arithmetic on spans of time. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """From `starts` (included) to `ends` (excluded); the end comes after."""

    starts: datetime
    ends: datetime

    def meets(self, other: Span) -> bool:
        """True when both share a moment; one that ends as the other begins does not."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class Lane:
    """Where a span stands among those it shares an hour with: the `number`-th (from 0) of `of` side by side."""

    number: int
    of: int


def lanes(spans: Sequence[Span]) -> tuple[Lane, ...]:
    """A lane for each span, in the order given: those that meet are side by side, and a chain of meeting spans has
    one width.
    """
    order = sorted(range(len(spans)), key=lambda n: (spans[n].starts, spans[n].ends, n))
    found: dict[int, Lane] = {}
    chain: list[tuple[int, int]] = []
    ends: list[datetime] = []
    for n in order:
        if ends and spans[n].starts >= max(ends):
            found |= {one: Lane(number, len(ends)) for one, number in chain}
            chain, ends = [], []
        number = next((lane for lane, end in enumerate(ends) if end <= spans[n].starts), len(ends))
        ends[number : number + 1] = [spans[n].ends]
        chain.append((n, number))
    found |= {one: Lane(number, len(ends)) for one, number in chain}
    return tuple(found[n] for n in range(len(spans)))


def common_gaps(busy: Iterable[Span], day: Span, at_least: timedelta) -> tuple[Span, ...]:
    """The stretches of `day`, in order, when nobody is busy, no shorter than `at_least`."""
    gaps: list[Span] = []
    free_from = day.starts
    for span in sorted(busy, key=lambda one: one.starts):
        until = min(span.starts, day.ends)
        if until - free_from >= at_least:
            gaps.append(Span(free_from, until))
        free_from = max(free_from, span.ends)
    if day.ends - free_from >= at_least:
        gaps.append(Span(free_from, day.ends))
    return tuple(gaps)
