"""From a placed week to STS services: a class or a group, a subject, its teachers and their lessons."""

from __future__ import annotations

from dataclasses import dataclass, field

from preau.exchange.region.scheduling import LASTS, STARTS, Placed, Week
from preau.exchange.region.subjects import Subject
from preau.exchange.region.teaching import Teaching


@dataclass(frozen=True, slots=True)
class Slot:
    """A lesson of the week as STS writes it: alternation, day from 1 (Monday), `0810`, `0055`, room."""

    alternation: str
    day: int
    start: str
    lasts: str
    room: str
    hours: float


@dataclass(slots=True)
class Service:
    """A subject for a class or a group: its teachers (numbers), who are all at each of its lessons."""

    code: str
    is_division: bool
    subject: Subject
    teachers: tuple[int, ...]
    slots: list[Slot] = field(default_factory=list)

    @property
    def hours(self) -> float:
        return sum(slot.hours for slot in self.slots)


def services_of(teaching: Teaching, week: Week) -> list[Service]:
    """Services in the order of classes and groups; a subject taught alone and together gives two of them."""
    found: dict[tuple[str, str, tuple[int, ...]], Service] = {}
    for placed in week.placed:
        for part, room in zip(placed.block.parts, placed.rooms, strict=True):
            numbers = (teaching.loads[load].teacher for load in part.loads)
            teachers = tuple(sorted(number for number in numbers if number is not None))
            service = found.setdefault(
                (part.code, part.subject.code, teachers),
                Service(part.code, part.is_division, part.subject, teachers),
            )
            service.slots.append(_slot(placed, room))
    for service in found.values():
        service.slots.sort(key=lambda slot: (slot.day, slot.start, slot.alternation))
    return sorted(found.values(), key=lambda service: (service.code, service.subject.code, service.teachers))


def _slot(placed: Placed, room: str) -> Slot:
    start, length = STARTS[placed.hour], placed.session.length
    end = STARTS[placed.hour + length - 1]
    lasts = (end.hour - start.hour) * 60 + end.minute - start.minute + LASTS
    return Slot(
        placed.session.alternation,
        placed.day + 1,
        f"{start:%H%M}",
        f"{lasts // 60:02d}{lasts % 60:02d}",
        room,
        placed.session.hours,
    )
