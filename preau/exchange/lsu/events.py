"""Facts of the national record. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class PupilIgnored(Event):
    """The file leaves this pupil out, of one period or (`''`) of the whole year."""

    school_id: int
    pupil_id: int
    period: str


@dataclass(frozen=True)
class PupilTakenBack(Event):
    """The file takes this pupil again."""

    school_id: int
    pupil_id: int
    period: str


@dataclass(frozen=True)
class LivretAsked(Event):
    """Somebody asked for the file of these periods to be checked, in this version."""

    school_id: int
    version: str
    periods: list[str]


@dataclass(frozen=True)
class LivretChecked(Event):
    """The file was filled and checked; so many things block it."""

    school_id: int
    version: str
    blocking: int


@dataclass(frozen=True)
class LivretsForgotten(Event):
    """The files of these schools were erased: they had been kept long enough."""

    school_ids: list[int]


@dataclass(frozen=True)
class LivretExported(Event):
    """A file for the LSU was made and given to who asked: its version, how many pupils and reports."""

    school_id: int
    version: str
    periods: list[str]
    pupils: int
    reports: int
