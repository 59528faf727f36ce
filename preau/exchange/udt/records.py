"""What an export of UnDeuxTemps says (formats §2.5), as frozen values: the files of the zip, and the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from preau.exchange.places import Anomaly, Place
from preau.exchange.weekly.records import (
    Pupil,
    Subject,
    Teacher,
    YearSpan,
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of pupils (UDCal_24), and the weeks.

    `closures` are first and last closed days, both included. `published` are the ISO weeks of semaines.xml, None
    when the export has no such file. `slot_minutes` is half a sequence (UDCal_00), 0 when it is not told.
    """

    year: YearSpan
    first_monday: date
    closures: tuple[tuple[date, date], ...]
    published: frozenset[int] | None
    slot_minutes: int

    def is_open(self, day: date) -> bool:
        return self.year.starts_on <= day <= self.year.ends_on and not any(
            first <= day <= last for first, last in self.closures
        )


@dataclass(frozen=True, slots=True, order=True)
class SlotKey:
    """Which half sequence: the site, the weekday (1 Monday), the rank in the day as the file writes it."""

    site: str
    weekday: int
    rank: int


@dataclass(frozen=True, slots=True)
class HalfSlot:
    """Half a sequence (`demi_seq`), in minutes since midnight."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class DivisionCard:
    """A class: its code in UDT, and its official code (`code_gep`)."""

    code: str
    official: str
    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group of one class (`gpe`): its code in the class, and its code in STS."""

    division: str
    code: str
    sts_code: str
    place: Place


@dataclass(frozen=True, slots=True)
class Regrouping:
    """One line of a `rgpmt`: a class, or one of its groups, in a regrouping of several."""

    code: str
    name: str
    division: str
    group: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sheet:
    """A `fiche`: where in the week its lines stand."""

    key: SlotKey
    place: Place


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A `ligfiche`: a class or group, a subject, a teacher, half a sequence; by the codes of the files."""

    code: str
    sheet: str
    division: str
    group: str
    regrouping: str
    subject: str
    teacher: str
    room: str
    place: Place


@dataclass(frozen=True, slots=True)
class CoTeacher:
    """A `coens`: one more teacher for a line."""

    line: str
    teacher: str
    jointure: str
    place: Place


@dataclass(frozen=True, slots=True)
class Member:
    """An `ele_gpe`: a pupil in a class or a group; `mask` None: all the year."""

    pupil: str
    division: str
    group: str
    mask: int | None


@dataclass(frozen=True, slots=True)
class Week:
    """Lines and co-teachers: those of the year, or those that replace them in one week."""

    lines: tuple[SheetLine, ...]
    co_teachers: tuple[CoTeacher, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """The zip read whole. `weeks` are the ISO weeks that have files of their own."""

    file: str
    calendar: Calendar
    slots: Mapping[SlotKey, HalfSlot]
    rooms: Mapping[str, str]
    teachers: Mapping[str, Teacher]
    subjects: Mapping[str, Subject]
    divisions: tuple[DivisionCard, ...]
    groups: tuple[GroupCard, ...]
    regroupings: tuple[Regrouping, ...]
    sheets: Mapping[str, Sheet]
    pupils: Mapping[str, Pupil]
    members: tuple[Member, ...]
    usual: Week
    weeks: Mapping[int, Week] = field(default_factory=dict)
    anomalies: tuple[Anomaly, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of the table: `ends` is None when the hour has no end; `frequency` is '' every week."""

    weekday: int
    starts: int
    ends: int | None
    division: str
    group: str
    regrouping: str
    subject: str
    teachers: tuple[Teacher, ...]
    rooms: tuple[str, ...]
    modality: str
    frequency: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """The table read whole. It says neither the school nor the year."""

    file: str
    rows: tuple[TableRow, ...]
    anomalies: tuple[Anomaly, ...]
