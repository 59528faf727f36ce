"""Sets of instants, exact: each function gives spans in order, apart from one another, whatever it was given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """From `starts` to `ends`, which is excluded; both in UTC."""

    starts: datetime
    ends: datetime

    @classmethod
    def between(cls, starts_at: datetime, ends_at: datetime) -> Span:
        """The span of two aware instants in any zone. Raises `ValueError` when they are naive or out of order."""
        if starts_at.tzinfo is None or ends_at.tzinfo is None:
            raise ValueError("a count wants aware instants")
        span = cls(starts_at.astimezone(UTC), ends_at.astimezone(UTC))
        if span.ends <= span.starts:
            raise ValueError("a span ends after it starts")
        return span

    @classmethod
    def lasting(cls, starts_at: datetime, minutes: int) -> Span:
        """The span of so many minutes that really go by."""
        return cls.between(starts_at, starts_at.astimezone(UTC) + timedelta(minutes=minutes))


Spans = tuple[Span, ...]


def union(spans: Iterable[Span]) -> Spans:
    """The instants that are in one of them at least."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.starts <= found[-1].ends:
            found[-1] = Span(found[-1].starts, max(found[-1].ends, span.ends))
        else:
            found.append(span)
    return tuple(found)


def meet(one: Spans, other: Spans) -> Spans:
    """The instants that are in both. Each is already a union."""
    found: list[Span] = []
    n = m = 0
    while n < len(one) and m < len(other):
        starts, ends = max(one[n].starts, other[m].starts), min(one[n].ends, other[m].ends)
        if starts < ends:
            found.append(Span(starts, ends))
        if one[n].ends < other[m].ends:
            n += 1
        else:
            m += 1
    return tuple(found)


def minus(one: Spans, other: Spans) -> Spans:
    """The instants of the first that are not in the second. Each is already a union."""
    found: list[Span] = []
    for span in one:
        starts = span.starts
        for taken in other:
            if taken.ends <= starts or taken.starts >= span.ends:
                continue
            if taken.starts > starts:
                found.append(Span(starts, taken.starts))
            starts = taken.ends
        if starts < span.ends:
            found.append(Span(starts, span.ends))
    return tuple(found)


def length(spans: Spans) -> timedelta:
    """How long they last in all. They are already a union."""
    return sum((span.ends - span.starts for span in spans), timedelta())
