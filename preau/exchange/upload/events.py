"""Facts of what schools upload."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class FilesReceived(Event):
    """Files were uploaded for a school; nothing of them is applied yet."""

    school_id: int
    import_id: int
    sort: str
    files: int


@dataclass(frozen=True)
class MatchingChosen(Event):
    """The school said what columns mean and what unknown names stand for."""

    school_id: int
    import_id: int


@dataclass(frozen=True)
class PeopleImported(Event):
    """A file of pupils, guardians or staff was applied. `import_id` is 0 from the terminal."""

    school_id: int
    import_id: int
    arrivals: int
    moves: int
    departures: int
    records: int
    guardianships: int
    staff: int
    groups: int
    anomalies: int
    groups_over: int = 0
    courses: int = 0
    guests: int = 0


@dataclass(frozen=True)
class WeeklyTimetableImported(Event):
    """A timetable of EDT or UnDeuxTemps was applied. Counts of courses, but for groups and members."""

    school_id: int
    import_id: int
    new: int
    changed: int
    removed: int
    unchanged: int
    groups: int
    members: int
    anomalies: int
    groups_over: int = 0
    grids: int = 0
    rooms: int = 0


@dataclass(frozen=True)
class ImportReported(Event):
    """An import of the five steps ended: its report is kept."""

    school_id: int
    import_id: int
    sort: str


@dataclass(frozen=True)
class ImportGivenUp(Event):
    """An import was abandoned, or its files had waited too long: they are erased."""

    school_id: int
    import_id: int
