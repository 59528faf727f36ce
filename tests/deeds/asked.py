"""What an action is asked in these tests, and whom it obeys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.cast import Cast
from tests.matrix.answer import who


@dataclass(frozen=True)
class Asked:
    """What an action is asked in these tests, and whom it obeys; `room.action` names it."""

    obeys: frozenset[str]
    words: Callable[[Cast], dict[str, Any]]


def at_college(**more: Callable[[Cast], Any]) -> Callable[[Cast], dict[str, Any]]:
    return lambda cast: {
        "school_id": cast.schools["college"].pk,
        **{name: get(cast) for name, get in more.items()},
    }


NOBODY: frozenset[str] = frozenset()
OFFICE = who("chef secretaire")
WATCHERS = who("cpe chef secretaire")
