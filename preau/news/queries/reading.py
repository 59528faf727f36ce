"""What a person reads: the list, the home page, one item. One statement each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.words import folded
from preau.news.audience import READERS, reading
from preau.news.rules import PAGE

# What the reader `k` is shown now: items whose audience meets what she is in a school that shows them.
_SHOWN = """
  FROM reader k
  JOIN news_target t ON t.school_id = k.school_id AND t.shown_from <= %(now)s
   AND (t.shown_until IS NULL OR t.shown_until > %(now)s)
  JOIN news_item i ON i.id = t.item_id AND i.audience && k.keys
  LEFT JOIN news_thread h ON h.id = i.thread_id
  LEFT JOIN news_reading r ON r.item_id = i.id AND r.person_id = k.person_id AND r.school_id = t.school_id
"""
_LINE = """
i.id, i.title, i.beginning, i.origin, coalesce(h.label, ''), array_agg(DISTINCT t.school_id), min(t.shown_from),
       i.is_featured, i.wants_acknowledgement, bool_or(r.id IS NOT NULL),
       bool_or(r.acknowledged_at IS NOT NULL)"""

_LIST = f"""WITH {READERS}
SELECT {_LINE}
  {_SHOWN}
 WHERE (%(thread)s::bigint IS NULL OR i.thread_id = %(thread)s::bigint)
   AND (NOT %(waiting)s OR (i.wants_acknowledgement AND r.acknowledged_at IS NULL))
   AND (%(typed)s = '' OR i.searched LIKE '%%' || %(typed)s || '%%')
 GROUP BY i.id, h.label
 ORDER BY min(t.shown_from) DESC, i.id DESC LIMIT %(most)s OFFSET %(after)s
"""

# The last one put at the top comes first, then the newest.
_HOME = f"""WITH {READERS}
SELECT {_LINE}
  {_SHOWN}
 GROUP BY i.id, h.label
 ORDER BY i.is_featured AND row_number() OVER (PARTITION BY i.is_featured ORDER BY min(t.shown_from) DESC) = 1
          DESC, min(t.shown_from) DESC, i.id DESC LIMIT 4
"""

_ITEM = f"""WITH {READERS}
SELECT {_LINE}, i.html, i.takes_comments, i.version, p.first_name || ' ' || p.last_name,
       max(r.acknowledged_at),
       (SELECT jsonb_agg(jsonb_build_array(f.id, f.is_picture, f.alt, f.name, f.size) ORDER BY f.id)
          FROM news_file f WHERE f.item_id = i.id)
  {_SHOWN}
  JOIN person p ON p.id = i.author_id
 WHERE i.id = %(item)s
 GROUP BY i.id, h.label, p.id
"""  # noqa: S608 - our own pieces

_THREADS = f"""WITH {READERS}
SELECT DISTINCT h.id, h.label, h.school_id
  {_SHOWN}
 WHERE h.id IS NOT NULL ORDER BY 2, 1
"""


@dataclass(frozen=True, slots=True)
class NewsLine:
    """An item in a list. `school_ids` are those of the reader that show it; `origin` is empty when the school
    wrote it, `thread` when it did not.
    """

    id: int
    title: str
    beginning: str
    origin: str
    thread: str
    school_ids: tuple[int, ...]
    shown_from: datetime
    is_featured: bool
    wants_acknowledgement: bool
    is_read: bool
    is_acknowledged: bool


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file joined to an item; `alt` says a picture in words."""

    id: int
    is_picture: bool
    alt: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item, whole."""

    line: NewsLine
    html: str
    takes_comments: bool
    version: int
    author: str
    acknowledged_at: datetime | None
    picture: FileLine | None
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to. `is_waiting`: what still asks « J’ai pris connaissance »."""

    thread_id: int | None = None
    school_id: int | None = None
    is_waiting: bool = False
    typed: str = ""
    page: int = 1


def news_of(actor: Actor, filters: Filters) -> tuple[tuple[NewsLine, ...], bool]:
    """A page of what the actor may read, the newest first; and whether there is another."""
    schools = [one for one in actor.school_ids if filters.school_id in {None, one}]
    asked = reading(
        actor, schools, now=clock.now(), thread=filters.thread_id, waiting=filters.is_waiting,
        typed=folded(filters.typed), most=PAGE + 1, after=(filters.page - 1) * PAGE,
    )  # fmt: skip
    rows = _rows(_LIST, asked)
    return tuple(_line(row) for row in rows[:PAGE]), len(rows) > PAGE


def home_news(actor: Actor) -> tuple[NewsLine, ...]:
    """What is at the top, then the last ones: four in all."""
    return tuple(_line(row) for row in _rows(_HOME, reading(actor, now=clock.now())))


def read_item(actor: Actor, item_id: int) -> ReadItem | None:
    """The item, when the actor may read it now."""
    rows = _rows(_ITEM, reading(actor, now=clock.now(), item=item_id))
    if not rows:
        return None
    html, takes_comments, version, author, acknowledged_at, listed = rows[0][11:]
    files = tuple(FileLine(*one) for one in json.loads(listed or "[]"))
    return ReadItem(
        line=_line(rows[0]), html=html, takes_comments=takes_comments, version=version, author=author,
        acknowledged_at=acknowledged_at, picture=next((one for one in files if one.is_picture), None),
        files=tuple(one for one in files if not one.is_picture),
    )  # fmt: skip


def threads_read(actor: Actor) -> tuple[tuple[int, str, int], ...]:
    """The threads in which the actor has something to read: id, label, school."""
    return tuple(_rows(_THREADS, reading(actor, now=clock.now())))


def _line(row: Any) -> NewsLine:
    pk, title, beginning, origin, thread, school_ids, shown_from, *more = row[:11]
    return NewsLine(pk, title, beginning, origin, thread, tuple(school_ids), shown_from, *more)


def _rows(statement: str, asked: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, asked).fetchall())
