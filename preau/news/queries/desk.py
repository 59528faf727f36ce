"""What those who write see: drafts, what waits for approval, what is published, scheduled, over, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.news.policies import may_publish

# The state that people see: a published item is scheduled before its hour and over after its end.
_STATE = """CASE WHEN i.state <> 'publiee' THEN i.state
            WHEN i.shown_from > %(now)s THEN 'prevue'
            WHEN i.shown_until <= %(now)s THEN 'terminee' ELSE 'publiee' END"""

_COLUMNS = f"""
SELECT i.id, i.title, i.beginning, coalesce(h.label, ''), {_STATE} AS stands, i.shown_from, i.shown_until,
       i.is_featured, i.wants_acknowledgement, i.author_id = %(actor)s, p.first_name || ' ' || p.last_name,
       i.written_at, cardinality(i.schools),
       (SELECT count(*) FROM news_comment c WHERE c.item_id = i.id AND c.state = 'attente')
  FROM news_item i LEFT JOIN news_thread h ON h.id = i.thread_id JOIN person p ON p.id = i.author_id
"""  # noqa: S608 - our own pieces

_OF_SCHOOL = f"""{_COLUMNS}
 WHERE (i.thread_id = ANY(%(published)s::bigint[])
        OR (i.thread_id = ANY(%(written)s::bigint[]) AND i.author_id = %(actor)s
            AND i.author_profile = %(profile)s))
   AND {_STATE} = ANY(%(states)s)
 ORDER BY coalesce(i.shown_from, i.proposed_at, i.written_at) DESC, i.id DESC LIMIT %(most)s
"""
_ABOVE = f"""{_COLUMNS}
 WHERE i.thread_id IS NULL AND i.schools <@ %(schools)s::bigint[] AND {_STATE} = ANY(%(states)s)
 ORDER BY coalesce(i.shown_from, i.written_at) DESC, i.id DESC LIMIT %(most)s
"""
_COUNTS = f"""
SELECT {_STATE}, count(*) FROM news_item i
 WHERE i.thread_id = ANY(%(published)s::bigint[])
    OR (i.thread_id = ANY(%(written)s::bigint[]) AND i.author_id = %(actor)s AND i.author_profile = %(profile)s)
 GROUP BY 1
"""  # noqa: S608 - our own pieces

#: The states by tab of the desk, in order.
TABS: Mapping[str, tuple[str, ...]] = {
    "a-valider": ("proposee",),
    "brouillons": ("brouillon", "refusee"),
    "publiees": ("publiee", "prevue"),
    "terminees": ("terminee", "retiree"),
}
_MOST = 100


@dataclass(frozen=True, slots=True)
class DeskLine:
    """An item at the desk. `state`: that of the item, or `prevue` (scheduled) or `terminee` (over)."""

    id: int
    title: str
    beginning: str
    thread: str
    state: str
    shown_from: datetime | None
    shown_until: datetime | None
    is_featured: bool
    wants_acknowledgement: bool
    is_hers: bool
    author: str
    written_at: datetime
    schools: int
    waiting_comments: int


def desk_of(actor: Actor, rights: Mapping[int, str], tab: str) -> tuple[DeskLine, ...]:
    """What the actor wrote, and all that is in the threads where she publishes."""
    return _lines(_OF_SCHOOL, _asked(actor, rights) | {"states": list(TABS[tab]), "most": _MOST})


def counts_of(actor: Actor, rights: Mapping[int, str]) -> dict[str, int]:
    """How many there are under each tab."""
    with connection.cursor() as cursor:
        found = dict(cursor.execute(_COUNTS, _asked(actor, rights)).fetchall())
    return {tab: sum(found.get(state, 0) for state in states) for tab, states in TABS.items()}


def desk_above(actor: Actor, school_ids: Iterable[int], tab: str) -> tuple[DeskLine, ...]:
    """What was written for several schools, all of the actor's perimeter."""
    return _lines(
        _ABOVE,
        {
            "now": clock.now(), "actor": actor.person_id, "schools": list(school_ids),
            "states": list(TABS[tab]), "most": _MOST,
        },
    )  # fmt: skip


def _asked(actor: Actor, rights: Mapping[int, str]) -> dict[str, Any]:
    return {
        "now": clock.now(), "actor": actor.person_id, "profile": actor.profile.value,
        "published": [one for one, right in rights.items() if may_publish(right)], "written": list(rights),
    }  # fmt: skip


def _lines(statement: str, asked: dict[str, Any]) -> tuple[DeskLine, ...]:
    with connection.cursor() as cursor:
        return tuple(DeskLine(*row) for row in cursor.execute(statement, asked).fetchall())
