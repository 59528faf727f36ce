"""The quiet hours that stand for people: those of their schools, and their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import connection

from preau.directory.people.reach import during
from preau.kernel import clock
from preau.outreach.quiet import FREE, Quiet
from preau.outreach.rules import QUIET_FROM, QUIET_UNTIL

# The hours of schools hold families and pupils; the staff has only those it chooses. Of several schools, the
# widest pause holds: the earliest evening, the latest morning.
_OF = f"""
WITH asked AS (SELECT unnest(%(people)s::bigint[]) AS id),
place AS (
    SELECT a.id, e.school_id FROM asked a JOIN enrolment e ON e.pupil_id = a.id AND {during("e")}
     UNION
    SELECT a.id, e.school_id FROM asked a JOIN guardianship w ON w.guardian_id = a.id AND {during("w")}
      JOIN enrolment e ON e.pupil_id = w.pupil_id AND {during("e")}
)
SELECT a.id, s.since, s.until, s.weekends, q.quiet_from, q.quiet_until,
       EXISTS (SELECT FROM post o WHERE o.person_id = a.id AND {during("o")})
  FROM asked a
  LEFT JOIN LATERAL (
       SELECT min(coalesce(t.quiet_from, %(since)s)) AS since, max(coalesce(t.quiet_until, %(until)s)) AS until,
              bool_or(coalesce(t.quiet_weekends, true)) AS weekends
         FROM place p LEFT JOIN outreach_settings t ON t.school_id = p.school_id WHERE p.id = a.id) s ON true
  LEFT JOIN quiet_choice q ON q.person_id = a.id
"""  # noqa: S608 - our own constants


def quiet_of(people: Iterable[int]) -> Mapping[int, Quiet]:
    """In one statement; the scope of their schools is open."""
    wanted = sorted(set(people))
    asked: dict[str, Any] = {
        "people": wanted, "day": clock.today(), "since": QUIET_FROM, "until": QUIET_UNTIL,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_OF, asked).fetchall()
    found = {}
    for pk, since, until, weekends, begins, ends, works in rows:
        own = (begins, ends) if begins is not None and ends is not None else None
        if since is None and works:
            found[pk] = replace(FREE, own=own)
        else:
            found[pk] = Quiet(since or QUIET_FROM, until or QUIET_UNTIL, weekends is not False, own)
    return found
