"""When bells ring and which rooms the school has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.db import connection

from preau.kernel import words

_BELLS = """
SELECT g.id, g.label, g.site, b.id, b.label, b.weekday, b.starts_at, b.ends_at
  FROM bell_grid g
  LEFT JOIN bell_slot b ON b.grid_id = g.id
 WHERE g.school_id = %(school)s
 ORDER BY g.label, g.id, b.weekday, b.starts_at
"""

_ROOMS = """
SELECT coalesce(r.id, 0), used.name, coalesce(r.site, ''), coalesce(r.seats, 0)
  FROM (SELECT name FROM room WHERE school_id = %(school)s
         UNION
        SELECT coalesce(own_room, room) FROM weekly_course WHERE school_id = %(school)s) used(name)
  LEFT JOIN room r ON r.school_id = %(school)s AND r.name = used.name
 WHERE used.name <> ''
 ORDER BY used.name
"""


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot of a grid; `weekday` 0: every day."""

    id: int
    label: str
    weekday: int
    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True)
class GridLine:
    """A bell grid and its slots, in order."""

    id: int
    label: str
    site: str
    slots: tuple[SlotLine, ...]

    @property
    def hours(self) -> str:
        """When its bells ring every day."""
        return ", ".join(f"{slot.label} {words.hour(slot.starts_at)}" for slot in self.slots if not slot.weekday)


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room; `id` 0 when only the timetable names it."""

    id: int
    name: str
    site: str
    seats: int


def grids_of(school_id: int) -> tuple[GridLine, ...]:
    """The bell grids of the school, in the order of their names."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_BELLS, {"school": school_id}).fetchall()
    slots: dict[tuple[int, str, str], list[SlotLine]] = {}
    for pk, label, site, *slot in rows:
        found = slots.setdefault((pk, label, site), [])
        if slot[0] is not None:
            found.append(SlotLine(*slot))
    return tuple(GridLine(*grid, tuple(found)) for grid, found in slots.items())


def bells_of(school_id: int) -> tuple[SlotLine, ...]:
    """The slots of every day of the first grid: what a form reminds of."""
    grids = grids_of(school_id)
    return tuple(slot for slot in grids[0].slots if not slot.weekday) if grids else ()


def rooms_of(school_id: int) -> tuple[RoomLine, ...]:
    """The rooms written down, and those that the timetable names."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_ROOMS, {"school": school_id}).fetchall()
    return tuple(RoomLine(*row) for row in rows)
