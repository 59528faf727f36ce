"""Facts of the locks of marks (capability C83)."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class TermsLocked(Event):
    """Somebody said the state of these terms; '' gives them back to their dates."""

    school_id: int
    term_ids: list[int]
    state: str


@dataclass(frozen=True)
class EntryReopened(Event):
    """A gradebook was exceptionally reopened."""

    school_id: int
    gradebook_id: int
    permission_id: int


@dataclass(frozen=True)
class ReopeningWithdrawn(Event):
    """An exceptional reopening was taken back before its day."""

    school_id: int
    gradebook_id: int
    permission_id: int
