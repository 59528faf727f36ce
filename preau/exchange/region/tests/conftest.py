"""The smallest region with every kind of person, written once, and read back as a stranger would."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from preau.exchange.aaf.delivery import discover
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.parse import read_records
from preau.exchange.aaf.records import (
    PupilRecord,
    RelationTuple,
    RelativeRecord,
    StaffRecord,
    StructureRecord,
)
from preau.exchange.region.generate import generate

SEED = 2026


@dataclass(slots=True)
class Region:
    """What AAF says: records by (source, key); `notes` tells what was odd."""

    folder: Path
    notes: ReadingNotes = field(default_factory=ReadingNotes)
    schools: dict[tuple[str, str], StructureRecord] = field(default_factory=dict)
    pupils: dict[tuple[str, str], PupilRecord] = field(default_factory=dict)
    relatives: dict[tuple[str, str], RelativeRecord] = field(default_factory=dict)
    staff: dict[tuple[str, str], StaffRecord] = field(default_factory=dict)
    children: dict[tuple[str, str], list[PupilRecord]] = field(default_factory=lambda: defaultdict(list))

    def relations(self) -> list[tuple[PupilRecord, RelationTuple]]:
        return [(pupil, relation) for pupil in self.pupils.values() for relation in pupil.relations]


def read_region(folder: Path) -> Region:
    """Read every AAF file of a region."""
    region = Region(folder)
    for file in discover(folder)[0].files:
        for record in read_records(file, region.notes):
            key = record.place.source, record.key
            if isinstance(record, StructureRecord):
                region.schools[key] = record
            elif isinstance(record, PupilRecord):
                region.pupils[key] = record
            elif isinstance(record, RelativeRecord):
                region.relatives[key] = record
            elif isinstance(record, StaffRecord):
                region.staff[key] = record
    for pupil, relation in region.relations():
        region.children[pupil.place.source, relation.relative].append(pupil)
    return region


@pytest.fixture(scope="session")
def five_schools(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The demonstration's region."""
    folder = tmp_path_factory.mktemp("region")
    generate(folder, schools=5, seed=SEED)
    return read_region(folder)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A COURS of emp_sts: minutes of the day, the weeks (`A`, `B`) it takes place in."""

    uai: str
    code: str
    subject: str
    teacher: str
    weeks: str
    day: int
    start: int
    end: int
    room: str


_WEEKS = {"H": "AB", "Q1": "A", "Q2": "B"}


def lessons_of(folder: Path) -> list[Lesson]:
    """Every lesson of every emp_sts of a region."""
    found = []
    for path in sorted(folder.glob("sts/*/emp_sts_*.xml")):
        root = ET.parse(path).getroot()  # noqa: S314 - a file we have just written
        uai = root.findtext("PARAMETRES/UAJ") or ""
        for structure in (*root.iter("DIVISION"), *root.iter("GROUPE")):
            for service in structure.iter("SERVICE"):
                for teacher in service.iter("ENSEIGNANT"):
                    found += [
                        _lesson(uai, structure.get("CODE", ""), service, teacher, course)
                        for course in teacher.iter("COURS")
                    ]
    return found


def _lesson(
    uai: str,
    code: str,
    service: ET.Element,
    teacher: ET.Element,
    course: ET.Element,
) -> Lesson:
    start, lasts = (_minutes(course.findtext(tag) or "") for tag in ("HEURE_DEBUT", "DUREE"))
    return Lesson(
        uai,
        code,
        service.get("CODE_MATIERE", ""),
        teacher.get("ID", ""),
        _WEEKS[course.findtext("CODE_ALTERNANCE") or ""],
        int(course.findtext("JOUR") or 0),
        start,
        start + lasts,
        course.findtext("CODE_SALLE") or "",
    )


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[2:])
