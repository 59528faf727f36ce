"""Print new cards for those whose accounts a bad day emptied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.access.cards import PrintedCode, printed_cards
from preau.access.events import CardsIssuedAfterReset
from preau.access.policies import may_issue_codes
from preau.access.queries import PersonLine
from preau.foundation.ledger.record import record
from preau.foundation.screens.page import PROFILE_LABELS
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

#: What `_PEOPLE` says somebody is: the staff, then the pupils, then the guardians.
_STAFF, _PUPIL = 0, 1

# People of this school and nobody who works elsewhere or has a mandate: her card would open more than this school
# may give back (`may_renew_account`). A pupil is under her class, a guardian under her child's.
_PEOPLE = """
WITH asked AS (SELECT unnest(%(people)s::bigint[]) AS person_id),
works AS (
    SELECT o.person_id, min(coalesce(nullif(o.label, ''), o.profile)) AS label
      FROM post o JOIN asked USING (person_id)
     WHERE o.school_id = %(school)s AND o.begins_on <= %(day)s AND (o.ends_on IS NULL OR o.ends_on > %(day)s)
     GROUP BY 1
),
pupils AS (
    SELECT e.pupil_id, min(coalesce(nullif(g.label, ''), g.code)) AS division
      FROM enrolment e
      LEFT JOIN membership m ON m.pupil_id = e.pupil_id AND m.begins_on <= %(day)s
                            AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
      LEFT JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division' AND g.school_id = %(school)s
     WHERE e.school_id = %(school)s AND e.begins_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
     GROUP BY 1
),
lines AS (
    SELECT person_id, 0 AS rank, '' AS division, label FROM works
    UNION ALL SELECT u.pupil_id, 1, coalesce(u.division, ''), '' FROM pupils u JOIN asked ON person_id = u.pupil_id
    UNION ALL
    SELECT w.guardian_id, 2, min(coalesce(u.division, '')), string_agg(c.first_name || ' ' || c.last_name, ', ')
      FROM guardianship w JOIN asked ON person_id = w.guardian_id
      JOIN pupils u ON u.pupil_id = w.pupil_id JOIN person c ON c.id = w.pupil_id
     WHERE (w.is_informed OR w.may_consult) AND w.guardian_id <> w.pupil_id
       AND w.begins_on <= %(day)s AND (w.ends_on IS NULL OR w.ends_on > %(day)s)
     GROUP BY 1
)
SELECT DISTINCT ON (l.person_id) p.id, p.first_name || ' ' || p.last_name, l.rank, l.division, l.label,
       p.sorting_name
  FROM lines l JOIN person p ON p.id = l.person_id
 WHERE NOT EXISTS (SELECT FROM mandate d WHERE d.person_id = p.id AND (d.ends_on IS NULL OR d.ends_on > %(day)s))
   AND NOT EXISTS (SELECT FROM attachments_of(p.id, %(day)s) AS a,
                               jsonb_array_elements(coalesce(a.posts, '[]'::jsonb)) AS o
                    WHERE (o ->> 0)::bigint <> %(school)s)
 ORDER BY l.person_id, l.rank
"""


@action
def issue_cards_after_reset(
    *, actor: Actor, school_id: int, person_ids: Sequence[int], sheet: str
) -> tuple[PrintedCode, ...]:
    """A new code, good for 90 days, for those of these people whom this school may give one and who have not
    activated their account, class by class. A code printed before for the same `sheet` is void.

    `NotAllowed` for who prints no cards there. The scope of the school is open.
    """
    if not may_issue_codes(actor, school_id):
        raise NotAllowed
    cards = printed_cards(_people(school_id, person_ids), sheet)
    record(CardsIssuedAfterReset(school_id, len(cards)), actor=actor)
    return cards


def _people(school_id: int, person_ids: Sequence[int]) -> list[PersonLine]:
    """Staff first, then class by class: pupils and guardians, by name."""
    asked: dict[str, Any] = {"school": school_id, "people": list(person_ids), "day": clock.today()}
    with connection.cursor() as cursor:
        rows: list[Any] = cursor.execute(_PEOPLE, asked).fetchall()
    rows.sort(key=lambda row: (row[2] != _STAFF, row[3], row[2], row[5]))
    return [PersonLine(pk, name, _role(rank, division, label)) for pk, name, rank, division, label, _key in rows]


def _role(rank: int, division: str, label: str) -> str:
    labels = {profile.value: word for profile, word in PROFILE_LABELS.items()}
    if rank == _STAFF:
        return labels.get(label, label)
    if rank == _PUPIL:
        return _("Élève de %(division)s") % {"division": division} if division else _("Élève")
    return _("Responsable de %(children)s") % {"children": label}
