"""What the files of EDT say (formats §2.4), as frozen values: the table of courses, and the partner's export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from preau.exchange.places import Anomaly, Place
from preau.exchange.weekly.records import (
    Division,
    Pupil,
    Subject,
    Teacher,
    TeachingGroup,
    YearSpan,
)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One `Cours` of EXP_COURS.xml, which may be a part of a course. `starts` is in minutes since midnight."""

    number: str
    subject: Subject
    weekday: int
    starts: int
    minutes: int
    frequency: str
    divisions: tuple[str, ...]
    groups: tuple[TeachingGroup, ...]
    teachers: tuple[Teacher, ...]
    rooms: tuple[str, ...]
    modality: str
    is_co_taught: bool
    place: Place


@dataclass(frozen=True, slots=True)
class CourseTable:
    """EXP_COURS.xml read whole. It says neither the school nor the year."""

    file: str
    rows: tuple[CourseRow, ...]
    anomalies: tuple[Anomaly, ...]


class Resource(StrEnum):
    """What a course of the partner's export uses; the value is the element's name."""

    SUBJECT = "Matiere"
    DIVISION = "Classe"
    PART = "PartieDeClasse"
    GROUP = "Groupe"
    TEACHER = "Professeur"
    STAFF = "Personnel"
    ROOM = "Salle"
    PUPIL = "Eleve"


@dataclass(frozen=True, slots=True)
class Use:
    """A resource of a course. `mask`: in these weeks; None: whenever the course takes place."""

    kind: Resource
    ident: str
    mask: int | None


@dataclass(frozen=True, slots=True)
class PartnerCourse:
    """One `Cours`: from place `first`, for `count` places, its weeks less those of `cancelled`."""

    weekday: int
    first: int
    count: int
    cancelled: int
    uses: tuple[Use, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class DayPlace:
    """One `Place` of the day's grid, in minutes since midnight."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class PartOfDivision:
    """A part of a class. `name` is '' when only groups name it."""

    division: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class PartnerGroup:
    """A group: the idents of the classes, parts and pupils it is made of."""

    name: str
    divisions: tuple[str, ...]
    parts: tuple[str, ...]
    pupils: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Stay:
    """A pupil in a class or a part of one, by their idents; a date that is not told is None."""

    pupil: str
    kind: Resource
    ident: str
    begins_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PartnerExport:
    """The clear form of the partner's export. Mappings are by `Ident`, which means nothing outside the file."""

    file: str
    uai: str
    year: YearSpan
    first_monday: date
    grid: Mapping[int, DayPlace]
    subjects: Mapping[str, Subject]
    divisions: Mapping[str, Division]
    parts: Mapping[str, PartOfDivision]
    groups: Mapping[str, PartnerGroup]
    teachers: Mapping[str, Teacher]
    staff: Mapping[str, Teacher]
    rooms: Mapping[str, str]
    pupils: Mapping[str, Pupil]
    stays: tuple[Stay, ...]
    courses: tuple[PartnerCourse, ...]
    anomalies: tuple[Anomaly, ...]
