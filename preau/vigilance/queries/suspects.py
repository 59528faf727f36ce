"""The signs of a stolen account (idea 10): somebody writes to many from a device her account had never seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from preau.foundation.rooms.registry import writings
from preau.kernel import clock
from preau.vigilance.rules import MANY_PEOPLE, NEW_DEVICE_WITHIN

# A device is new when the browser bore no mark of the account. The first session of an account is no sign.
_NEW_DEVICES = """
SELECT a.person_id, p.first_name || ' ' || p.last_name, a.login, s.device, min(s.started_at)
  FROM account a
  JOIN person p ON p.id = a.person_id
  JOIN session s ON s.account_id = a.id AND s.started_at >= %(since)s
 WHERE a.person_id = ANY(%(people)s) AND s.is_new_device
   AND EXISTS (SELECT FROM session b WHERE b.account_id = a.id AND b.started_at < s.started_at)
 GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Suspect:
    """An account that wrote to `people` persons since yesterday, and opened on a new device."""

    person_id: int
    name: str
    login: str
    device: str
    since: datetime
    people: int


def suspects(school_ids: Sequence[int]) -> tuple[Suspect, ...]:
    """Those who reached the most people first; twenty at most. The scope of the schools is open."""
    since = clock.now() - NEW_DEVICE_WITHIN
    reached: dict[int, int] = {}
    for kind in writings().values():
        for person_id, people in kind.wrote_to_many(school_ids, since, MANY_PEOPLE).items():
            reached[person_id] = reached.get(person_id, 0) + people
    if not reached:
        return ()
    with connection.cursor() as cursor:
        rows = cursor.execute(_NEW_DEVICES, {"people": list(reached), "since": since}).fetchall()
    found = [
        Suspect(person_id, name, login, device, at, reached[person_id])
        for person_id, name, login, device, at in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.people, one.name))[:20])
