"""What can go wrong in a school: any value of any record, replaced by a nasty one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

NASTY_TEXTS = (
    "", " ", "\n\u00a0", "x" * 21, "x" * 601, "x" * 1501, "a\r\nb", "\x00\x0b", "\ufffe", "é", "1", "01", "0",
    "AUC", "D0", "T0", "P1", "21.00", "1é", "-x",
)  # fmt: skip
NASTY_NUMBERS = (None, -1, 0, 5, 9, 1000, 10**9)
Draw = Callable[[st.SearchStrategy[Any]], Any]


def spoilt(value: Any, draw: Draw) -> Any:
    """The same record with one value of it, or of a record in it, gone wrong."""
    if is_dataclass(value) and not isinstance(value, type):
        name = draw(st.sampled_from([one.name for one in fields(value)]))
        return replace(value, **{name: spoilt(getattr(value, name), draw)})
    if isinstance(value, tuple):
        return _spoilt_tuple(value, draw)
    if isinstance(value, str):
        return draw(st.sampled_from(NASTY_TEXTS))
    if isinstance(value, int) and not isinstance(value, bool):
        # A period and a cycle always have their numbers.
        return draw(st.sampled_from([one for one in NASTY_NUMBERS if one is not None]))
    return None if isinstance(value, date) else value


def _spoilt_tuple(members: tuple[Any, ...], draw: Draw) -> tuple[Any, ...]:
    if not members:
        return members
    how = draw(st.sampled_from(("none", "twice", "member", "member", "member")))
    if how == "none":
        return ()
    rank = draw(st.integers(0, len(members) - 1))
    if how == "twice":
        return (*members, members[rank])
    return (*members[:rank], spoilt(members[rank], draw), *members[rank + 1 :])


def every_spoiling(value: Any) -> Iterator[Any]:
    """The record with each of its values gone wrong in turn, in the first record of each list only."""
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            for spoiling in every_spoiling(getattr(value, one.name)):
                yield replace(value, **{one.name: spoiling})
    elif isinstance(value, tuple) and value:
        yield ()
        yield (*value, value[0])
        for spoiling in every_spoiling(value[0]):
            yield (spoiling, *value[1:])
    elif isinstance(value, str):
        yield from NASTY_TEXTS
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from (-1, 0, 5, 1000, 10**9)
    elif isinstance(value, date):
        yield None
