"""Facts of the rights of messaging."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class WritingRulesChosen(Event):
    """A school said who may write to whom, and how many people at once. `changed`: how many pairs changed."""

    school_id: int
    changed: int


@dataclass(frozen=True)
class WritingRulesReset(Event):
    """A school went back to the defaults."""

    school_id: int


@dataclass(frozen=True)
class GroupRulesChosen(Event):
    """The rules inside one class or group changed."""

    school_id: int
    group_id: int


@dataclass(frozen=True)
class MessageDecided(Event):
    """A message that waited was let through, or refused, by a moderator."""

    school_id: int
    message_id: int
    is_approved: bool
