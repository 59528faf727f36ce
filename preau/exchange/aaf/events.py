"""Facts of the directory feed."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class DeliveryApplied(Event):
    """A full delivery was applied. Counts over the schools in `school_ids`, those where something changed."""

    sources: tuple[str, ...]
    school_ids: tuple[int, ...]
    pupils_in: int
    pupils_out: int
    staff_in: int
    staff_out: int
    moves: int
    records: int
    guardians_in: int
    guardians_out: int
    changes: int
    anomalies: int


@dataclass(frozen=True)
class LeaversMarked(Event):
    """Nothing ties these people to any school any more: they are pre-deleted."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class LeaversCameBack(Event):
    """These people were pre-deleted, and are of a school again."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class LeaversErased(Event):
    """Nothing is left of these people but their number."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class ClosingNear(Event):
    """From `ends_on` (ISO) on, nothing ties these people to any school: their account opens until the eve."""

    ends_on: str
    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class ClosingPutOff(Event):
    """So many people who had been told that their account closes keep it, or lose it another day."""

    people: int


@dataclass(frozen=True)
class ReattachmentDecided(Event):
    """Somebody said whether the newcomer is a person known before."""

    school_id: int
    reattachment_id: int
    person_id: int
    newcomer_id: int
    is_accepted: bool
