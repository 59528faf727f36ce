"""The week of a school: a greedy scheduler over bit masks. What it cannot place it drops: it never clashes.

The week is forty hours of lessons: eight a day, Wednesday afternoon excepted, and each exists in weeks A and B.
So the engagements of anybody are a mask of eighty bits: bit `day * 8 + hour` for weeks A, forty further for B.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from random import Random

from preau.exchange.region.programmes import Session
from preau.exchange.region.staffing import Teacher
from preau.exchange.region.teaching import Block, Teaching

#: When lessons start, by hour of the day; each lasts 55 minutes. Nobody has class between 12:05 and 13:30.
STARTS = (time(8), time(9), time(10, 10), time(11, 10), time(13, 30), time(14, 30), time(15, 35), time(16, 35))
#: Minutes of one lesson, and of two in a row (with the break between them).
LASTS = 55
_HOURS, _DAYS = len(STARTS), 5
_WEEK = _HOURS * _DAYS
_MORNING = 4
_WEDNESDAY = 2
_OPEN = sum(
    1 << (day * _HOURS + hour) for day in range(_DAYS) for hour in range(_HOURS if day != _WEDNESDAY else _MORNING)
)
_LOW = (1 << _WEEK) - 1
#: Hours after which another follows at once: two lessons in a row start there.
_PAIRS = sum(1 << (day * _HOURS + hour) for day in range(_DAYS) for hour in (0, 2, 4, 6)) & _OPEN
#: The order in which hours of the day are filled: late hours last.
_PREFERRED = (1, 2, 0, 3, 4, 5, 6, 7)


@dataclass(frozen=True, slots=True)
class Placed:
    """A session of a block at its day (0 Monday) and hour, with the room of each of its parts."""

    block: Block
    session: Session
    day: int
    hour: int
    rooms: tuple[str, ...]


@dataclass(slots=True)
class Room:
    """A room of a kind (`labo`), and when it is taken."""

    code: str
    place: str
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """The timetable of a school, and how many sessions found no place."""

    placed: tuple[Placed, ...]
    dropped: int


def weekly(teaching: Teaching, teachers: list[Teacher], rooms: list[Room], divisions: int, rng: Random) -> Week:
    """Place every session that can be, the hardest first: several classes, several parts, two hours in a row."""
    timetable = _Timetable(teaching, teachers, rooms, divisions, rng)
    part_time = {teacher.number for teacher in teachers if teacher.days is not None}
    queue = sorted(
        ((block, session, turn) for block in teaching.blocks for turn, session in enumerate(block.sessions)),
        key=lambda item: (
            -len(item[0].divisions),
            -sum(teaching.loads[load].teacher in part_time for part in item[0].parts for load in part.loads),
            -item[1].length,
            -len(item[0].parts),
            item[2],
        ),
    )
    placed = [found for block, session, _ in queue if (found := timetable.place(block, session)) is not None]
    return Week(tuple(placed), len(queue) - len(placed))


class _Timetable:
    """Who and what is taken when."""

    def __init__(
        self, teaching: Teaching, teachers: list[Teacher], rooms: list[Room], divisions: int, rng: Random
    ) -> None:
        self._loads = teaching.loads
        self._classes = [0] * divisions
        self._teachers = {teacher.number: _absences(teacher, rng) for teacher in teachers}
        self._rooms: dict[str, list[Room]] = {}
        for room in rooms:
            self._rooms.setdefault(room.place, []).append(room)
        self._days: dict[tuple[int, str], set[int]] = {}

    def place(self, block: Block, session: Session) -> Placed | None:
        """Find an hour when everybody and enough rooms are free; None when there is none."""
        teachers = [
            number
            for part in block.parts
            for load in part.loads
            if (number := self._loads[load].teacher) is not None
        ]
        if not all(self._loads[load].teacher is not None for part in block.parts for load in part.loads):
            return None
        free = self._free(block, teachers, session)
        key = block.divisions[0], block.parts[0].subject.short
        used = self._days.setdefault(key, set())
        for start in _in_order(free, block.divisions[0] + len(used), used):
            mask = _mask(start, session)
            rooms = self._rooms_for(block, mask, teachers)
            if rooms is None:
                continue
            self._take(block, teachers, rooms, mask)
            used.add(start // _HOURS)
            return Placed(block, session, start // _HOURS, start % _HOURS, tuple(room.code for room in rooms))
        return None

    def _free(self, block: Block, teachers: list[int], session: Session) -> int:
        """The hours (bits of one week) at which this session may start."""
        taken = 0
        for division in block.divisions:
            taken |= self._classes[division]
        for teacher in teachers:
            taken |= self._teachers[teacher]
        first, second = ~taken & _LOW, (~taken >> _WEEK) & _LOW
        if session.alternation == "H":
            free = first & second
        else:
            # Fill the other half of an hour already begun: a class has few hours that stand one week in two.
            free = first if session.alternation == "Q1" else second
            begun = free & ~(second if session.alternation == "Q1" else first)
            free = begun & _OPEN or free
        free &= _OPEN
        return free & (free >> 1) & _PAIRS if session.length == 2 else free

    def _rooms_for(self, block: Block, mask: int, teachers: list[int]) -> list[Room] | None:
        chosen: list[Room] = []
        for part in block.parts:
            rooms = self._rooms.get(part.subject.place, [])
            # A teacher keeps to her room when she can: the search starts there.
            start = (self._loads[part.loads[0]].teacher or 0) % len(rooms) if rooms else 0
            for n in range(len(rooms)):
                room = rooms[(start + n) % len(rooms)]
                if not room.taken & mask and room not in chosen:
                    chosen.append(room)
                    break
            else:
                return None
        return chosen

    def _take(self, block: Block, teachers: list[int], rooms: list[Room], mask: int) -> None:
        for division in block.divisions:
            self._classes[division] |= mask
        for teacher in teachers:
            self._teachers[teacher] |= mask
        for room in rooms:
            room.taken |= mask


def _mask(start: int, session: Session) -> int:
    """The bits a session takes when it starts at this hour of the week."""
    once = (1 << start) | (1 << (start + 1) if session.length == 2 else 0)
    weeks = {"H": once | once << _WEEK, "Q1": once, "Q2": once << _WEEK}
    return weeks[session.alternation]


def _in_order(free: int, turn: int, used: set[int]) -> Iterator[int]:
    """The free hours, best first: a day without this subject, then the preferred hours, the days in turn."""
    days = [(day + turn) % _DAYS for day in range(_DAYS)]
    for wanted in ([day for day in days if day not in used], [day for day in days if day in used]):
        for hour in _PREFERRED:
            for day in wanted:
                start = day * _HOURS + hour
                if free >> start & 1:
                    yield start


def _absences(teacher: Teacher, rng: Random) -> int:
    """When she is not there at all: the days of her other school, or one half-day of her own."""
    if teacher.days is not None:
        away = [day for day in range(_DAYS) if day not in teacher.days]
        hours = range(_HOURS)
    else:
        away = [rng.randrange(_DAYS)]
        hours = range(_MORNING) if away[0] == _WEDNESDAY or rng.random() < 0.4 else range(_MORNING, _HOURS)
    once = sum(1 << (day * _HOURS + hour) for day in away for hour in hours)
    return once | once << _WEEK
