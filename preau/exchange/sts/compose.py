"""The COURS of a file → the courses that take place. Pure.

STSweb counts hours of service: it writes a lesson once per teacher and once per class. Two rules put it together:

1. **a class or a group has one lesson of a subject at one time**: its lines for several teachers are one course
   with several teachers (co-teaching), in one or several rooms;
2. **a teacher is in one place**: her lines in one subject, at one time, in one room, for several classes or
   groups are one course with several groups.

The key of a course is made of what identifies it in the file (structures, subject, slot): its room, its length
and its teachers may change without making another course of it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from preau.exchange.places import Anomaly, Place
from preau.exchange.sts.records import (
    Slot,
    Structure,
    TaughtSlot,
    TeacherKey,
)

#: Keys of our courses start with this: the courses of another source are none of our business.
KEY_PREFIX = "sts|"
#: Keys are indexed: a longer one (a lesson of dozens of classes) ends with a digest.
LONGEST_KEY = 400
_DIGEST = 16


@dataclass(frozen=True, slots=True)
class FileCourse:
    """A course as the file tells it, nothing matched yet."""

    key: str
    structures: tuple[Structure, ...]
    subject: str
    slot: Slot
    room: str
    teachers: tuple[TeacherKey, ...]
    place: Place


@dataclass(slots=True)
class _Line:
    """A class or a group, one subject, one time."""

    structure: Structure
    subject: str
    modality: str
    slot: Slot
    place: Place
    teachers: set[TeacherKey] = field(default_factory=set)
    rooms: list[str] = field(default_factory=list)


def compose(taught: Iterable[TaughtSlot], anomalies: list[Anomaly]) -> tuple[FileCourse, ...]:
    """The courses of a file, in the order of their keys; what does not hold together is added to `anomalies`."""
    lines = _lines(taught, anomalies)
    return tuple(sorted((_course(together) for together in _together(lines)), key=lambda course: course.key))


def _lines(taught: Iterable[TaughtSlot], anomalies: list[Anomaly]) -> list[_Line]:
    """Rule 1."""
    found: dict[tuple[object, ...], _Line] = {}
    for one in taught:
        slot = one.slot
        key = (one.structure, one.subject, one.modality, slot.alternation, slot.weekday, slot.starts)
        line = found.setdefault(key, _Line(one.structure, one.subject, one.modality, slot, one.place))
        if line.slot.minutes != slot.minutes:
            longest = max(line.slot.minutes, slot.minutes)
            anomalies.append(
                Anomaly(
                    one.place,
                    f"{one.structure.kind} « {one.structure.code} » : le même cours dure {line.slot.minutes} "
                    f"puis {slot.minutes} minutes ; {longest} sont retenues",
                )
            )
            line.slot = Slot(slot.alternation, slot.weekday, slot.starts, longest)
        line.place = min(line.place, one.place, key=lambda place: place.line)
        if one.teacher.id:
            line.teachers.add(one.teacher)
        if one.room and one.room not in line.rooms:
            line.rooms.append(one.room)
    return list(found.values())


def _together(lines: list[_Line]) -> list[list[_Line]]:
    """Rule 2: lines that share a teacher at the same time in the same room, and so on from one to the next."""
    parents = list(range(len(lines)))

    def root(at: int) -> int:
        while parents[at] != at:
            at = parents[at]
        return at

    first: dict[tuple[TeacherKey, str, Slot, str], int] = {}
    for at, line in enumerate(lines):
        for teacher, room in product(line.teachers, line.rooms or [""]):
            same = first.setdefault((teacher, line.subject, line.slot, room), at)
            parents[root(at)] = root(same)
    groups: defaultdict[int, list[_Line]] = defaultdict(list)
    for at, line in enumerate(lines):
        groups[root(at)].append(line)
    return list(groups.values())


def _course(lines: list[_Line]) -> FileCourse:
    lines = sorted(lines, key=lambda line: (line.structure, line.modality))
    first = lines[0]
    slot = first.slot
    who = "+".join(f"{line.structure.kind}:{line.structure.code}:{line.modality}" for line in lines)
    when = f"{slot.alternation}|{slot.weekday}|{slot.starts:%H%M}"
    return FileCourse(
        key=_bounded(f"{KEY_PREFIX}{who}|{first.subject}|{when}"),
        structures=tuple(dict.fromkeys(line.structure for line in lines)),
        subject=first.subject,
        slot=slot,
        room=", ".join(dict.fromkeys(room for line in lines for room in sorted(line.rooms))),
        teachers=tuple(sorted({teacher for line in lines for teacher in line.teachers})),
        place=min((line.place for line in lines), key=lambda place: place.line),
    )


def _bounded(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:_DIGEST]
    return f"{key[: LONGEST_KEY - _DIGEST - 1]}#{digest}"
