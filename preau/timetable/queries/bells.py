"""When bells ring, for whom, and which rooms the school has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection

from preau.kernel import clock, words
from preau.timetable.rules import LONGEST_BREAK

# How a grid serves those asked: 3 named for one of their groups, 2 named for a class of their pupils, 1 of the
# site of their room, 0 otherwise.
_BELLS = """
WITH today AS NOT MATERIALIZED (SELECT m.group_id, m.pupil_id FROM membership m
                WHERE m.school_id = %(school)s AND m.begins_on <= %(day)s
                  AND (m.ends_on IS NULL OR m.ends_on > %(day)s)),
asked AS (SELECT unnest(%(groups)s::bigint[]) AS group_id
           UNION SELECT group_id FROM today WHERE pupil_id = ANY (%(pupils)s))
SELECT g.id, g.label, g.site,
       CASE WHEN EXISTS (SELECT FROM bell_grid_group s JOIN asked ON asked.group_id = s.group_id
                          WHERE s.grid_id = g.id) THEN 3
            WHEN EXISTS (SELECT FROM bell_grid_group s JOIN today own ON own.group_id = s.group_id
                          JOIN today other ON other.pupil_id = own.pupil_id
                          JOIN asked ON asked.group_id = other.group_id
                          WHERE s.grid_id = g.id) THEN 2
            WHEN g.site <> '' AND EXISTS (SELECT FROM room r WHERE r.school_id = g.school_id
                                             AND r.name = %(room)s AND r.site = g.site) THEN 1
            ELSE 0 END,
       (SELECT array_agg(s.group_id ORDER BY p.code) FROM bell_grid_group s
          JOIN pupil_group p ON p.id = s.group_id WHERE s.grid_id = g.id),
       (SELECT string_agg(coalesce(nullif(p.label, ''), p.code), ', ' ORDER BY p.code) FROM bell_grid_group s
          JOIN pupil_group p ON p.id = s.group_id WHERE s.grid_id = g.id),
       b.id, b.label, b.weekday, b.starts_at, b.ends_at
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

    @property
    def minutes(self) -> int:
        return _minute(self.ends_at) - _minute(self.starts_at)


@dataclass(frozen=True, slots=True)
class GridLine:
    """A bell grid and its slots, in order. `serves`: how well it fits those asked, 0 when nothing ties them;
    `group_ids` and `groups` are the classes and groups it is named for.
    """

    id: int
    label: str
    site: str
    serves: int
    group_ids: tuple[int, ...]
    groups: str
    slots: tuple[SlotLine, ...]

    @property
    def hours(self) -> str:
        """When its bells ring every day."""
        return ", ".join(f"{slot.label} {words.hour(slot.starts_at)}" for slot in self.slots if not slot.weekday)

    @property
    def detail(self) -> str:
        """For whom, and when."""
        return " – ".join(part for part in (self.groups, self.hours) if part)

    def of_day(self, weekday: int) -> tuple[SlotLine, ...]:
        """Its slots of a weekday (1 Monday … 6 Saturday), in order: those of every day, but where that day has its
        own at the same time.
        """
        own = [slot for slot in self.slots if slot.weekday == weekday]
        every = [
            slot
            for slot in self.slots
            if not slot.weekday
            and not any(slot.starts_at < one.ends_at and one.starts_at < slot.ends_at for one in own)
        ]
        return tuple(sorted((*own, *every), key=lambda slot: slot.starts_at))

    def break_at(self, weekday: int, at: time) -> tuple[time, time] | None:
        """The break of that day in which this hour falls; None in a slot, at lunch, before or after the day."""
        for before, after in pairwise(self.of_day(weekday)):
            length = timedelta(minutes=_minute(after.starts_at) - _minute(before.ends_at))
            if before.ends_at <= at < after.starts_at and length <= LONGEST_BREAK:
                return before.ends_at, after.starts_at
        return None


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room; `id` 0 when only the timetable names it."""

    id: int
    name: str
    site: str
    seats: int


def grids_of(
    school_id: int, *, group_ids: Sequence[int] = (), pupil_ids: Sequence[int] = (), room: str = ""
) -> tuple[GridLine, ...]:
    """The bell grids of the school, in the order of their names, and how each serves those asked."""
    asked: dict[str, Any] = {
        "school": school_id, "day": clock.today(), "groups": list(group_ids), "pupils": list(pupil_ids),
        "room": room,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_BELLS, asked).fetchall()
    slots: dict[tuple[int, str, str, int, tuple[int, ...], str], list[SlotLine]] = {}
    for pk, label, site, serves, ids, names, *slot in rows:
        found = slots.setdefault((pk, label, site, serves, tuple(ids or ()), names or ""), [])
        if slot[0] is not None:
            found.append(SlotLine(*slot))
    return tuple(GridLine(*grid, tuple(found)) for grid, found in slots.items())


def grid_serving(grids: Sequence[GridLine]) -> GridLine | None:
    """The one whose bells those asked hear: the best tie; without any, the first one that is named for nobody in
    particular, or the only one. None when nothing says.
    """
    if not grids:
        return None
    best = max(grids, key=lambda grid: grid.serves)
    if best.serves:
        return best
    return next((grid for grid in grids if not grid.group_ids), grids[0] if len(grids) == 1 else None)


def rooms_of(school_id: int) -> tuple[RoomLine, ...]:
    """The rooms written down, and those that the timetable names."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_ROOMS, {"school": school_id}).fetchall()
    return tuple(RoomLine(*row) for row in rows)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
