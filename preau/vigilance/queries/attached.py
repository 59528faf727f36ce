"""Whose accounts an incident may touch: people of its schools today, by login or by profile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from preau.kernel import clock

# A pupil, a guardian whom the law lets in, or a post: with the first school where each is found.
_ATTACHED = """
SELECT person_id, min(school_id) FROM (
    SELECT o.person_id, o.school_id, o.profile FROM post o
     WHERE o.school_id = ANY(%(schools)s) AND (%(people)s::bigint[] IS NULL OR o.person_id = ANY(%(people)s))
       AND o.begins_on <= %(day)s AND (o.ends_on IS NULL OR o.ends_on > %(day)s)
    UNION ALL
    SELECT e.pupil_id, e.school_id, 'eleve' FROM enrolment e
     WHERE e.school_id = ANY(%(schools)s) AND (%(people)s::bigint[] IS NULL OR e.pupil_id = ANY(%(people)s))
       AND e.begins_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
    UNION ALL
    SELECT w.guardian_id, e.school_id, 'responsable' FROM enrolment e
      JOIN guardianship w ON w.pupil_id = e.pupil_id AND (w.is_informed OR w.may_consult)
                         AND w.begins_on <= %(day)s AND (w.ends_on IS NULL OR w.ends_on > %(day)s)
     WHERE e.school_id = ANY(%(schools)s) AND (%(people)s::bigint[] IS NULL OR w.guardian_id = ANY(%(people)s))
       AND e.begins_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
) AS found
 WHERE (%(profile)s = '' OR profile = %(profile)s)
   AND NOT EXISTS (SELECT FROM mandate d
                    WHERE d.person_id = found.person_id AND (d.ends_on IS NULL OR d.ends_on > %(day)s))
   AND person_id <> %(but)s
 GROUP BY person_id
"""

_OF_LOGINS = "SELECT login, person_id FROM account WHERE login = ANY(%(logins)s)"


def attached(
    school_ids: Sequence[int], *, but: int, person_ids: Sequence[int] | None = None, profile: str = ""
) -> dict[int, int]:
    """The people of these schools today (some of them, or those of a profile), and a school of each.

    Never `but` (who asks keeps her own account), nor who acts for a collectivity. The scope is open.
    """
    people = None if person_ids is None else list(person_ids)
    rows = _rows(_ATTACHED, schools=list(school_ids), people=people, profile=profile, but=but, day=clock.today())
    return dict(rows)


def people_of_logins(logins: Sequence[str]) -> dict[str, int]:
    """The person of each of these logins that exists."""
    return dict(_rows(_OF_LOGINS, logins=list(logins)))


def _rows(statement: str, **parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, parameters).fetchall())
