"""What an administrator copies of the bells of a school to others (`SettingsGroup`, capability C127)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from preau.foundation.rooms.manifest import SettingsGroup
from preau.kernel import words
from preau.kernel.words import WEEKDAYS

_READ = """
SELECT g.school_id, g.label, g.site, b.label, b.weekday, b.starts_at, b.ends_at
  FROM bell_grid g LEFT JOIN bell_slot b ON b.grid_id = g.id
 WHERE g.school_id = ANY(%(schools)s)
 ORDER BY g.school_id, g.label, b.weekday, b.starts_at
"""

# All the grids of the source, and no other: a grid of the same name keeps its id and the classes that follow it,
# its slots are written anew. Classes are those of each school: none is copied.
_WRITE = (
    """
    DELETE FROM bell_slot b WHERE b.school_id = ANY(%(schools)s)
    """,
    """
    DELETE FROM bell_grid_group s USING bell_grid g
     WHERE g.id = s.grid_id AND s.school_id = ANY(%(schools)s)
       AND g.label NOT IN (SELECT label FROM bell_grid WHERE school_id = %(source)s)
    """,
    """
    DELETE FROM bell_grid g WHERE g.school_id = ANY(%(schools)s)
       AND g.label NOT IN (SELECT label FROM bell_grid WHERE school_id = %(source)s)
    """,
    """
    INSERT INTO bell_grid (school_id, label, site)
    SELECT t.id, g.label, g.site FROM unnest(%(schools)s::bigint[]) AS t(id)
     CROSS JOIN bell_grid g WHERE g.school_id = %(source)s
    ON CONFLICT (school_id, label) DO UPDATE SET site = excluded.site
    """,
    """
    INSERT INTO bell_slot (school_id, grid_id, label, weekday, starts_at, ends_at)
    SELECT mine.school_id, mine.id, b.label, b.weekday, b.starts_at, b.ends_at
      FROM bell_grid mine
      JOIN bell_grid g ON g.school_id = %(source)s AND g.label = mine.label
      JOIN bell_slot b ON b.grid_id = g.id
     WHERE mine.school_id = ANY(%(schools)s)
    """,
)


def _read(school_ids: Sequence[int]) -> Mapping[int, tuple[tuple[str, str], ...]]:
    grids: dict[int, dict[str, list[str]]] = {pk: {} for pk in school_ids}
    with connection.cursor() as cursor:
        rows = cursor.execute(_READ, {"schools": list(school_ids)}).fetchall()
    for pk, grid, site, label, weekday, starts_at, ends_at in rows:
        slots = grids[pk].setdefault(f"{grid} ({site})" if site else grid, [])
        if label is not None:
            day = f"{WEEKDAYS[weekday - 1]} " if weekday else ""
            slots.append(f"{day}{label} {words.hour(starts_at)} – {words.hour(ends_at)}")
    return {pk: tuple((grid, ", ".join(slots)) for grid, slots in found.items()) for pk, found in grids.items()}


def _write(source_id: int, school_ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        for statement in _WRITE:
            cursor.execute(statement, {"source": source_id, "schools": list(school_ids)})


SETTINGS = (SettingsGroup("sonneries", "Grilles de sonneries", _read, _write, order=40),)
