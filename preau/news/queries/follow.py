"""Who took note of an item and who did not, among those it is for today (C32, C37): one row a person and a hat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.directory.people.audience import REACHED, addressed
from preau.directory.people.reach import during
from preau.news.audience import audiences_of
from preau.news.models import NewsItem

# Who said so and is not addressed any more (a class changed) is not asked again, and does not count.
_FOLLOWED = f"""
SELECT r.person_id, r.profile, p.first_name || ' ' || p.last_name, p.sorting_name,
       array_remove(array_agg(DISTINCT c.first_name || ' ' || c.last_name
                              || coalesce(' (' || d.label || ')', '')), NULL),
       max(n.read_at) AS read_at, max(n.acknowledged_at) AS acknowledged_at
  FROM ({REACHED}) r
  JOIN person p ON p.id = r.person_id
  LEFT JOIN person c ON c.id = r.pupil_id AND r.profile = 'responsable'
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership x JOIN pupil_group g ON g.id = x.group_id AND g.kind = 'division'
        WHERE x.pupil_id = r.pupil_id AND x.school_id = %(school)s AND {during("x")}
        ORDER BY x.begins_on DESC, x.id LIMIT 1) d ON r.pupil_id <> 0
  LEFT JOIN news_reading n ON n.item_id = %(item)s AND n.person_id = r.person_id AND n.school_id = %(school)s
 GROUP BY r.person_id, r.profile, p.id
"""  # noqa: S608 - our own pieces

_PAGE = f"""
SELECT f.*, count(*) OVER () FROM ({_FOLLOWED}) f
 WHERE (%(stands)s = 'tous' OR (%(stands)s = 'faits') = (f.acknowledged_at IS NOT NULL))
 ORDER BY f.sorting_name, f.person_id, f.profile LIMIT %(most)s OFFSET %(after)s
"""  # noqa: S608 - our own pieces
_COUNTS = f"""
SELECT count(*), count(acknowledged_at), count(read_at) FROM (
    SELECT person_id, max(acknowledged_at) AS acknowledged_at, max(read_at) AS read_at
      FROM ({_FOLLOWED}) f GROUP BY person_id) one
"""  # noqa: S608 - our own pieces
_WAITING = f"""
SELECT DISTINCT person_id FROM ({_FOLLOWED}) f WHERE acknowledged_at IS NULL ORDER BY 1
"""  # noqa: S608 - our own pieces
_BY_SCHOOL = """
SELECT s.uai, s.name, count(r.id), count(r.acknowledged_at)
  FROM news_target t JOIN school s ON s.id = t.school_id
  LEFT JOIN news_reading r ON r.item_id = t.item_id AND r.school_id = t.school_id
 WHERE t.item_id = %(item)s GROUP BY s.id ORDER BY s.name, s.uai
"""
#: People on a page of the follow-up.
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Followed:
    """A person an item is for. `children`: those a guardian is addressed for, with their class."""

    person_id: int
    profile: str
    name: str
    sorting_name: str
    children: tuple[str, ...]
    read_at: datetime | None
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True)
class FollowCounts:
    people: int
    acknowledged: int
    opened: int

    @property
    def waiting(self) -> int:
        return self.people - self.acknowledged


def followed(
    item: NewsItem, school_id: int, stands: str, *, page: int = 1, most: int = PER_PAGE
) -> tuple[tuple[Followed, ...], int]:
    """A page of them (`stands`: `faits`, `attendus`, `tous`), and how many there are."""
    rows = _rows(_PAGE, _asked(item, school_id) | {"stands": stands, "most": most, "after": (page - 1) * most})
    lines = tuple(
        Followed(person_id, profile, name, sorting, tuple(children), read_at, acknowledged_at)
        for person_id, profile, name, sorting, children, read_at, acknowledged_at, _total in rows
    )
    return lines, int(rows[0][7]) if rows else 0


def follow_counts(item: NewsItem, school_id: int) -> FollowCounts:
    """How many people it is for, how many took note, how many opened it."""
    return FollowCounts(*_rows(_COUNTS, _asked(item, school_id))[0])


def still_waiting(item: NewsItem, school_id: int) -> tuple[int, ...]:
    """The persons who did not take note."""
    return tuple(person_id for (person_id,) in _rows(_WAITING, _asked(item, school_id)))


def follow_by_school(item_id: int) -> tuple[tuple[str, str, int, int], ...]:
    """Above schools, counts and no name (rule B1): UAI, name, how many opened it, how many took note."""
    return tuple(_rows(_BY_SCHOOL, {"item": item_id}))


def _asked(item: NewsItem, school_id: int) -> dict[str, Any]:
    return addressed(school_id, audiences_of(item.audience)) | {"item": item.pk}


def _rows(statement: str, asked: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, asked).fetchall())
