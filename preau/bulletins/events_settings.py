"""Facts of what a school arranges for its report cards."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class MentionArranged(Event):
    """A mention was added, named otherwise, moved, or offered or not any more."""

    school_id: int
    mention_id: int


@dataclass(frozen=True)
class BulletinSettingsChanged(Event):
    """The school's choices about report cards changed."""

    school_id: int
