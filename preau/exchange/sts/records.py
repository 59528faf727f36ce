"""What a pair of STSweb files says (formats §2.3), as frozen values. No database here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from preau.exchange.places import Anomaly, Place


class Root(StrEnum):
    """The root element of a file, which alone says what it is."""

    #: `sts_emp`: STSweb towards the timetable software. Persons, subjects, structures.
    REFERENCE = "STS_EDT"
    #: `emp_sts`: the timetable software towards STSweb. Courses.
    TIMETABLE = "EDT_STS"


class StructureKind(StrEnum):
    """A class or a group, as both files call them; the value is what messages say."""

    DIVISION = "classe"
    GROUP = "groupe"


@dataclass(frozen=True, slots=True, order=True)
class TeacherKey:
    """`TYPE` and `ID`. An `epp` id is the académie's; a `local` one means nothing outside its file."""

    kind: str
    id: str

    @property
    def is_national(self) -> bool:
        return self.kind == "epp"


@dataclass(frozen=True, slots=True)
class Individual:
    """A person of the reference file."""

    key: TeacherKey
    usual_name: str
    birth_name: str
    first_name: str
    born_on: date | None
    place: Place

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.usual_name or self.birth_name}".strip()


@dataclass(frozen=True, slots=True, order=True)
class Structure:
    """A class or a group, by its code in the file."""

    kind: StructureKind
    code: str


@dataclass(frozen=True, slots=True)
class Weeks:
    """An alternation: the Mondays of its weeks, in order, each once."""

    code: str
    label: str
    mondays: tuple[date, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Slot:
    """When: an alternation, a weekday (1 Monday … 6 Saturday), an hour on the wall, minutes."""

    alternation: str
    weekday: int
    starts: time
    minutes: int


@dataclass(frozen=True, slots=True)
class TaughtSlot:
    """One COURS of the file: one teacher, one structure, one slot. A lesson may be written several times."""

    structure: Structure
    subject: str
    modality: str
    teacher: TeacherKey
    slot: Slot
    room: str
    place: Place


@dataclass(frozen=True, slots=True)
class YearSpan:
    """ANNEE_SCOLAIRE: `2026` is the year 2026-2027."""

    first: int
    starts_on: date
    ends_on: date

    @property
    def label(self) -> str:
        return f"{self.first}-{self.first + 1}"


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference file read whole. `subjects` are labels by code."""

    year: YearSpan
    individuals: Mapping[TeacherKey, Individual]
    subjects: Mapping[str, str]
    anomalies: tuple[Anomaly, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """The timetable file read whole. `places` tell where each structure and each teacher first stands."""

    year: int
    weeks: Mapping[str, Weeks]
    courses: tuple[TaughtSlot, ...]
    places: Mapping[Structure, Place]
    anomalies: tuple[Anomaly, ...]
