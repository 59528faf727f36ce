"""Facts of report cards that are made, published and announced. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class ReportCardsAsked(Event):
    """The report cards of these classes were asked for."""

    school_id: int
    batch_id: int
    term_ids: list[int]


@dataclass(frozen=True)
class ReportCardsMade(Event):
    """The report cards of a class were made: a new version for these pupils, nothing new for the others."""

    school_id: int
    batch_id: int
    term_id: int
    pupil_ids: list[int]


@dataclass(frozen=True)
class PublicationDecided(Event):
    """The direction said when the report cards of these classes are read (ISO 8601); '': not any more."""

    school_id: int
    term_ids: list[int]
    at: str


@dataclass(frozen=True)
class ReportCardsPublished(Event):
    """The report cards of these pupils of a class are read, from this instant on."""

    school_id: int
    term_id: int
    pupil_ids: list[int]


@dataclass(frozen=True)
class BulletinModelWritten(Event):
    """A layout of the report card was made, changed, or chosen for the school."""

    school_id: int
    model_id: int


@dataclass(frozen=True)
class BulletinModelRemoved(Event):
    """A layout is no longer offered."""

    school_id: int
    model_id: int
