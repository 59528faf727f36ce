"""Put pupils in a group of the school, from one day to another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.events import MembersAdded
from preau.directory.policies import changeable_groups, may_manage_groups
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

# Who is already in the group for a part of those days is left as she is: a list never names a pupil twice.
_ADD = """
INSERT INTO membership (school_id, group_id, pupil_id, begins_on, ends_on)
SELECT DISTINCT e.school_id, %(group)s, e.pupil_id, %(begins_on)s::date, %(ends_on)s::date
  FROM enrolment e
 WHERE e.school_id = %(school)s AND e.pupil_id = ANY(%(pupils)s)
   AND e.begins_on <= %(begins_on)s AND (e.ends_on IS NULL OR e.ends_on > %(begins_on)s)
   AND NOT EXISTS (
       SELECT FROM membership m
        WHERE m.group_id = %(group)s AND m.pupil_id = e.pupil_id
          AND (m.ends_on IS NULL OR m.ends_on > %(begins_on)s)
          AND (%(ends_on)s::date IS NULL OR m.begins_on < %(ends_on)s))
RETURNING pupil_id
"""


@action
def add_members(
    *,
    actor: Actor,
    school_id: int,
    group_id: int,
    pupil_ids: Iterable[int],
    begins_on: date,
    last_day: date | None = None,
) -> int:
    """These pupils are in the group from `begins_on` to `last_day`, both included (None: until further notice).
    Returns how many came in.

    Errors: `NotAllowed` for a group that is not of the school's making; `NotPossible` for dates that cross, or
    when none of them is both of the school on the first day and out of the group.
    """
    known = changeable_groups(actor).select_for_update(no_key=True)
    if not may_manage_groups(actor, school_id) or not known.filter(school_id=school_id, pk=group_id).exists():
        raise NotAllowed
    asked = sorted(set(pupil_ids))
    if not asked:
        raise NotPossible(_("Cochez au moins un élève."))
    if last_day is not None and last_day < begins_on:
        raise NotPossible(
            _("Le dernier jour vient avant le premier\u202f: corrigez une des dates."), field="last_day"
        )
    ends_on = last_day + timedelta(days=1) if last_day else None
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            {"school": school_id, "group": group_id, "pupils": asked, "begins_on": begins_on, "ends_on": ends_on},
        )
        added = tuple(sorted(row[0] for row in cursor.fetchall()))
    if not added:
        raise NotPossible(_("Ces élèves sont déjà dans le groupe à ces dates, ou ne sont pas de l’établissement."))
    record(MembersAdded(school_id, group_id, added, begins_on, ends_on), actor=actor)
    return len(added)
