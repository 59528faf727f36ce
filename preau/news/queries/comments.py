"""The comments of an item, as a reader or somebody who decides sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.foundation.screens.page import PROFILE_LABELS
from preau.kernel.actor import Actor, Profile

_COMMENTS = """
SELECT c.id, c.school_id, c.author_id = %(actor)s, p.first_name || ' ' || p.last_name, c.author_profile, c.text,
       c.state, c.written_at
  FROM news_comment c JOIN person p ON p.id = c.author_id
 WHERE c.item_id = %(item)s AND c.school_id = ANY(%(schools)s::bigint[])
   AND (c.state = 'visible' OR c.author_id = %(actor)s OR (%(decides)s AND c.state = 'attente'))
 ORDER BY c.written_at, c.id LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment ready to print. Of a family, the name is shown to the staff and to its writer."""

    id: int
    school_id: int
    is_hers: bool
    name: str
    text: str
    state: str
    written_at: datetime


def comments_of(
    actor: Actor, item_id: int, school_ids: Iterable[int], *, decides: bool = False
) -> tuple[CommentLine, ...]:
    """Those that appear, and one's own; those that wait, for who decides."""
    asked: dict[str, Any] = {
        "actor": actor.person_id, "item": item_id, "schools": list(school_ids), "decides": decides,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_COMMENTS, asked).fetchall()
    return tuple(
        CommentLine(pk, school_id, is_hers, _named(actor, is_hers, name, profile), text, state, at)
        for pk, school_id, is_hers, name, profile, text, state, at in rows
    )


def _named(actor: Actor, is_hers: bool, name: str, profile: str) -> str:
    """A pupil or a parent does not read the names of the other families (capability C36)."""
    families = {Profile.PUPIL, Profile.GUARDIAN}
    if is_hers or actor.profile not in families or Profile(profile) not in families:
        return name
    return str(PROFILE_LABELS[Profile(profile)])
