"""The weekly timetable of a school, in the one form that every source gives. No database here.

A source that does not say something leaves it empty: no school in a table of courses, no dates in a letter of
week. Whoever compares this with the school fills the gap, or refuses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from preau.exchange.places import Anomaly, Place

#: A school has some ten thousand memberships; a hostile file must not make more of them than it has lines.
MOST_MEMBERS = 200_000


class Software(StrEnum):
    """Where a timetable comes from. The keys of its lessons start with the value and `|`."""

    STS = "sts"
    EDT = "edt"
    UDT = "udt"


@dataclass(frozen=True, slots=True)
class YearSpan:
    """The school year of the file: `first` 2026 is the year 2026-2027; both days are part of it."""

    first: int
    starts_on: date
    ends_on: date

    @property
    def label(self) -> str:
        return f"{self.first}-{self.first + 1}"


@dataclass(frozen=True, slots=True)
class Alternation:
    """In which weeks. `mondays` are their first days, in order, each once.

    None: the source only names the weeks (`H`, `Q1`, `Q2`), and the school knows when they are.
    """

    code: str
    label: str
    mondays: tuple[date, ...] | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject, by the code of the source; the label is '' when the source has none. `aliases` as for classes."""

    code: str
    label: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody who gives lessons, or helps in them, as the source names them.

    `code` is the source's own name for the person. `sts_id` (STS) and `jointure` (AAF) are unique within an
    académie only. Where the source writes both names in one cell, only `whole_name` is sure.
    """

    last_name: str
    first_name: str
    code: str = ""
    born_on: date | None = None
    birth_name: str = ""
    sts_id: str = ""
    jointure: str = ""
    place: Place | None = field(default=None, compare=False)

    @property
    def whole_name(self) -> str:
        return f"{self.last_name or self.birth_name} {self.first_name}".strip()


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil, as the source names them: the exact names and the birth date are what they are found by."""

    last_name: str
    first_name: str
    born_on: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Division:
    """A class. `aliases` are other codes that the source gives it, the likeliest first."""

    code: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TeachingGroup:
    """A group, and the codes of the classes its pupils come from (none when the source does not say)."""

    code: str
    divisions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A pupil in a class or a group. No date, no week: as long as the timetable lasts."""

    pupil: Pupil
    structure: str
    is_division: bool
    begins_on: date | None = None
    ends_on: date | None = None
    mondays: tuple[date, ...] | None = None


@dataclass(frozen=True, slots=True)
class WeeklyLesson:
    """One lesson that recurs, in the weeks of an alternation.

    `weekday` is 1 Monday … 6 Saturday; `starts` is an hour on the wall. `divisions` are the codes of the classes
    that attend whole; a class of which only a group attends is told by the group. `staff` are adults who are not
    its teachers; `pupils` attend by themselves. `key` is the same from one export to the next as long as the
    same classes and groups have the same subject at the same time; rooms, lengths and teachers may change.
    """

    key: str
    subject: Subject
    alternation: str
    weekday: int
    starts: time
    minutes: int
    divisions: tuple[str, ...]
    groups: tuple[TeachingGroup, ...]
    teachers: tuple[Teacher, ...]
    rooms: tuple[str, ...]
    is_co_taught: bool
    place: Place
    staff: tuple[Teacher, ...] = ()
    pupils: tuple[Pupil, ...] = ()


@dataclass(frozen=True, slots=True)
class BellSlot:
    """One line of a bell grid. `weekday` 0: every day."""

    weekday: int
    rank: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class BellGrid:
    """When bells ring, on one site of the school ('' when it has only one)."""

    name: str
    site: str
    slots: tuple[BellSlot, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything a source says of the weekly timetable of one school.

    `uai` is '' and `year` is None when the file does not say whose and when it is. Lessons are in the order of
    their keys, which differ; each names one of the alternations.
    """

    software: Software
    file: str
    uai: str
    year: YearSpan | None
    alternations: tuple[Alternation, ...]
    lessons: tuple[WeeklyLesson, ...]
    divisions: tuple[Division, ...] = ()
    groups: tuple[TeachingGroup, ...] = ()
    members: tuple[GroupMember, ...] = ()
    grids: tuple[BellGrid, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
