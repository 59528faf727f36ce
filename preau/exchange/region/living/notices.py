"""« Quoi de neuf » of the last days: the listeners of attendance are told the facts again, at their own instants.

They find the words, and they decide who is told. Only the facts that can tell something are handed to them.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from preau.attendance.events import AbsenceNoted, LateArrivalNoted
from preau.attendance.half_day import IS_MORNING
from preau.attendance.notices import tell_first_absence, tell_late_arrival
from preau.directory.rules import MIDDAY
from preau.foundation.ledger.delivery import event_of
from preau.foundation.ledger.listeners import Recorded
from preau.kernel import clock

#: How far back families find notices.
_LAST_DAYS = timedelta(days=3)
#: Of a hundred notices older than a day, those already read.
_READ = 0.75

# Of a half-day, the first absence that stands: the listener keeps silent about the others.
_TELLING = f"""
SELECT e.id, e.at, e.name, e.school_id, e.actor_id, e.actor_profile, e.payload::text
  FROM (SELECT DISTINCT ON (a.pupil_id, a.held_on, is_morning, a.late_minutes IS NULL)
               a.id, a.late_minutes IS NULL AS is_absence,
               {IS_MORNING.format(lesson="l")} AS is_morning
          FROM absence a JOIN lesson l ON l.id = a.lesson_id
         WHERE a.noted_at > %(since)s AND a.withdrawn_at IS NULL
         ORDER BY a.pupil_id, a.held_on, is_morning, a.late_minutes IS NULL, a.noted_at, a.id) first
  JOIN ledger_event e ON e.name = CASE WHEN first.is_absence THEN %(absent)s ELSE %(late)s END
                     AND (e.payload->>'absence_id')::bigint = first.id
 WHERE e.at > %(since)s
 ORDER BY e.id
"""  # noqa: S608 - our own columns

_READ_MOST = """
UPDATE notice SET read_at = at + make_interval(mins => 20 + floor(600 * pg_temp.chance(id, 41))::int)
 WHERE at < %(yesterday)s AND pg_temp.chance(id, 42) < %(read)s
"""


def tell_families(cursor: Any, until: datetime) -> None:
    """Tell the guardians what was noted in the last days before `until`; most of it has been read since."""
    cursor.execute(
        _TELLING,
        {
            "since": until - _LAST_DAYS,
            "midday": MIDDAY,
            "absent": AbsenceNoted.name,
            "late": LateArrivalNoted.name,
        },
    )
    for pk, at, name, school_id, actor_id, profile, payload in cursor.fetchall():
        event = event_of(name, json.loads(payload))
        recorded = Recorded(pk, at, school_id, actor_id, profile)
        with clock.at(at):
            if isinstance(event, AbsenceNoted):
                tell_first_absence(event, recorded)
            elif isinstance(event, LateArrivalNoted):
                tell_late_arrival(event, recorded)
    cursor.execute(_READ_MOST, {"yesterday": until - timedelta(days=1), "read": _READ})
