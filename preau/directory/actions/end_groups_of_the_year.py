"""Close the groups that a « rentrée » has ended, once the new year has begun."""

from __future__ import annotations

from django.db import connection

from preau.directory.events import GroupsEnded
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

# Made by hand, not locked, of a school whose year was prepared and has begun, and nobody is or will be in it.
_CLOSE = """
UPDATE pupil_group g SET closed_on = y.starts_on
  FROM year_preparation d JOIN school_year y ON y.id = d.year_id
 WHERE d.school_id = g.school_id AND g.school_id = %(school)s
   AND y.starts_on <= %(today)s AND y.ends_on >= %(today)s
   AND g.kind = 'manuel' AND NOT g.is_locked AND g.closed_on IS NULL
   AND EXISTS (SELECT FROM membership m WHERE m.group_id = g.id AND m.ends_on = y.starts_on)
   AND NOT EXISTS (SELECT FROM membership m
                    WHERE m.group_id = g.id AND (m.ends_on IS NULL OR m.ends_on > %(today)s))
RETURNING g.id
"""


@action
def end_groups_of_the_year(*, actor: Actor, school_id: int) -> None:
    """Their names are free again, their past can still be read. The same again changes nothing.

    Error: `NotAllowed` for anyone but Préau itself.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    with connection.cursor() as cursor:
        rows = cursor.execute(_CLOSE, {"school": school_id, "today": clock.today()}).fetchall()
    if rows:
        record(GroupsEnded(school_id, tuple(sorted(row[0] for row in rows))), actor=actor)
