"""Facts of messages. What is written and to whom stays in the tables: the ledger keeps ids and counts."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class MessagePosted(Event):
    """A message was sent: it is in the boxes, on its way there (`state`), or waits for a moderator."""

    school_id: int
    message_id: int
    thread_id: int
    people: int
    state: str
    is_urgent: bool = False


@dataclass(frozen=True)
class CopiesDelivered(Event):
    """A batch of copies of a message is in the boxes: those of the persons after `after_id`, up to `up_to_id`."""

    school_id: int
    message_id: int
    after_id: int
    up_to_id: int
    copies: int
    is_last: bool


@dataclass(frozen=True)
class SendingUndone(Event):
    """Its sender took back a message that had not left: it is a draft again."""

    school_id: int
    message_id: int


@dataclass(frozen=True)
class MessageRecalled(Event):
    """A message was withdrawn from all the boxes: by its sender, or by the direction at her request."""

    school_id: int
    message_id: int
    copies: int


@dataclass(frozen=True)
class RecallAsked(Event):
    """Its sender asks the direction to withdraw a message that left more than an hour ago."""

    school_id: int
    message_id: int


@dataclass(frozen=True)
class RecallRefused(Event):
    """The direction leaves it in the boxes."""

    school_id: int
    message_id: int
