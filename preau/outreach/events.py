"""Facts of what reaches people."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class OutreachChosen(Event):
    """A person said how she wants to be told outside of the page."""

    person_id: int


@dataclass(frozen=True)
class QuietHoursChosen(Event):
    """A school said when nothing leaves."""

    school_id: int


@dataclass(frozen=True)
class UrgentPassed(Event):
    """So many urgent messages went through quiet hours (rule B14)."""

    count: int


@dataclass(frozen=True)
class MailReturned(Event):
    """A mail came back for good (`sending_id` null: that of another room); `is_dead`: its address is no more."""

    sending_id: int | None
    is_dead: bool


@dataclass(frozen=True)
class AddressRevived(Event):
    """The owner of an account received a code at an address that was dead."""

    account_id: int
