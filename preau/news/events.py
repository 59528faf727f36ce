"""Facts of news. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class ItemWritten(Event):
    """An item was written or changed, before or after its publication."""

    school_id: int | None
    item_id: int
    version: int


@dataclass(frozen=True)
class ItemProposed(Event):
    """An item waits for who publishes in its thread."""

    school_id: int
    item_id: int
    author_id: int


@dataclass(frozen=True)
class ItemPublished(Event):
    """An item is shown in these schools from an instant on. `school_id` is None when the Region published it."""

    school_id: int | None
    item_id: int
    author_id: int
    school_ids: list[int]


@dataclass(frozen=True)
class ItemRefused(Event):
    """Who publishes in the thread refused an item, with a word to its author."""

    school_id: int
    item_id: int
    author_id: int


@dataclass(frozen=True)
class ItemWithdrawn(Event):
    """An item is shown no more; it is kept. `is_restored`: it was withdrawn, and is shown again."""

    school_id: int | None
    item_id: int
    school_ids: list[int]
    is_restored: bool = False


@dataclass(frozen=True)
class ItemFeatured(Event):
    """An item was put at the top, or is there no more."""

    school_id: int | None
    item_id: int
    school_ids: list[int]
    is_featured: bool


@dataclass(frozen=True)
class ItemAcknowledged(Event):
    """Somebody said « J’ai pris connaissance »."""

    school_id: int
    item_id: int
    person_id: int


@dataclass(frozen=True)
class AcknowledgementsAsked(Event):
    """Those who did not acknowledge an item were reminded: so many."""

    school_id: int
    item_id: int
    person_ids: list[int]


@dataclass(frozen=True)
class ThreadWritten(Event):
    """A thread was opened, renamed, closed, or who writes in it was changed."""

    school_id: int
    thread_id: int


@dataclass(frozen=True)
class CommentWritten(Event):
    """Somebody commented an item."""

    school_id: int
    item_id: int
    comment_id: int
    is_waiting: bool


@dataclass(frozen=True)
class CommentDecided(Event):
    """A comment was let appear, refused or withdrawn."""

    school_id: int
    item_id: int
    comment_id: int
    state: str


@dataclass(frozen=True)
class BannerWritten(Event):
    """A banner was written, changed or taken down. `school_id` is None when the Region wrote it."""

    school_id: int | None
    banner_id: int
    school_ids: list[int]
