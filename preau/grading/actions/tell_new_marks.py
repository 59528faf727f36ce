"""Find the marks that may be seen now and that somebody asked to be told of (capability C84)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from preau.directory.adults import is_opposed
from preau.foundation.ledger.record import record
from preau.grading.events import NewMarksFound
from preau.grading.models import NewMarksSubscription
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

# A mark is new from the instant its reader may see it, or from when it was written or changed after that. Whoever
# may consult no more is told nothing (rule B8).
_NEW = """
SELECT s.id, s.person_id, s.pupil_id, count(*)
  FROM new_marks_subscription s
  LEFT JOIN grading_settings c ON c.school_id = s.school_id
  JOIN mark m ON m.pupil_id = s.pupil_id AND m.school_id = s.school_id
             AND (m.value IS NOT NULL OR m.code IS NOT NULL)
  JOIN evaluation e ON e.id = m.evaluation_id AND e.withdrawn_at IS NULL AND e.out_of IS NOT NULL
 CROSS JOIN LATERAL (
       SELECT greatest(m.written_at, e.released_at
              + CASE WHEN s.person_id = s.pupil_id THEN 0 ELSE coalesce(c.parents_after_hours, 0) END
              * interval '1 hour') AS at) seen
 WHERE s.id = ANY(%(subscriptions)s) AND e.released_at IS NOT NULL
   AND seen.at <= %(now)s AND seen.at > s.told_until
   AND (s.person_id = s.pupil_id OR EXISTS (
        SELECT FROM guardianship w
         WHERE w.pupil_id = s.pupil_id AND w.guardian_id = s.person_id AND w.may_consult
           AND w.begins_on <= %(today)s AND (w.ends_on IS NULL OR w.ends_on > %(today)s)))
 GROUP BY s.id ORDER BY s.id
"""


@action
def tell_new_marks(*, actor: Actor, school_id: int, cadence: str, pupil_ids: Sequence[int] = ()) -> int:
    """Say how many marks are new to each who asked at this cadence, of these pupils or of all; returns how many
    persons have some. Asked again, it finds nothing: what was found once is told already.

    Préau's own work. Errors: `NotAllowed` for anybody else.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    asking = NewMarksSubscription.objects.filter(school_id=school_id, cadence=cadence)
    if pupil_ids:
        asking = asking.filter(pupil_id__in=pupil_ids)
    held = list(asking.select_for_update().values_list("pk", flat=True))
    if not held:
        return 0
    now, today = clock.now(), clock.today()
    asked: dict[str, Any] = {"subscriptions": held, "now": now, "today": today}
    with connection.cursor() as cursor:
        rows = cursor.execute(_NEW, asked).fetchall()
    found = [
        [person_id, pupil_id, count]
        for _pk, person_id, pupil_id, count in rows
        if person_id == pupil_id or not is_opposed(pupil_id, today)
    ]
    NewMarksSubscription.objects.filter(pk__in=[row[0] for row in rows]).update(told_until=now)
    if found:
        record(NewMarksFound(school_id, found), actor=actor)
    return len(found)
