"""Two records were one person, or were not after all: her box follows (`directory`, merging)."""

from __future__ import annotations

from django.db import connection

from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

# A copy has no id of its own, so merging cannot move it: the record that goes keeps hers, for the day they part.
_COPIED = """
INSERT INTO message_copy (person_id, message_id, school_id, pupil_id, profile, role, read_at, folder_id)
SELECT %(kept)s, message_id, school_id, pupil_id, profile, role, read_at, folder_id
  FROM message_copy WHERE person_id = %(gone)s
ON CONFLICT DO NOTHING
"""
_GIVEN_BACK = """
DELETE FROM message_copy k USING message_copy g
 WHERE k.person_id = %(kept)s AND g.person_id = %(gone)s AND g.message_id = k.message_id
"""


@action
def follow_merge(*, actor: Actor, kept_id: int, gone_id: int, is_undone: bool) -> None:
    """The one that stays reads the messages of both; once they part, none of those of the other. Twice is once.
    In the scope of all their schools. `NotAllowed` for anybody but Préau itself.
    """
    if actor != SYSTEM:
        raise NotAllowed
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN_BACK if is_undone else _COPIED, {"kept": kept_id, "gone": gone_id})
