"""What the councils of her classes said of the class, once validated: for its pupils and their families alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.bulletins.policies import may_see_report_cards_of
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

_COUNCILS = """
SELECT p.first_name, o.kind, o.number, o.division, o.synthesis, o.minutes, o.validated_at
  FROM person p
  LEFT JOIN LATERAL (
       SELECT t.kind, t.number, coalesce(nullif(g.label, ''), g.code) AS division, c.synthesis, c.minutes,
              c.validated_at, t.starts_on
         FROM council c
         JOIN term t ON t.id = c.term_id
         JOIN pupil_group g ON g.id = c.group_id
        WHERE c.school_id = ANY(%(schools)s) AND c.validated_at IS NOT NULL
          AND (c.synthesis <> '' OR c.minutes <> '')
          AND EXISTS (SELECT FROM membership d
                       WHERE d.group_id = c.group_id AND d.pupil_id = p.id AND d.begins_on <= t.ends_on
                         AND (d.ends_on IS NULL OR d.ends_on > t.starts_on))) o ON true
 WHERE p.id = %(pupil)s
 ORDER BY o.starts_on DESC
"""


@dataclass(frozen=True, slots=True)
class SaidOfClass:
    """What a council said of its class."""

    kind: str
    number: int
    division: str
    synthesis: str
    minutes: str
    validated_at: datetime


@dataclass(frozen=True, slots=True)
class FamilyCouncils:
    """The councils of the classes of a pupil, the last first."""

    pupil_id: int
    first_name: str
    councils: tuple[SaidOfClass, ...]


def family_councils(actor: Actor, pupil_id: int) -> FamilyCouncils:
    """In one statement. Errors: `NotAllowed` for who may not read her report cards."""
    if not may_see_report_cards_of(actor, pupil_id):
        raise NotAllowed
    asked: dict[str, Any] = {"pupil": pupil_id, "schools": list(actor.school_ids)}
    with connection.cursor() as cursor:
        rows = cursor.execute(_COUNCILS, asked).fetchall()
    return FamilyCouncils(
        pupil_id, rows[0][0] if rows else "", tuple(SaidOfClass(*row[1:]) for row in rows if row[1] is not None)
    )
