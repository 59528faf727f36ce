"""The bells and the rooms that a timetable tells, beside those of the school: written when the school ticks it.

The grids of a software bear its name, so that those written by hand are never touched; a room that is known keeps
what the school wrote of it, and none goes because a file does not name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection

from preau.directory.models import School
from preau.exchange.places import Anomaly, Place
from preau.exchange.weekly.records import BellGrid, Timetable
from preau.kernel import words
from preau.kernel.actor import Actor
from preau.kernel.words import THIN
from preau.timetable.actions.write_bell_grid import Slot, write_bell_grid
from preau.timetable.models import Room
from preau.timetable.queries.bells import grids_of

_ROOMS = """
INSERT INTO room (school_id, name, site, seats)
SELECT %(school)s, name, '', 0 FROM unnest(%(names)s::text[]) AS r(name)
ON CONFLICT (school_id, name) DO NOTHING
"""
#: A longer name of a room is an accident.
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Grid:
    """A bell grid as the school would write it."""

    label: str
    site: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class KnownBuilding:
    grids: Mapping[str, Grid]
    rooms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Building:
    """The grids that are new or differ, the rooms that are new."""

    grids: tuple[Grid, ...] = ()
    rooms: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.grids or self.rooms)


def load_building(school: School) -> KnownBuilding:
    """What the school wrote. Its scope must be open."""
    grids = (
        Grid(
            one.label,
            one.site,
            tuple(Slot(slot.label, slot.starts_at, slot.ends_at, slot.weekday) for slot in one.slots),
        )
        for one in grids_of(school.pk)
    )
    rooms = Room.objects.filter(school=school).values_list("name", flat=True)
    return KnownBuilding({grid.label: grid for grid in grids}, frozenset(rooms))


def plan_building(timetable: Timetable, known: KnownBuilding, anomalies: list[Anomaly]) -> Building:
    """A grid whose slots meet is told, and left aside."""
    place = Place(timetable.file, 1)
    grids = []
    for grid in _grids(timetable):
        refusal = _refusal(grid)
        if refusal:
            reason = f"grille {grid.label}{THIN}: {refusal}, elle n’est pas écrite"
            anomalies.append(Anomaly(place, reason))
        elif known.grids.get(grid.label) != grid:
            grids.append(grid)
    named = {room.strip() for lesson in timetable.lessons for room in lesson.rooms}
    rooms = sorted(room for room in named - known.rooms if room and len(room) <= _LONGEST_NAME)
    return Building(tuple(grids), tuple(rooms))


def write_building(actor: Actor, school_id: int, building: Building) -> None:
    """What `plan_building` found, on behalf of somebody who writes the bells of the school."""
    for grid in building.grids:
        write_bell_grid(actor=actor, school_id=school_id, label=grid.label, site=grid.site, slots=grid.slots)
    if building.rooms:
        with connection.cursor() as cursor:
            cursor.execute(_ROOMS, {"school": school_id, "names": list(building.rooms)})


def _grids(timetable: Timetable) -> Iterator[Grid]:
    """Without its slots a grid says nothing; the site has a name when there are several."""
    told = [grid for grid in timetable.grids if grid.slots]
    for grid in told:
        site = grid.site if len(told) > 1 else ""
        yield Grid(f"{grid.name}, site {site}" if site else grid.name, site, _slots(grid))


def _slots(grid: BellGrid) -> tuple[Slot, ...]:
    slots = (Slot(str(slot.rank), slot.starts, slot.ends, slot.weekday) for slot in grid.slots)
    return tuple(sorted(slots, key=lambda slot: (slot.weekday, slot.starts_at)))


def _refusal(grid: Grid) -> str:
    """Why the school could not write it, '' when it could."""
    for slot in grid.slots:
        if slot.ends_at <= slot.starts_at:
            return f"le créneau {slot.label} finit avant d’avoir commencé"
        if slot.weekday not in range(7):
            return f"le créneau {slot.label} n’est d’aucun jour de classe"
    for before, after in pairwise(grid.slots):
        if before.weekday == after.weekday and after.starts_at < before.ends_at:
            hour = words.hour(after.starts_at)
            return f"les créneaux {before.label} et {after.label} se chevauchent à {hour}"
    return ""
