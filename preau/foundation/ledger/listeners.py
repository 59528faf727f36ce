"""Who hears about facts: `@on(AbsenceNoted)`. Listeners run after commit, at least once, from the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from preau.foundation.ledger.events import Event


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where and when the fact was written: the id of its ledger row is the key of idempotent listeners."""

    id: int
    at: datetime
    school_id: int | None
    actor_id: int | None
    actor_profile: str


L = TypeVar("L", bound=Callable[..., None])

#: Listeners by name of event, in the order they were declared.
LISTENERS: dict[str, list[Callable[[Any, Recorded], None]]] = {}


def on(*kinds: type[Event]) -> Callable[[L], L]:
    """Declare a listener for one or several kinds of fact.

    A listener is idempotent (the same fact may come twice) and reads what it needs from the ids: the
    dispatcher has opened the scope of the fact's school.
    """

    def declare(listener: L) -> L:
        for kind in kinds:
            LISTENERS.setdefault(kind.name, []).append(listener)
        return listener

    return declare
